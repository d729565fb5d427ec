"""Lines of `.gitattributes` under which a change to the gold goes unseen or unsaid.

Such a line is a few letters far from the files it acts on, and it comes with a pull request like any
other: it can hide a difference from reviewers, let git merge two contradicting labels in silence, or
make the file on disk another one than the file in the commit.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from goldline.model.finding import Place, Problem
from goldline.store.paths import printable

ATTRIBUTES = ".gitattributes"
DOCUMENTS = (".yaml", ".yml", ".toml")  # media may well be filtered (Git LFS) or without a diff
MAX_BYTES = 1 << 20

State = str | bool | None  # a value, set or unset, or `!name`: back to unspecified
_Segments = tuple[re.Pattern[str] | None, ...]  # None stands for `**`: any number of folders

_EFFECTS = {
    "merge": "git merges two contradicting edits by keeping both, and tells nobody",
    "diff": "differences in it are not shown",
    "linguist-generated": "GitHub folds its differences away in reviews",
    "working-tree-encoding": "the file on disk is not the file in the commit",
    "filter": "a command of somebody's own changes its content between disk and commit",
    "ident": "git writes ids of its own into the file on disk",
    "export-ignore": "it is left out of archives made from a release",
}
_BINARY: dict[str, State] = {"binary": True, "diff": False, "merge": False, "text": False}


@dataclass(frozen=True, slots=True)
class _Rule:
    file: str
    line: int
    text: str
    below: str  # the folder of the attributes file, with `/` at its end, or empty
    segments: _Segments
    states: Mapping[str, State]

    def matches(self, path: str) -> bool:
        return path.startswith(self.below) and _match(self.segments, path[len(self.below) :].split("/"))


def is_attributes(path: str) -> bool:
    """Return whether git reads attributes from this file."""
    return path == ATTRIBUTES or path.endswith("/" + ATTRIBUTES)


def find_risky_attributes(files: Mapping[str, bytes], paths: Iterable[str]) -> Iterator[Problem]:
    """Yield every line of these attributes files under which one of the documents among `paths` suffers."""
    rules = _read_rules(files)
    if not any(_is_risky(name, state) for rule in rules for name, state in rule.states.items()):
        return
    said: set[tuple[str, int, str]] = set()
    for path in paths:
        if not path.endswith(DOCUMENTS):
            continue
        decided: dict[str, tuple[State, _Rule]] = {}
        for rule in rules:
            if rule.matches(path):
                decided.update((name, (state, rule)) for name, state in rule.states.items())
        for name, (state, rule) in decided.items():
            if _is_risky(name, state) and (rule.file, rule.line, name) not in said:
                said.add((rule.file, rule.line, name))
                yield Problem(
                    "risky-attributes",
                    Place(printable(rule.file), rule.line),
                    f"The line '{rule.text}' applies to '{printable(path)}': {_EFFECTS[name]}.",
                    f"Take '{name}' off guidelines, gold sets and escalations.",
                )


def _is_risky(name: str, state: State) -> bool:
    if name == "merge":
        return state == "union"
    if name == "diff":
        return state is False
    return name in _EFFECTS and state not in (None, False, "false")


def _read_rules(files: Mapping[str, bytes]) -> list[_Rule]:
    """Return the rules in the order in which they overrule each other: the deeper file, the later line."""
    rules: list[_Rule] = []
    macros: dict[str, dict[str, State]] = {"binary": _BINARY}
    for file in sorted(files, key=lambda path: (path.count("/"), path)):
        below = file[: -len(ATTRIBUTES)]
        text = files[file].decode("utf-8-sig", "replace")
        for number, line in enumerate(text.split("\n"), start=1):
            pattern, names = _split(line)
            if pattern is None:
                continue
            states: dict[str, State] = {}
            for name in names:
                _set(states, name, macros)
            if pattern.startswith("[attr]"):
                if not below:  # elsewhere git refuses to define macros
                    macros[pattern.removeprefix("[attr]")] = states
            elif segments := _compile(pattern):
                rules.append(_Rule(file, number, printable(line.strip()), below, segments, states))
    return rules


def _split(line: str) -> tuple[str | None, list[str]]:
    line = line.strip(" \t\r")
    if not line or line.startswith("#"):
        return None, []
    if line.startswith('"') and (quoted := re.match(r'"((?:[^"\\]|\\.)*)"', line)):
        return re.sub(r"\\(.)", r"\1", quoted[1]), line[quoted.end() :].split()
    pattern, *names = line.split()
    return pattern, names


def _set(states: dict[str, State], name: str, macros: Mapping[str, Mapping[str, State]]) -> None:
    bare, has_value, value = name.partition("=")
    if bare.startswith("-"):
        states[bare[1:]] = False
    elif bare.startswith("!"):
        states[bare[1:]] = None
    elif has_value:
        states[bare] = value
    else:
        states[bare] = True
        states.update(macros.get(bare, {}))


def _compile(pattern: str) -> _Segments:
    """Return a matcher for the pattern, part by part; an empty one where it can match no file."""
    if pattern.startswith("!") or pattern.endswith("/"):
        return ()
    anchored = "/" in pattern
    segments: list[re.Pattern[str] | None] = [] if anchored else [None]
    for part in pattern.removeprefix("/").split("/"):
        if part == "**":
            segments.append(None)
        else:
            # fnmatch writes expressions that cannot be made to backtrack; it only lacks the escapes.
            plain = re.sub(r"\\(.)", r"[\1]", part).replace("[^", "[!")
            segments.append(re.compile(fnmatch.translate(plain)))
    return tuple(segments)


def _match(segments: _Segments, parts: list[str]) -> bool:
    reached = {0}
    for segment in segments:
        if segment is None:
            reached = set(range(min(reached), len(parts) + 1))
        else:
            reached = {at + 1 for at in reached if at < len(parts) and segment.match(parts[at])}
        if not reached:
            return False
    return len(parts) in reached
