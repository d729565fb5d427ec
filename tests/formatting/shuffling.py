"""Documents written with their keys in any order and comments in many places."""

from __future__ import annotations

from random import Random
from typing import Any

from goldline.writing.emit import entry


def untidy(value: dict[str, Any], seed: int, sprinkle: bool = True) -> str:
    """Return a document with its keys shuffled; the same places bear the same comments for every seed."""
    return "".join(f"{line}\n" for line in _mapping(value, 0, (), Random(seed), sprinkle))


def _mapping(
    value: dict[str, Any], indent: int, path: tuple[Any, ...], random: Random, sprinkle: bool
) -> list[str]:
    lines: list[str] = []
    named = any(not isinstance(key, str) or not key.isidentifier() for key in value)
    keys = list(value)
    if not named and not (path and path[0] in _NAMED and len(path) <= _NAMED[path[0]]):
        random.shuffle(keys)
    for key in keys:
        where = (*path, key)
        if sprinkle and _chosen(where, 3):
            lines.append(f"{' ' * indent}# above {_dotted(where)}")
        lines += _entry(key, value[key], indent, where, random, sprinkle)
    return lines


# Where people choose the names, the order is theirs: these mappings (to that depth) keep it.
_NAMED = {"observations": 2, "labels": 2, "inputs": 1, "responses": 1, "impossible": 2}


def _entry(
    key: str, value: Any, indent: int, where: tuple[Any, ...], random: Random, sprinkle: bool
) -> list[str]:
    behind = f"  # behind {_dotted(where)}" if sprinkle and _chosen(where, 4) else ""
    pad = " " * indent
    if isinstance(value, dict) and value and key not in ("when", "values"):
        return [f"{pad}{key}:{behind}", *_mapping(value, indent + 2, where, random, sprinkle)]
    if isinstance(value, list) and value and all(isinstance(part, dict) for part in value):
        lines = [f"{pad}{key}:{behind}"]
        for index, part in enumerate(value):
            if sprinkle and _chosen((*where, index), 2):
                lines.append(f"{pad}  # above {_dotted((*where, index))}")
            # A dash of its own line, so that every key has a line to be commented on.
            lines += [f"{pad}  -", *_mapping(part, indent + 4, (*where, index), random, sprinkle)]
        return lines
    lines = entry(key, value, indent)
    if behind and len(lines) == 1:
        lines[0] += behind
    return lines


def _chosen(where: tuple[Any, ...], one_in: int) -> bool:
    return Random(_dotted(where)).randrange(one_in) == 0


def _dotted(where: tuple[Any, ...]) -> str:
    return ".".join(map(str, where))
