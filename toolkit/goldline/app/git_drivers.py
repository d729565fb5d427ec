"""`goldline git`: what makes git merge and show the files by what they mean, put in and taken out again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from goldline.app.layout import ROOMS
from goldline.errors import GoldlineError
from goldline.store.git import Repository
from goldline.store.local_config import read_local, remove_local, write_local
from goldline.writing.disk import Write, write_all

ATTRIBUTES = ".gitattributes"
SECTIONS = ("merge.goldline", "diff.goldline")
HEADING = "# goldline merges and shows these by what they mean: `goldline git status` says more."
LINES = tuple(f"/{room}/**/*.{end} merge=goldline diff=goldline" for room in ROOMS for end in ("yaml", "yml"))
COMMAND = "goldline"


@dataclass(frozen=True, slots=True)
class DriverState:
    """What is in place: the lines of `.gitattributes`, and the settings of this clone."""

    attributes: bool
    settings: bool
    command: str

    @property
    def complete(self) -> bool:
        """Return whether git will call us."""
        return self.attributes and self.settings


def settings_for(command: str) -> dict[str, str]:
    """Return the settings that make git call this command.

    Where it is not there or fails, git's own merge of lines takes its place: nothing is lost. They are
    written in this order: git refuses to merge at all with a driver that has a name and no command.
    """
    return {
        "diff.goldline.textconv": f"{command} git textconv",
        "diff.goldline.cachetextconv": "false",
        "merge.goldline.driver": (
            f"{command} merge-driver %O %A %B %P %L; status=$?; "
            "if [ $status -gt 1 ]; then "
            "git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B; status=$?; fi; "
            "exit $status"
        ),
        "merge.goldline.name": "goldline: by what a file means",
    }


def state_of(repo: Repository) -> DriverState:
    """Return what is in place."""
    settings = {**read_local(repo, SECTIONS[0]), **read_local(repo, SECTIONS[1])}
    driver = settings.get("merge.goldline.driver", "")
    lines = _lines(_read(_root(repo)))
    return DriverState(
        attributes=all(line in lines for line in LINES),
        settings=bool(driver) and "diff.goldline.textconv" in settings,
        command=driver.partition(" merge-driver")[0],
    )


def install(repo: Repository, command: str = COMMAND) -> DriverState:
    """Put lines and settings in place, and return what was in place before; twice is as good as once."""
    before = state_of(repo)
    root = _root(repo)
    old = _read(root)
    missing = [line for line in (HEADING, *LINES) if line not in _lines(old)]
    if missing:
        newline = "\r\n" if b"\r\n" in (old or b"") else "\n"
        start = old or b""
        if start and not start.endswith(b"\n"):
            start += newline.encode()
        data = start + "".join(f"{line}{newline}" for line in missing).encode()
        write_all(root, [Write(ATTRIBUTES, data, old)])
    write_local(repo, settings_for(command))
    return before


def uninstall(repo: Repository) -> DriverState:
    """Take out what `install` put in, and nothing else; return what was in place before."""
    before = state_of(repo)
    root = _root(repo)
    old = _read(root)
    if old is not None:
        ours = {HEADING, *LINES}
        kept = b"".join(
            line
            for line in old.splitlines(keepends=True)
            if line.decode("utf-8", "replace").strip() not in ours
        )
        if not kept:
            (root / ATTRIBUTES).unlink()
        elif kept != old:
            write_all(root, [Write(ATTRIBUTES, kept, old)])
    for section in SECTIONS:
        remove_local(repo, section)
    return before


def _root(repo: Repository) -> Path:
    if repo.root is None:
        raise GoldlineError(
            "a bare repository has no files to merge", hint="run this in a clone with a working tree"
        )
    return repo.root


def _read(root: Path) -> bytes | None:
    try:
        return (root / ATTRIBUTES).read_bytes()
    except FileNotFoundError:
        return None


def _lines(data: bytes | None) -> list[str]:
    return [line.strip() for line in (data or b"").decode("utf-8", "replace").splitlines()]
