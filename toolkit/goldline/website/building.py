"""A repository to a site: stage the pages, let MkDocs build, put the result in its place whole."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goldline.errors import GoldlineError
from goldline.store.tree import Tree
from goldline.website import links

if TYPE_CHECKING:
    from goldline.store.cache import Cache
    from goldline.store.git import Repository
    from goldline.website.staging import Staged

MARKER = ".goldline-site"
"""A file by which a folder is known as one that we made, and may replace."""

SCRIPTS = ("core.js", "reading.js", "visits.js")
"""What every page loads, in this order."""

NEEDED = ("mkdocs", "material", "markdown", "nh3")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a site comes from. `tree` is asked again for each build: a working tree changes."""

    folder: Path
    repo: Repository | None
    cache: Cache | None
    tree: Callable[[], Tree]

    @property
    def config(self) -> Path:
        """The MkDocs configuration: the repository's own, else the package's."""
        own = self.folder / "site" / "mkdocs.yml"
        return own if own.is_file() else package_file("mkdocs.yml")


@dataclass(frozen=True, slots=True)
class Prepared:
    """What MkDocs needs to know of a staged folder."""

    nav: list[Any]
    targets: tuple[str, ...]
    pages: int


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a build."""

    folder: Path
    pages: int
    notes: tuple[str, ...]


def package_file(name: str) -> Path:
    """Return a file of this room."""
    return Path(str(files("goldline.website"))) / name


def require_libraries() -> None:
    """Raise `GoldlineError` where what only the site needs is not installed."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise GoldlineError(
            f"the site needs packages that are not installed ({', '.join(missing)})",
            hint="pip install 'goldline[site]'",
        )


def prepare(source: Source, docs: Path, address: str = "") -> Prepared:
    """Return what MkDocs needs to know, after `docs` holds all pages, scripts, styles and pictures."""
    from goldline.website.loading import load_site
    from goldline.website.navigation import navigation
    from goldline.website.page import Page
    from goldline.website.pages import pages
    from goldline.website.staging import stage

    site = load_site(source.tree(), source.repo, source.cache, address)
    made = list(pages(site))
    written = list(hand_written(source.folder))
    handbook = [one.path for one in written if one.path.endswith(".md")]
    stage(docs, [*made, *written, *own_assets()])
    addresses = {one.address for one in made if isinstance(one, Page)}
    return Prepared(
        nav=navigation(site, addresses, handbook),
        targets=site.settings.escalations.to,
        pages=len(addresses) + len(handbook),
    )


def build(source: Source, out: Path, *, strict: bool = False) -> Built:
    """Return what was built into `out`, which is replaced whole at the end or not touched at all.

    Raises `GoldlineError` where `out` holds something that we did not make, or MkDocs cannot build.
    """
    require_libraries()
    _refuse_foreign(out)
    from goldline.website import plugin

    out.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        docs, site = work / "docs", work / "site"
        docs.mkdir()
        with _listening() as said:
            prepared = plugin.build_site(source, docs, site, strict=strict)
        (site / MARKER).write_text("made by goldline site build\n", encoding="utf-8")
        if out.exists():
            out.rename(work / "old")
        site.rename(out)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return Built(out, prepared.pages, tuple(said))


def serve(source: Source, port: int, *, strict: bool = False) -> None:
    """Serve the site on this machine, and build it anew when something changes, until interrupted."""
    require_libraries()
    from goldline.website import plugin

    with tempfile.TemporaryDirectory(prefix="goldline-site-") as docs:
        plugin.serve_site(source, Path(docs), port, strict=strict)


# --- what is staged besides pages -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    on_disk: Path

    def staged(self) -> bytes:
        return self.on_disk.read_bytes()


def own_assets() -> Iterator[Staged]:
    """Yield this package's scripts and styles."""
    root = package_file("assets")
    for path in sorted(root.rglob("*")):
        if path.is_file():
            yield _File(f"{links.ASSETS}/{path.relative_to(root).as_posix()}", path)


def hand_written(folder: Path) -> Iterator[Staged]:
    """Yield the repository's own pages (`site/pages/`, as `handbook/`); symbolic links are not followed."""
    root = folder / "site" / "pages"
    if not root.is_dir() or root.is_symlink():
        return
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root)
        if any((root / part).is_symlink() for part in [inside, *inside.parents]):
            continue
        if path.is_file() and not any(part.startswith(".") for part in inside.parts):
            yield _File(f"handbook/{inside.as_posix()}", path)


def script_paths() -> list[str]:
    """Return the scripts that every page loads; a page names those that it alone needs (`Page.scripts`)."""
    return [f"{links.ASSETS}/js/{name}" for name in SCRIPTS]


def style_paths() -> list[str]:
    """Return the styles that every page loads, `base.css` first."""
    names = sorted(path.name for path in (package_file("assets") / "css").glob("*.css"))
    names.sort(key=lambda name: (name != "base.css", name.removesuffix(".css")))
    return [f"{links.ASSETS}/css/{name}" for name in names]


# --- small matters ----------------------------------------------------------------------------


def _refuse_foreign(out: Path) -> None:
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise GoldlineError(f"{out} is no folder", hint="name another one with --folder")
    if out.is_dir() and any(out.iterdir()) and not (out / MARKER).is_file():
        raise GoldlineError(
            f"the folder {out} holds files that no site build made; they would be lost",
            hint="name another folder with --folder, or empty this one first",
        )


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


class _listening:  # noqa: N801  # reads as what it is used for
    """Collects what MkDocs warns of."""

    def __enter__(self) -> list[str]:
        self._handler = _Listener()
        logging.getLogger("mkdocs").addHandler(self._handler)
        return self._handler.said

    def __exit__(self, *_: object) -> None:
        logging.getLogger("mkdocs").removeHandler(self._handler)
