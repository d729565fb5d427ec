"""`init`: a small, complete repository, planned whole before the first byte is written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from goldline.app.editor import EXTENSIONS, SETTINGS, schema_files, vscode_extensions, vscode_settings
from goldline.app.escalating.form import TEMPLATE, issue_form
from goldline.app.frame import load_frame
from goldline.app.git_drivers import HEADING, LINES
from goldline.app.starter import Wanted, first_item, scales, starter_files
from goldline.errors import GoldlineError
from goldline.reading.names import did_you_mean, listed, shown
from goldline.reading.targets import FORMS, normal_target
from goldline.render.escape import code_span
from goldline.schemas.parts import ID, LOCALE, LONGEST_NAME
from goldline.store.tree import MemoryTree
from goldline.writing.disk import Write, write_all
from goldline.writing.emit import document

CI = ("github", "gitlab", "none")
NOWHERE = "none"
"""What is answered where escalations go nowhere."""

_LONGEST_TITLE = 200
_PLAIN_HEADING = re.compile(r"[^\W_]([\w ,.'’()/:–-]*[\w.)])?")
_TARGETS = {"github": "https://github.com/{}/issues/new/choose", "gitlab": "https://{}/-/issues/new"}

_AROUND = {
    ".editorconfig": "editorconfig",
    ".gitattributes": "gitattributes",
    ".gitignore": "gitignore",
    ".pre-commit-config.yaml": "pre-commit-config.yaml",
    "README.md": "README.md",
    "goldline.toml": "goldline.toml",
    "requirements.txt": "requirements.txt",
}


@dataclass(frozen=True, slots=True)
class Content:
    """The guideline that a repository starts with: its files, and what its README points at."""

    files: dict[str, bytes]
    rule: str
    item: str
    starter: bool


def starter_content(wanted: Wanted) -> Content:
    """Return goldline's own small guideline, its gold and an escalation."""
    refuse_wishes(wanted)
    return Content(starter_files(wanted), "COR-minor-error", first_item(wanted), starter=True)


def plan(wanted: Wanted, content: Content) -> dict[str, bytes]:
    """Return every file of the new repository by its path.

    Raises `GoldlineError` where a wish cannot be met: a name that is no id, an unknown scale, …
    """
    refuse_wishes(wanted)
    planned = dict(content.files)
    frame = load_frame(MemoryTree(planned))
    planned |= schema_files(frame)
    planned[SETTINGS] = vscode_settings(frame) or b""
    planned[EXTENSIONS] = vscode_extensions()
    known = {
        "name": wanted.name,
        "title": wanted.title,
        "set": next(iter(frame.sets), wanted.set),
        "rule": content.rule,
        "item": content.item,
        "starter": content.starter,
        "ci": wanted.ci,
        "package": wanted.package,
        "target": wanted.escalate_to,
        "target_words": _target_words(wanted.escalate_to),
        "drivers": (HEADING, *LINES),
    }
    for path, template in _AROUND.items():
        planned[path] = _render(template, known)
    planned |= _forge_files(wanted, known)
    return dict(sorted(planned.items()))


def refuse_wishes(wanted: Wanted) -> None:
    """Raise `GoldlineError` for the first wish that cannot be met, in words for who typed it."""
    read_name(wanted.name)
    read_title(wanted.title)
    read_name(wanted.modality)
    if wanted.scale not in scales():
        hint = (
            did_you_mean(wanted.scale, scales()).removeprefix("; ") or f"there are {listed(list(scales()))}"
        )
        raise GoldlineError(f"there is no scale `{wanted.scale}` to start with", hint=hint)
    read_locales(",".join(wanted.locales))


def read_name(text: str) -> str:
    """Return an id as typed; raises `GoldlineError` where it cannot be one."""
    name = text.strip()
    if not re.search(ID.regex, name) or len(name) > LONGEST_NAME or "\n" in name:
        raise GoldlineError(f"{shown(text)} cannot be a name here", hint=ID.says)
    return name


def read_title(text: str) -> str:
    """Return a title on one line; raises `GoldlineError` where it is empty or too long."""
    title = " ".join(text.split())
    if not title or len(title) > _LONGEST_TITLE:
        raise GoldlineError(
            "this cannot be the title",
            hint=f"a title has at least one and at most {_LONGEST_TITLE} characters",
        )
    return title


def read_locales(text: str) -> str:
    """Return locales as typed, with commas between them; raises `GoldlineError` where one is none."""
    locales = [part.strip() for part in text.split(",") if part.strip()]
    for locale in locales:
        if not re.search(LOCALE.regex, locale) or "\n" in locale:
            raise GoldlineError(f"{shown(locale)} is not a locale", hint=LOCALE.says)
    if not locales:
        raise GoldlineError("no locale is named", hint=LOCALE.says)
    return ",".join(dict.fromkeys(locales))


def read_target(text: str) -> str:
    """Return where escalations go, in its normal form, "" for `none`; raises `GoldlineError` else."""
    if text.strip() == NOWHERE:
        return ""
    found = normal_target(text)
    if found is None:
        raise GoldlineError(f"escalations cannot go to {shown(text)}", hint=f"write {FORMS}, or none")
    return found


def slug(text: str) -> str:
    """Return a text as an id: lower-case words joined by `-`; "" where nothing of it can stand in one."""
    return "-".join(re.findall("[a-z0-9]+", text.lower()))[:LONGEST_NAME].strip("-")


def refuse_taken(folder: Path, planned: Mapping[str, bytes]) -> None:
    """Raise `GoldlineError`, with their names, where any of the files stands in the folder already."""
    taken = [path for path in planned if (folder / path).is_symlink() or (folder / path).exists()]
    rooms = [room for room in ("guidelines", "goldsets", "escalations") if (folder / room).exists()]
    taken = [f"{room}/" for room in rooms] + [p for p in taken if p.split("/", 1)[0] not in rooms]
    if not taken:
        return
    raise GoldlineError(
        f"nothing is written, for here stand already: {', '.join(taken[:8])}"
        + (f" and {len(taken) - 8} more" if len(taken) > 8 else ""),
        hint="name a new folder: goldline init FOLDER. In a repository that has a guideline, "
        "`goldline new guideline` adds another one",
    )


def write(folder: Path, planned: Mapping[str, bytes]) -> None:
    """Write all files, or none: whatever fails, the folder is left as it was."""
    refuse_taken(folder, planned)
    created = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_all(folder, [Write(path, data, None) for path, data in planned.items()])
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise GoldlineError(f"the folder '{folder}' cannot be made: {reason}") from error
    except BaseException:
        _remove_empty(folder, planned, created)
        raise


def _remove_empty(folder: Path, planned: Mapping[str, bytes], created: bool) -> None:
    parents = {parent for path in planned for parent in Path(path).parents} - {Path(".")}
    for parent in sorted(parents, key=lambda path: len(path.parts), reverse=True):
        _remove_folder(folder / parent)
    if created:
        _remove_folder(folder)


def _remove_folder(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:  # not empty, or never made: then it is not ours to remove
        return


# --- files around ----------------------------------------------------------------------------


def _forge_files(wanted: Wanted, known: dict[str, Any]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    if wanted.ci == "github":
        found[".github/workflows/goldline.yml"] = _render("github-workflow.yml", known)
        found[".github/workflows/goldline-comment.yml"] = _render("github-comment.yml", known)
    elif wanted.ci == "gitlab":
        found[".gitlab-ci.yml"] = _render("gitlab-ci.yml", known)
    kind = wanted.escalate_to.partition(":")[0]
    if kind == "github":
        found[f".github/ISSUE_TEMPLATE/{TEMPLATE}"] = document(issue_form(wanted.stamp))
        found[".github/workflows/goldline-escalation.yml"] = _render("github-escalation.yml", known)
    elif kind == "gitlab":
        found[".gitlab/issue_templates/Escalation.md"] = _render("gitlab-issue.md", known)
    return found


def _target_words(target: str) -> str:
    kind, _, where = target.partition(":")
    if kind == "mail":
        return f"<mailto:{where}>"
    return f"<{_TARGETS[kind].format(where)}>" if kind in _TARGETS else ""


def _render(template: str, known: Mapping[str, Any]) -> bytes:
    text: str = _environment().get_template(f"{template}.j2").render(known)
    return text.encode()


@lru_cache(maxsize=1)
def _environment() -> Any:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    folder = files("goldline") / "starter" / "files"
    environment = Environment(
        loader=FunctionLoader(lambda name: (folder / name).read_text(encoding="utf-8")),
        undefined=StrictUndefined,
        autoescape=False,  # none of these files is HTML; each value is tame, or tamed by a filter
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["heading"] = _heading
    return environment


def _heading(text: str) -> str:
    """Return a title for a Markdown heading; as code where it holds what Markdown would read."""
    return text if _PLAIN_HEADING.fullmatch(text) else code_span(text)
