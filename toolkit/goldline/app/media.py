"""Media files of a revision, looked at once for each content."""

from __future__ import annotations

from goldline.app.fingerprint import fingerprint
from goldline.app.layout import Layout
from goldline.model.corpus import MediaLibrary
from goldline.store.cache import Cache
from goldline.store.tree import Tree

_TABLE = "media"


def load_media(tree: Tree, layout: Layout, cache: Cache | None) -> MediaLibrary:
    """Return the media of a tree, with what the cache knows of them and the cache told of the rest."""
    from goldline.reading.media import TreeMedia

    entries = tree.entries()
    library = TreeMedia(tree)
    blobs = {path: entries[path] for path in layout.media if path.startswith("goldsets/")}
    kept = cache.get_many(_TABLE, fingerprint(()), blobs.values()) if cache is not None else {}
    fresh = library.learn(blobs, kept)
    if cache is not None and fresh:
        cache.put_many(_TABLE, fingerprint(()), fresh)
    return library


def any_pointer(media: MediaLibrary, layout: Layout) -> bool:
    """Whether some media file is only a pointer to what Git LFS keeps."""
    infos = (media.info(path) for path in layout.media if path.startswith("goldsets/"))
    return any(info is not None and info.pointer for info in infos)
