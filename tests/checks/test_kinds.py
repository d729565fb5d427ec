"""Whatever trouble reading can meet, there is a check that explains it.

The kinds are taken from the source itself: every call that makes a `Problem` names its kind, as a
text, as a constant of its module, or through one of the few exceptions and helpers listed here.
"""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

import goldline
from goldline.checks.registry import ALL, by_name
from goldline.rules import parse
from goldline.schemas import parts

ROOT = Path(goldline.__file__).parent
ROOMS = ("store", "reading", "app", "checks")
# What takes a kind as its first argument: the noun, what turns into it, and helpers that make one.
MAKERS = {"Problem", "BadNumber", "BadTest", "report", "report_unknown", "say"}
BY_KEYWORD = {"kind", "unknown"}


def kinds_named_in(path: Path) -> Iterator[str]:
    """Yield every kind that a module names where it makes a problem."""
    name = ".".join(path.relative_to(ROOT.parent).with_suffix("").parts)
    tree = ast.parse(path.read_text("utf-8"))
    constants = vars(importlib.import_module(name))
    if isinstance(constants.get("KIND"), str):
        yield constants["KIND"]
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        function = call.func
        maker = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
        arguments = [keyword.value for keyword in call.keywords if keyword.arg in BY_KEYWORD]
        if maker in MAKERS and call.args:
            arguments.append(call.args[0])
        for argument in arguments:
            yield from _texts(argument, constants)


def _texts(argument: ast.expr, constants: dict[str, object]) -> Iterator[str]:
    match argument:
        case ast.Constant(value=str() as text) if text:
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from _texts(body, constants)
            yield from _texts(orelse, constants)
        case ast.Name(id=name) if isinstance(constants.get(name), str):
            yield str(constants[name])
        case _:
            pass


def kinds_of_patterns() -> set[str]:
    return {pattern.kind for pattern in vars(parts).values() if isinstance(pattern, parts.Pattern)}


def every_kind() -> set[str]:
    sources = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    named = {kind for path in sources for kind in kinds_named_in(path)}
    # `ignore-without-reason` and its neighbour are returned by a function before they are used.
    return named | set(get_args(parse.Fault)) | kinds_of_patterns() | {"ignore-without-reason", "idle-ignore"}


@pytest.mark.parametrize("kind", sorted(every_kind()))
def test_a_kind_of_problem_has_its_check(kind: str) -> None:
    assert by_name(kind) is not None


def test_a_check_without_logic_is_met_in_reading() -> None:
    logic = [(c.name, (c.check, c.check_guidelines, c.check_item, c.check_change)) for c in ALL]
    silent = {name for name, functions in logic if not any(functions)}
    assert silent <= every_kind()
