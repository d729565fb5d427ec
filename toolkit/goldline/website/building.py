"""A repository to a site: let MkDocs build what was prepared, and put the result in its place whole."""

from __future__ import annotations

import logging
import shutil
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from goldline.app.collector import without_collector
from goldline.errors import GoldlineError
from goldline.website.preparing import Source

MARKER = ".goldline-site"
"""A file by which a folder is known as one that we made, and may replace."""

NEEDED = ("mkdocs", "material", "markdown", "nh3")


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a build."""

    folder: Path
    pages: int
    notes: tuple[str, ...]


def require_libraries() -> None:
    """Raise `GoldlineError` where what only the site needs is not installed."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise GoldlineError(
            f"the site needs packages that are not installed ({', '.join(missing)})",
            hint="pip install 'goldline[site]'",
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
        # With ten thousand items it takes a tenth of what MkDocs does after us, and frees nothing.
        with _listening() as said, without_collector():
            prepared = plugin.build_site(source, docs, site, strict=strict)
        (site / MARKER).write_text("made by goldline site build\n", encoding="utf-8")
        if out.exists():
            out.rename(work / "old")
        site.rename(out)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return Built(out, prepared.pages, (*said, *prepared.notes))


def serve(source: Source, port: int, *, strict: bool = False) -> None:
    """Serve the site on this machine, and build it anew when something changes, until interrupted."""
    require_libraries()
    from goldline.website import plugin

    with tempfile.TemporaryDirectory(prefix="goldline-site-") as docs:
        plugin.serve_site(source, Path(docs), port, strict=strict)


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
