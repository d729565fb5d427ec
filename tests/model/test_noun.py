"""Nouns are fixed by the type checker's word, and are values: equal where their fields are."""

from __future__ import annotations

from pathlib import Path

from mypy import api

from goldline.model.finding import Where
from goldline.model.noun import noun, values_of

TOOLKIT = Path(__file__).parents[2] / "toolkit"
SNIPPET = """\
from goldline.model.noun import noun

@noun
class Spot:
    file: str
    line: int = 1

spot = Spot("a.yaml")
spot.line = 2
Spot(line=3)
"""


@noun
class Spot:
    file: str
    line: int = 1


def test_the_type_checker_refuses_to_set_a_field_and_to_leave_one_out(tmp_path: Path) -> None:
    module = tmp_path / "snippet.py"
    module.write_text(SNIPPET)
    (tmp_path / "mypy.ini").write_text(f"[mypy]\nmypy_path = {TOOLKIT}\nstrict = True\n")
    said, _, _ = api.run(
        ["--config-file", str(tmp_path / "mypy.ini"), "--cache-dir", str(tmp_path / "cache"), str(module)]
    )
    assert [line.split(":")[1] for line in said.splitlines() if ": error:" in line] == ["9", "10"], said
    assert 'Property "line" defined in "Spot" is read-only' in said


def test_nouns_are_equal_where_their_fields_are_and_can_be_keys() -> None:
    assert Spot("a", 2) == Spot("a", 2) != Spot("a", 3)
    assert {Spot("a"): 1}[Spot("a", 1)] == 1
    assert not hasattr(Spot("a"), "__dict__")


def test_values_come_in_the_order_of_the_fields() -> None:
    assert values_of(Where("a.yaml", ("labels",))) == ("a.yaml", ("labels",), False)
