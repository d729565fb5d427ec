"""Single faults, each planted into the clean captions: what is edited, and where check must point."""

from __future__ import annotations

from dataclasses import dataclass

from contract.workbench import Repo


@dataclass(frozen=True)
class Fault:
    """One edit that makes one thing wrong.

    The finding must sit in `file`, on a line that holds one of `at` after the edit; where `at` is
    empty, any line of the file will do (the fault has no line of its own). `elsewhere` names other files, in
    which an author might look for it just as well.
    """

    name: str
    file: str
    old: str
    new: str
    at: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    and_then: tuple[tuple[str, str], ...] = ()

    def plant(self, repo: Repo) -> None:
        """Make the edit, and the further ones that the fault takes."""
        repo.edit(self.file, self.old, self.new)
        for old, new in self.and_then:
            repo.edit(self.file, old, new)

    def lines(self, repo: Repo) -> set[int]:
        """Return the lines that the finding may sit on."""
        numbered = enumerate(repo.read(self.file).splitlines(), start=1)
        return {number for number, line in numbered if any(needle in line for needle in self.at)}
