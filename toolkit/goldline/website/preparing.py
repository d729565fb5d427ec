"""A repository to a folder that MkDocs can build: the pages, and what is staged besides them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goldline.app.collector import without_collector
from goldline.app.memory import Memory
from goldline.render.words import plural
from goldline.store.tree import Tree
from goldline.website import links

if TYPE_CHECKING:
    from goldline.store.cache import Cache
    from goldline.store.git import Repository
    from goldline.website.model import SiteModel
    from goldline.website.staging import Staged

SCRIPTS = ("core.js", "reading.js", "visits.js", "keys.js")
"""What every page loads, in this order."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a site comes from. `tree` is asked again for each build: a working tree changes.

    `logs` of judgments make a section for leads; without any there is no trace of it. `memory` is what
    one build leaves to the next.
    """

    folder: Path
    repo: Repository | None
    cache: Cache | None
    tree: Callable[[], Tree]
    logs: tuple[str, ...] = ()
    memory: Memory = field(default_factory=Memory)

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
    notes: tuple[str, ...] = ()


def package_file(name: str) -> Path:
    """Return a file of this room."""
    return Path(str(files("goldline.website"))) / name


def prepare(source: Source, docs: Path, address: str = "") -> Prepared:
    """Return what MkDocs needs to know, after `docs` holds all pages, scripts, styles and pictures."""
    from goldline.website.loading import load_site
    from goldline.website.navigation import navigation
    from goldline.website.page import Page
    from goldline.website.pages import pages
    from goldline.website.staging import stage

    with without_collector():
        site = load_site(source.tree(), source.repo, source.cache, address, source.logs, source.memory)
        made = list(pages(site))
        written = list(hand_written(source.folder))
        handbook = [one.path for one in written if one.path.endswith(".md")]
        stage(docs, [*made, *written, *own_assets()])
    addresses = {one.address for one in made if isinstance(one, Page)}
    return Prepared(
        nav=navigation(site, addresses, handbook),
        targets=site.settings.escalations.to,
        pages=len(addresses) + len(handbook),
        notes=_notes(site),
    )


def _notes(site: SiteModel) -> tuple[str, ...]:
    if site.people is None or not site.people.unusable:
        return ()
    rows = plural(site.people.unusable, "row")
    return (
        f"{rows} of the logs do not count: they are of items that the site does not show, or cannot be used "
        "(`goldline agreement LOG` says which)",
    )


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
