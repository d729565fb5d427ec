"""A git repository, and the few questions that goldline asks it.

This is the only module that talks to git (by way of GitPython, see `gitpython.py`). All calls are
plumbing: they read, never write, run no command that a repository's configuration names, and take
from users nothing but what `revisions.py` has turned into a full commit id.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from goldline.errors import GoldlineError

if TYPE_CHECKING:
    from goldline.store.gitpython import GitCalls

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Repository:
    """An opened repository. `root` is None where it has no working tree (a bare repository)."""

    root: Path | None
    git_dir: Path
    common_dir: Path
    shallow: bool
    object_format: str  # "sha1" or "sha256"
    # The index that a commit in progress is made from, where a hook of that commit started us.
    hook_index: Path | None
    _calls: GitCalls = field(repr=False, compare=False)

    @classmethod
    def open(cls, folder: Path) -> Repository:
        """Return the repository around this folder; it is an error if there is none."""
        found = cls.find(folder)
        if found is None:
            raise GoldlineError(
                f"'{folder}' is not in a git repository.",
                hint="Change to the folder of your guidelines, or start a repository there with `git init`.",
            )
        return found

    @classmethod
    def find(cls, folder: Path) -> Repository | None:
        """Return the repository around this folder, or None if there is none."""
        from goldline.store import gitpython  # costs a tenth of a second

        places = gitpython.find_repository(folder)
        if places is None:
            return None
        git_dir, root = places
        if root is None:
            _refuse_embedded(git_dir, gitpython.find_repository(git_dir.parent))
        common_dir, shallow, object_format = _ask_about(gitpython.calls_at(root or git_dir), git_dir)
        return cls(
            root=root,
            git_dir=git_dir,
            common_dir=common_dir,
            shallow=shallow,
            object_format=object_format,
            hook_index=_hook_index(root, git_dir),
            _calls=gitpython.calls_at(root or git_dir, git_folder=git_dir, root=root),
        )

    @property
    def bare(self) -> bool:
        """Return whether there is no working tree: commits can be read, files cannot."""
        return self.root is None

    @property
    def id_length(self) -> int:
        """Return how many hexadecimal digits an object's id has here."""
        return 64 if self.object_format == "sha256" else 40

    # Listings, as bytes that end every entry with NUL

    def list_index(self, index_file: Path | None = None) -> bytes:
        """Return `mode id stage<TAB>path` for every entry of the index."""
        return self._read("ls-files", "-s", "-z", index_file=index_file)

    def list_changed(self) -> Callable[[], bytes]:
        """Return a function that returns the paths that differ from the index, or are new and not ignored.

        Git asks the disk about every file meanwhile, so there is time to work through the index.
        """
        arguments = ("-m", "-d", "-o", "--exclude-standard", "-z")
        process = _start(self._calls, "ls-files", *arguments, extra=self._no_filters())

        def collect() -> bytes:
            out, complaint = process.communicate()
            if process.returncode != 0:
                raise _failed("ls-files", complaint)
            return bytes(out)

        return collect

    def list_intended(self, index_file: Path | None = None) -> bytes:
        """Return the paths that `git add -N` announced: in the index, but without content."""
        extra = self._no_filters()
        return self._read(
            "diff-files", "--name-only", "--diff-filter=A", "--no-ext-diff", "--no-textconv", "-z",
            index_file=index_file, extra=extra,
        )  # fmt: skip

    def list_commit(self, commit: str, prefixes: Sequence[str] = ()) -> bytes:
        """Return `mode type id<TAB>path` for every file of a commit, or those below the prefixes."""
        return self._read("ls-tree", "-r", "-z", "--full-tree", commit, "--", *prefixes)

    # Objects

    def read_blobs(self, ids: Iterable[str], limit: int | None = None) -> Iterator[tuple[str, bytes | None]]:
        """Yield every id with its content, in the order asked for; None where the object is missing.

        Of a content longer than `limit` only `limit + 1` bytes are kept. A thread feeds git while the
        answers are read, so start no other process by fork before the last one has come.
        """
        wanted = list(ids)
        if not wanted:
            return
        process = self._calls.cat_file("--batch", "--buffer", istream=subprocess.PIPE)
        feeder = threading.Thread(target=_feed, args=(process.stdin, wanted), daemon=True)
        feeder.start()
        try:
            for blob in wanted:
                header = process.stdout.readline()
                if header.endswith(b" missing\n"):
                    yield blob, None
                    continue
                if not header.endswith(b"\n"):
                    raise _failed("cat-file", process.stderr.read())
                yield blob, _content(process.stdout, int(header.split()[2]), limit)
        finally:
            _stop(process)
            feeder.join()

    def find_objects(self, names: Iterable[str]) -> list[str | None]:
        """Return the id of every object named, such as `<commit>:path`; None where there is none."""
        asked = "".join(f"{name}\n" for name in names)
        if not asked:
            return []
        out = self._read("cat-file", "--batch-check=%(objectname)", "--buffer", stdin=asked.encode("utf-8"))
        return [None if line.endswith(" missing") else line for line in out.decode("utf-8").splitlines()]

    # History. Every `commit` is a full id, except in `find_commit`.

    def find_commit(self, revision: str) -> str | None:
        """Return the full id of the commit that a revision names, or None. Callers have checked its form."""
        # Both the option and the suffix matter: nothing that starts with '-' can act, no tree can pass.
        status, out, _ = self._run("rev-parse", "--verify", "--end-of-options", revision + "^{commit}")
        commit = out.decode("ascii", "replace").strip()
        return commit if status == 0 and is_full_id(commit) else None

    def find_head(self) -> str | None:
        """Return the commit that is checked out, or None where there are no commits yet."""
        if commit := self.find_commit("HEAD"):
            return commit
        status, branch, _ = self._run("symbolic-ref", "-q", "HEAD")
        if status == 0:
            # A branch without commits is silent, a damaged one is complained about.
            status, found, complaint = self._run("for-each-ref", branch.decode("utf-8", "replace").strip())
            if status == 0 and not found and not complaint:
                return None
        raise GoldlineError(
            "The commit that is checked out (HEAD) cannot be read.",
            hint="Run `git fsck`: the repository may be damaged.",
        )

    def commit_date(self, commit: str) -> str:
        """Return the day on which a commit was made (UTC, `2026-10-02`)."""
        out = self._read("rev-list", "--max-count=1", "--timestamp", commit)
        return datetime.fromtimestamp(int(out.split()[0]), UTC).date().isoformat()

    def find_refs(self, patterns: Sequence[str]) -> dict[str, str]:
        """Return the commit of every reference of exactly these names, such as `refs/heads/main`."""
        out = self._read("for-each-ref", "--format=%(refname) %(objectname)", *patterns)
        found = dict(line.rsplit(" ", 1) for line in out.decode("utf-8", "replace").splitlines())
        return {name: found[name] for name in patterns if name in found}

    def list_tags(self, beginning: str) -> list[str]:
        """Return the tags whose names begin so."""
        out = self._read("for-each-ref", "--format=%(refname)", "refs/tags/")
        names = (line.removeprefix("refs/tags/") for line in out.decode("utf-8", "replace").splitlines())
        return [name for name in names if name.startswith(beginning)]

    def is_abbreviation(self, digits: str) -> bool:
        """Return whether these hexadecimal digits begin the id of some object."""
        return bool(self._read("rev-parse", f"--disambiguate={digits}").strip())

    def merge_bases(self, one: str, other: str) -> list[str]:
        """Return the best common ancestors of two commits: none, one, or several after a criss-cross."""
        return self._read("merge-base", "--all", one, other, accept=(0, 1)).decode("ascii").split()

    def list_history(self, commit: str) -> Iterator[str]:
        """Yield a commit and its ancestors, children before parents, whatever their clocks said."""
        process = self._calls.rev_list("--topo-order", commit)
        try:
            for line in process.stdout:
                yield line.decode("ascii").strip()
            if process.proc.wait() != 0:
                raise _failed("rev-list", process.stderr.read())
        finally:
            _stop(process)

    def list_parents(self, commit: str) -> dict[str, tuple[str, ...]]:
        """Return a commit and its ancestors, children first, each with its parents."""
        lines = self._read("rev-list", "--topo-order", "--parents", commit).decode("ascii").splitlines()
        return {ids[0]: tuple(ids[1:]) for ids in map(str.split, lines)}

    def describe_commits(self, commits: Sequence[str]) -> dict[str, tuple[str, str, str]]:
        """Return author, day (as the author's calendar had it) and subject of these commits."""
        if not commits:
            return {}
        shape = "--format=%H%x00%an%x00%ad%x00%s"
        out = self._read("rev-list", "--no-walk", "--date=short", shape, *commits)
        rows = (line.split("\0") for line in out.decode("utf-8", "replace").splitlines())
        return {row[0]: (row[1], row[2], row[3]) for row in rows if len(row) == 4}

    def list_range(self, tips: Sequence[str], without: str) -> set[str]:
        """Return the ancestors of `tips` that are not ancestors of `without`."""
        return set(self._read("rev-list", *tips, "--not", without).decode("ascii").split())

    def shallow_edge(self) -> set[str]:
        """Return the commits whose parents a shallow clone left out."""
        with contextlib.suppress(FileNotFoundError):
            return set((self.common_dir / "shallow").read_text("ascii").split())
        return set()

    # How a call is made

    def _no_filters(self) -> dict[str, str]:
        """Return settings that switch off every filter the configuration defines.

        To tell whether a touched file is modified git would run the filter's command on it.
        """
        _, out, _ = self._run("config", "--null", "--name-only", "--get-regexp", r"^filter\..")
        names = {name.rpartition(".")[0] for name in os.fsdecode(out).split("\0") if name}
        values = {"clean": "", "smudge": "", "process": "", "required": "false"}
        pairs = [(f"{name}.{key}", value) for name in sorted(names) for key, value in values.items()]
        # By the environment: on the command line a '=' in a filter's name would end the key.
        extra = {"GIT_CONFIG_COUNT": str(len(pairs))}
        for number, (key, value) in enumerate(pairs):
            extra |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
        return extra

    def _read(
        self,
        command: str,
        *arguments: str,
        stdin: bytes | None = None,
        accept: tuple[int, ...] = (0,),
        index_file: Path | None = None,
        extra: dict[str, str] | None = None,
    ) -> bytes:
        environment = dict(extra or {})
        if index_file is not None:
            environment["GIT_INDEX_FILE"] = str(index_file)
        status, out, complaint = self._run(command, *arguments, stdin=stdin, extra=environment)
        if status not in accept:
            raise _failed(command, complaint)
        return out

    def _run(
        self, command: str, *arguments: str, stdin: bytes | None = None, extra: dict[str, str] | None = None
    ) -> tuple[int, bytes, bytes]:
        return _finish(self._calls, command, *arguments, stdin=stdin, extra=extra)


def git_version() -> str:
    """Return the version of the git that is called, such as `2.39.5`."""
    from goldline.store import gitpython

    _, out, _ = _finish(gitpython.calls_at(Path.cwd()), "version")
    return out.decode("utf-8", "replace").removeprefix("git version ").strip()


def is_full_id(text: str) -> bool:
    """Return whether this is a whole object id, of either kind of repository."""
    return len(text) in (40, 64) and not text.strip("0123456789abcdef")


def _start(
    calls: GitCalls,
    command: str,
    *arguments: str,
    stdin: bytes | None = None,
    extra: dict[str, str] | None = None,
) -> Any:
    call = getattr(calls, command.replace("-", "_"))
    return call(*arguments, istream=None if stdin is None else subprocess.PIPE, env=extra)


def _finish(
    calls: GitCalls,
    command: str,
    *arguments: str,
    stdin: bytes | None = None,
    extra: dict[str, str] | None = None,
) -> tuple[int, bytes, bytes]:
    process = _start(calls, command, *arguments, stdin=stdin, extra=extra)
    out, complaint = process.communicate(stdin)
    return process.returncode, out, complaint


def _ask_about(calls: GitCalls, git_dir: Path) -> tuple[Path, bool, str]:
    """Return common folder, shallowness and kind of ids, as git finds the repository by itself.

    A call that names the repository outright would skip git's check of who owns it.
    """
    status, out, complaint = _finish(
        calls,
        "rev-parse",
        "--absolute-git-dir",
        "--git-common-dir",
        "--is-shallow-repository",
        "--show-object-format",
    )
    answer = os.fsdecode(out).split("\n")
    if status != 0 or len(answer) < 4:
        raise _failed("rev-parse", complaint)
    at = Path(calls.working_dir or ".")
    if not os.path.samefile(at / answer[0], git_dir):
        raise GoldlineError(
            f"It is not clear which repository '{at}' belongs to: '{answer[0]}' or '{git_dir}'.",
            hint="Look for a damaged `.git` in that folder and above it.",
        )
    return Path(os.path.realpath(at / answer[1])), answer[2] == "true", answer[3]


def _refuse_embedded(git_dir: Path, around: tuple[Path, Path | None] | None) -> None:
    """Raise if a bare repository lies in the working tree of another one: it came with its files."""
    if around is None or around[1] is None or git_dir.is_relative_to(around[0]):
        return
    raise GoldlineError(
        f"'{git_dir}' looks like a git repository, but it is part of the files of '{around[1]}'.",
        hint="A repository inside a repository can carry commands that run when it is looked at. "
        "Remove it, and work from the folder of the outer one.",
    )


def _hook_index(root: Path | None, git_dir: Path) -> Path | None:
    """Return the index that git handed to the hook we run in, or None.

    `git commit FILE` builds its commit from a temporary index beside the usual one and tells its hooks
    by GIT_INDEX_FILE. It is the only inherited `GIT_*` that counts, only for the index, and only inside
    this repository's own git folder: a hook of another repository may have started us.
    """
    named = os.environ.get("GIT_INDEX_FILE")
    if not named or root is None:
        return None
    path = Path(os.path.realpath(root / named))
    return path if path.is_relative_to(os.path.realpath(git_dir)) and path.is_file() else None


def _feed(pipe: IO[bytes], ids: list[str]) -> None:
    # Git may have ended early; the reader notices and says why.
    with contextlib.suppress(OSError, ValueError):
        for start in range(0, len(ids), 1000):
            pipe.write("\n".join(ids[start : start + 1000]).encode("ascii") + b"\n")
        pipe.close()


def _content(pipe: IO[bytes], size: int, limit: int | None) -> bytes:
    """Return the content that follows a header, and pass over the line end behind it."""
    kept = pipe.read(size if limit is None else min(size, limit + 1))
    rest = size - len(kept) + 1
    while rest > 0 and (passed := len(pipe.read(min(rest, _CHUNK)))):
        rest -= passed
    if rest:
        raise _failed("cat-file", b"the answer was cut short")
    return kept


def _stop(process: Any) -> None:
    """End a process whose answers nobody waits for any more; one that has ended is left as it is."""
    with contextlib.suppress(OSError, AttributeError):
        process.kill()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            with contextlib.suppress(OSError, ValueError):
                pipe.close()
    process.proc.wait()


def _failed(command: str, complaint: bytes) -> GoldlineError:
    said = complaint.decode("utf-8", "replace").strip()
    if "dubious ownership" in said or "unsafe repository" in said:
        return GoldlineError(
            "The repository belongs to another user, so git refuses to read it.",
            hint="If you trust it: git config --global --add safe.directory <the repository's folder>",
        )
    if "promisor" in said or "transport" in said:
        return GoldlineError(
            "Some of the history is not on this computer: the repository was cloned without its files.",
            hint="Fetch them with `git fetch --refetch --no-filter`, or clone again without --filter.",
        )
    last = said.splitlines()[-1] if said else "no reason given"
    return GoldlineError(
        f"git could not read the repository ({command}: {last.removeprefix('fatal: ')}).",
        hint="Run `git fsck`; it says whether the repository is damaged.",
    )
