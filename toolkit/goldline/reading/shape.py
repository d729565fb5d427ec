"""Whether a document has the shape of its kind.

The schemas in `goldline/schemas` say what is right; `faults.py` says in plain words what is wrong.
"""

from __future__ import annotations

from functools import lru_cache

import jsonschema_rs

from goldline.model.finding import Problem, Where
from goldline.reading.faults import Fault, Path, explain, repeated
from goldline.reading.yaml_guards import MOST_PROBLEMS
from goldline.schemas import schema_for
from goldline.schemas.parts import Schema

_LARGE = 20_000


def find_shape_problems(kind: str, value: object, file: str) -> list[Problem]:
    """Return everything by which a document departs from the shape of its kind, in document order."""
    return shape_of(kind).find(value, file)


@lru_cache(maxsize=16)
def shape_of(kind: str) -> Shape:
    """Return the compiled shape of a kind of file (`guideline`, `item`, …)."""
    return Shape(schema_for(kind))


class Shape:
    """A schema, compiled: says whether a document fits it, and in plain words where it does not."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self._validator = jsonschema_rs.Draft7Validator(
            schema, validate_formats=True, keywords={"x-unique-by": _UniqueBy}
        )

    def fits(self, value: object) -> bool:
        """Whether the document has this shape."""
        try:
            return self._validator.is_valid(value)
        except ValueError:  # a lone surrogate, or a key that is not a text
            return False

    def find(self, value: object, file: str) -> list[Problem]:
        """Return the problems of a document, in document order; none where it fits.

        Where there are very many, some are left for later: a file full of faults must not take hours.
        """
        try:
            if self._validator.is_valid(value):
                return []
            faults = self._faults(value)
        except ValueError:
            message = "the file holds characters or keys that cannot be read as text"
            return [Problem("wrong-shape", Where(file), message)]
        problems: dict[tuple[str, object, str], Problem] = {}
        for path, group in _by_path(faults).items():
            for problem in explain(path, group, self.schema, value, file):
                problems.setdefault((problem.kind, problem.at, problem.message), problem)
            if len(problems) >= MOST_PROBLEMS:
                break
        return sorted(problems.values(), key=lambda problem: _position(problem, value))[:MOST_PROBLEMS]

    def _faults(self, value: object) -> list[Fault]:
        if not _is_larger_than(value, _LARGE):
            return list(self._validator.iter_errors(value))
        # All errors are made before the first is seen: a huge file may be told only one.
        try:
            self._validator.validate(value)
        except jsonschema_rs.ValidationError as fault:
            return [fault]
        return []


def _is_larger_than(value: object, most: int) -> bool:
    """Whether a document holds more than `most` keys and values."""
    waiting, count = [value], 0
    while waiting and count <= most:
        node = waiting.pop()
        if isinstance(node, dict):
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node
        count += 1
    return count + len(waiting) > most


class _UniqueBy:
    """The keyword `x-unique-by`: no two entries of a list have the same name under that key."""

    def __init__(self, _parent: Schema, key: str, _path: list[str | int]) -> None:
        self.key = key

    def validate(self, instance: object) -> None:
        """Raise where a name is there twice, as the validator asks of its keywords."""
        if repeated(instance, self.key) is not None:
            raise ValueError("repeated")


def _by_path(faults: list[Fault]) -> dict[Path, list[Fault]]:
    groups: dict[Path, list[Fault]] = {}
    for fault in faults:
        groups.setdefault(tuple(fault.instance_path), []).append(fault)
    return groups


def _position(problem: Problem, value: object) -> tuple[int, ...]:
    position: list[int] = []
    for step in problem.at.path if isinstance(problem.at, Where) else ():
        if isinstance(value, dict):
            position.append(list(value).index(step) if step in value else len(value))
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int):
            position.append(step)
            value = value[step] if step < len(value) else None
    return tuple(position)
