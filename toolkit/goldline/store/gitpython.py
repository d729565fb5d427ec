"""GitPython on a short lead: it finds repositories, builds command lines and minds the processes.

Importing it costs a tenth of a second, so this module is imported only when a repository is opened.

Every process is started here, with an environment made from an allow-list. GitPython itself hands
its own environment on and takes only additions, so a `GIT_DIR` or `GIT_CONFIG_*` left by a hook, a
script or somebody else's tool would decide which repository we read. `execute` is the one method
through which all its calls pass.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from goldline.errors import GoldlineError

# Who and where we are, and nothing that steers git. XDG_CONFIG_HOME and SUDO_UID are here because
# git finds `safe.directory` and the owner of a folder by them.
PASSED_ON = (
    "PATH", "HOME", "USER", "LOGNAME", "LANG", "TMPDIR", "TEMP", "TMP", "XDG_CONFIG_HOME", "SUDO_UID",
    "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "PROGRAMDATA", "PROGRAMFILES",
    "USERPROFILE", "HOMEDRIVE", "HOMEPATH", "APPDATA", "LOCALAPPDATA", "NoDefaultCurrentDirectoryInExePath",
)  # fmt: skip

ALWAYS = {
    "GIT_NO_REPLACE_OBJECTS": "1",  # a replaced object is not what the commit's hash vouches for
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_OPTIONAL_LOCKS": "0",  # looking never writes, not even the index
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ALLOW_PROTOCOL": "none",  # a partial clone would fetch what is missing, by any command it names
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ATTR_NOSYSTEM": "1",
    "LC_ALL": "C",
    "LANGUAGE": "C",
}

# What a repository's own configuration could make git run while it is only being read.
HARMLESS = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    f"core.attributesFile={os.devnull}",
    "core.quotePath=false",
)


def child_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of a git process: the allow-list, our own settings, and `extra`."""
    passed = {name: value for name in PASSED_ON if (value := os.environ.get(name)) is not None}
    return {**passed, **ALWAYS, **(extra or {})}


@contextlib.contextmanager
def _without_git_variables() -> Iterator[None]:
    """Hide inherited `GIT_*` while GitPython looks around: its discovery obeys some of them."""
    hidden = {
        name: os.environ.pop(name)
        for name in list(os.environ)
        if name.startswith("GIT_") and not name.startswith("GIT_PYTHON_")
    }
    try:
        yield
    finally:
        os.environ.update(hidden)


def _not_found(folder: str | os.PathLike[str] | None = None) -> GoldlineError:
    if folder is not None and not os.path.isdir(folder):
        return GoldlineError(f"The folder '{folder}' is gone.", hint="Change to a folder that exists.")
    return GoldlineError(
        "The program 'git' was not found.",
        hint="Install git and make sure that `git --version` answers in this terminal.",
    )


with _without_git_variables():
    try:
        import git
        from git.cmd import safer_popen
    except ImportError as error:
        raise _not_found() from error


class GitCalls(git.Git):
    """GitPython's command builder: `calls.ls_files("-s", "-z")` starts `git ls-files -s -z`.

    Every call returns the running process, with its three pipes as bytes.
    """

    def execute(  # type: ignore[override]  # it always returns a process, which none of the overloads says
        self,
        command: Sequence[str],
        istream: int | IO[bytes] | None = None,
        env: Mapping[str, str] | None = None,
        **_: Any,
    ) -> Any:
        """Return the process that runs this command in the clean environment."""
        try:
            process = safer_popen(
                list(command),
                env=child_environment(env),
                cwd=self.working_dir,
                bufsize=1 << 18,
                stdin=istream or subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        except FileNotFoundError as error:
            raise _not_found(self.working_dir) from error
        return self.AutoInterrupt(process, command)


class _Repo(git.Repo):
    GitCommandWrapperType = GitCalls


def find_repository(folder: Path) -> tuple[Path, Path | None] | None:
    """Return the git folder and the root of the working tree that hold this folder, or None.

    The root is None where the folder lies in a repository without a working tree, or in something
    that merely looks like one: only a `.git` at the root makes a folder a working tree.
    """
    with _without_git_variables():
        try:
            with _Repo(folder, search_parent_directories=True, expand_vars=False) as repo:
                git_folder = Path(repo.git_dir).absolute()
                root = repo.working_tree_dir
        except (git.InvalidGitRepositoryError, git.NoSuchPathError):
            return None
        except (OSError, ValueError, git.GitError) as error:
            raise GoldlineError(
                f"The git repository around '{folder}' cannot be opened: {error}.",
                hint="Run `git status` there: git says more about what is wrong.",
            ) from error
    if root is None or not os.path.lexists(Path(root) / ".git"):
        return git_folder, None
    return git_folder, Path(root).absolute()


def calls_at(folder: Path, *, git_folder: Path | None = None, root: Path | None = None) -> GitCalls:
    """Return a command builder that runs in `folder`, for exactly this repository where one is given."""
    calls = GitCalls(str(folder))
    settings = list(HARMLESS)
    options: dict[str, Any] = {}
    if git_folder is not None:
        # Naming the repository leaves nothing for git to discover, least of all one inside the tree.
        options["git_dir"] = str(git_folder)
        settings.append("safe.bareRepository=explicit")
    else:
        # Asked about a repository that we found: whether we trust it is decided by its owner and place.
        settings.append("safe.bareRepository=all")
    if root is not None:
        options["work_tree"] = str(root)
    calls.set_persistent_git_options(c=settings, literal_pathspecs=True, **options)
    return calls
