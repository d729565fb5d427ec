"""The only file that knows MkDocs: its events, and how it is run.

`mkdocs build -f site/mkdocs.yml` works as well as `goldline site build`: the plugin stages the pages
when MkDocs has read its configuration.
"""

from __future__ import annotations

import os
import tempfile
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException
from mkdocs.plugins import BasePlugin, event_priority

from goldline.errors import GoldlineError
from goldline.website.policy import refuse_active, with_policy
from goldline.website.preparing import (
    Prepared,
    Source,
    package_file,
    prepare,
    script_paths,
    style_paths,
)

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

_LONG_AGO = "315532800"  # 1980: archives know no earlier day, and no page may tell when it was built
_EDITS = 'data-gl-edit=""'
_WATCHED = ("guidelines", "goldsets", "escalations", "site/pages", "goldline.toml", "pyproject.toml")


class _Job:
    """What the next build of MkDocs is for; None where somebody runs MkDocs by hand."""

    source: Source | None = None
    docs: Path | None = None
    prepared: Prepared | None = None


def build_site(source: Source, docs: Path, out: Path, *, strict: bool) -> Prepared:
    """Return what was prepared, after MkDocs has built it into `out`."""
    from mkdocs.commands.build import build

    os.environ.setdefault("SOURCE_DATE_EPOCH", _LONG_AGO)
    with _job(source, docs):
        try:
            config = load_config(str(source.config), docs_dir=str(docs), site_dir=str(out), strict=strict)
            config.plugins.on_startup(command="build", dirty=False)
            try:
                build(config)
            finally:
                config.plugins.on_shutdown()
        except ConfigurationError as error:
            raise GoldlineError(
                f"{source.config} cannot be used: {error}", hint="mend it, or remove it to use the default"
            ) from error
        except (Abort, MkDocsException) as error:
            raise GoldlineError(f"the site cannot be built: {error}", hint="mend what it names") from error
        assert _Job.prepared is not None
        return _Job.prepared


def serve_site(source: Source, docs: Path, port: int, *, strict: bool) -> None:
    """Serve until interrupted."""
    from mkdocs.commands.serve import serve

    with _job(source, docs):
        try:
            serve(
                str(source.config),
                docs_dir=str(docs),
                dev_addr=f"127.0.0.1:{port}",
                strict=strict,
                site_url=None,
            )
        except OSError as error:
            raise GoldlineError(
                f"cannot serve on port {port}: {error.strerror}", hint="choose another with --port"
            ) from error
        except ConfigurationError as error:
            raise GoldlineError(f"{source.config} cannot be used: {error}") from error
        except (Abort, MkDocsException) as error:
            raise GoldlineError(f"the site cannot be built: {error}") from error


class _job:  # noqa: N801  # reads as what it is used for
    def __init__(self, source: Source, docs: Path) -> None:
        self._new = (source, docs)

    def __enter__(self) -> None:
        _Job.source, _Job.docs = self._new
        _Job.prepared = None

    def __exit__(self, *_: object) -> None:
        _Job.source = _Job.docs = None


class PluginSettings(Config):  # type: ignore[no-untyped-call]  # as MkDocs has it
    """The plugin takes no settings: what a site is made of stands in the repository."""


class GoldlinePlugin(BasePlugin[PluginSettings]):  # type: ignore[no-untyped-call]
    """Stages pages before a build, and gives each page its policy, edit link and table of contents."""

    _serving = False
    _folder: tempfile.TemporaryDirectory[str] | None = None
    _source: Source | None = None
    _targets: tuple[str, ...] = ()

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember whether this is a server: live reload needs an inline script."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Return the configuration with our pages, navigation, theme, scripts and styles."""
        self._source = _Job.source or self._source or self._by_hand(config)
        docs = _Job.docs or self._own_folder()
        prepared = prepare(self._source, docs, config.site_url or "")
        _Job.prepared = prepared
        self._targets = prepared.targets
        config.docs_dir = str(docs)
        config.nav = prepared.nav
        own = str(package_file("theme"))
        if own not in config.theme.dirs:
            # After the repository's own overrides, before the theme itself.
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, own)
        for path in script_paths():
            if path not in config.extra_javascript:
                config.extra_javascript.append(path)
        config.extra_css = [*style_paths(), *(p for p in config.extra_css if p not in style_paths())]
        return config

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> Page:
        """Return the page with the link by which its source is edited."""
        return page

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Return the body as it is; one that holds inline script or style is refused."""
        refuse_active(html, page.file.src_uri)
        facts = page.meta.get("goldline", {})
        source = facts.get("source") if facts else f"site/pages/{page.file.src_uri.removeprefix('handbook/')}"
        page.edit_url = _edit_link(config, source)
        # A page that shows many files links to each by a script, which knows what comes before their paths.
        return html.replace(_EDITS, f'data-gl-edit="{escape(_edit_base(config))}"')

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Return the page with its policy."""
        return self._guarded(output)

    @event_priority(-100)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Return a page that is no page of ours (404) with its policy."""
        return self._guarded(output_content) if template_name.endswith(".html") else output_content

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Ship the search's index as a script too: pages opened from disk may not fetch it."""
        folder = Path(config.site_dir) / "search"
        index = folder / "search_index.json"
        if index.is_file():
            (folder / "search_index.js").write_bytes(b"var __index=" + index.read_bytes() + b";")

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Return the server, watching what pages are made from instead of the pages."""
        server.unwatch(config.docs_dir)
        if self._source is not None:
            for name in _WATCHED:
                path = self._source.folder / name
                if path.exists():
                    server.watch(str(path))
        return server

    def on_shutdown(self) -> None:
        """Remove what was staged for a run by hand."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _guarded(self, output: str) -> str:
        return output if self._serving else with_policy(output, self._targets)

    def _own_folder(self) -> Path:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="goldline-site-")
        return Path(self._folder.name)

    def _by_hand(self, config: MkDocsConfig) -> Source:
        from goldline.app.layout import SCOPE
        from goldline.store.cache import Cache
        from goldline.store.git import Repository
        from goldline.store.revisions import open_source

        at = Path(config.config_file_path).resolve().parent
        folder = at.parent if at.name == "site" else at
        repo = Repository.find(folder)
        return Source(
            folder=folder,
            repo=repo,
            cache=Cache.open(repo, folder),
            tree=lambda: open_source(repo, None, scope=SCOPE, folder=folder),
        )


def _edit_link(config: MkDocsConfig, source: str | None) -> str | None:
    base = _edit_base(config)
    return f"{base}{source}" if base and source else None


def _edit_base(config: MkDocsConfig) -> str:
    """Return what comes before the path of a file in the address where it is edited; "" without one."""
    if not config.repo_url or not config.edit_uri:
        return ""
    edit = config.edit_uri if config.edit_uri.endswith("/") else config.edit_uri + "/"
    return f"{config.repo_url.rstrip('/')}/{edit.lstrip('/')}"
