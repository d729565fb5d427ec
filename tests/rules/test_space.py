"""Where two tables differ: held, cell by cell, to judging every combination of facts under both."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from goldline.impact.causes import cells_of
from goldline.model.gold import Facts
from goldline.model.guideline import Guideline
from goldline.rules.judge import Judge
from goldline.rules.space.boxes import count_possible, is_excluded, meet, merge, subtract, widen
from goldline.rules.space.classes import locate
from goldline.rules.space.grid import Box, Grid, Side, build_grid
from goldline.rules.space.walk import Leaf, Walk, compare_sides
from rules.tables import Table, all_facts, build
from rules.thoroughness import examples

PLACE = ("trial", None)
Result = tuple[str, object]


class Compared:
    """Two versions of a table, their grid and where they differ."""

    def __init__(self, base: Guideline, head: Guideline) -> None:
        self.judges = Judge(base, [head]), Judge(head, [base])
        self.grid: Grid = build_grid([Side(judge, judge.tables["trial"]) for judge in self.judges])
        self.walk: Walk = compare_sides(self.grid)

    def cell(self, facts: Facts) -> Box:
        """Return the combination of classes that facts belong to."""
        read = [cells_of(judge, facts, *PLACE) for judge in self.judges]
        found = []
        for axis in self.grid.axes:
            reader = axis.readers[-1]
            place = locate(axis.classes, read[reader.side][reader.name])
            assert place is not None
            found.append(1 << place)
        return tuple(found)

    def judged(self, facts: Facts) -> tuple[Result, Result]:
        """Return what both versions make of facts."""
        one, two = (judge.judge(facts)[PLACE] for judge in self.judges)
        return (one.state, one.value), (two.state, two.value)


def leaves_at(walk: Walk, cell: Box) -> list[Leaf]:
    return [leaf for leaf in walk.leaves if meet(leaf.box, cell)]


seeds = st.integers(0, 1 << 32)


@examples(25)
@given(seeds)
def test_two_versions_differ_exactly_in_the_regions_that_are_reported(seed: int) -> None:
    table = Table(Random(seed))
    compared = Compared(build(table.document), build(table.edited()))
    assert compared.walk.complete
    met: set[int] = set()
    for facts in all_facts(table.names):
        cell = compared.cell(facts)
        assert compared.grid.feasible(cell)
        before, after = compared.judged(facts)
        found = leaves_at(compared.walk, cell)
        if found:
            (leaf,) = found
            met.add(id(leaf))
            assert (leaf.base, leaf.head) == (before, after)
        else:
            assert before == after or is_excluded(compared.grid, cell)
    assert met == {id(leaf) for leaf in compared.walk.leaves}, "a region in which no facts lie"


@examples(25)
@given(seeds)
def test_the_other_way_round_the_boxes_are_the_same_with_their_sides_swapped(seed: int) -> None:
    table = Table(Random(seed))
    base, head = build(table.document), build(table.edited())
    there, back = Compared(base, head).walk, Compared(head, base).walk
    assert {(leaf.box, leaf.base, leaf.head) for leaf in there.leaves} == {
        (leaf.box, leaf.head, leaf.base) for leaf in back.leaves
    }


@examples(25)
@given(seeds)
def test_a_table_compared_with_itself_differs_nowhere(seed: int) -> None:
    table = Table(Random(seed))
    walk = Compared(build(table.document), build(table.document)).walk
    assert walk.complete
    assert not walk.leaves


@examples(25)
@given(seeds)
def test_merged_boxes_are_disjoint_and_hold_what_they_held(seed: int) -> None:
    table = Table(Random(seed))
    compared = Compared(build(table.document), build(table.edited()))
    grid = compared.grid
    by_pair: dict[object, list[Box]] = {}
    for leaf in compared.walk.leaves:
        by_pair.setdefault((leaf.base, leaf.head), []).append(leaf.box)
    merged = {pair: merge(boxes) for pair, boxes in by_pair.items()}
    wide = [
        widen(grid, box, lambda rest: is_excluded(grid, rest)) for boxes in merged.values() for box in boxes
    ]
    narrow = [leaf.box for leaf in compared.walk.leaves]
    assert sum(count_possible(grid, box) for box in wide) == sum(count_possible(grid, box) for box in narrow)
    assert len(wide) <= len(narrow)
    for at, one in enumerate(wide):
        for other in wide[at + 1 :]:
            both = meet(one, other)
            assert both is None or is_excluded(grid, both)


def test_all_single_cells_of_a_box_are_merged_into_that_box() -> None:
    cells = [(one, two, three) for one in (1, 2, 4) for two in (1, 2) for three in (1, 2)]
    assert merge(cells) == [(7, 3, 3)]


def test_boxes_that_differ_on_two_axes_stay_apart() -> None:
    assert sorted(merge([(1, 1), (2, 2), (1, 1)])) == [(1, 1), (2, 2)]


@examples(25)
@given(seeds)
def test_all_that_can_occur_is_counted_once(seed: int) -> None:
    table = Table(Random(seed))
    compared = Compared(build(table.document), build(table.edited()))
    cells = {compared.cell(facts) for facts in all_facts(table.names)}
    possible = {cell for cell in cells if not is_excluded(compared.grid, cell)}
    assert count_possible(compared.grid, compared.grid.whole()) == len(possible)


def test_a_box_without_another_is_cut_into_disjoint_boxes() -> None:
    parts = subtract((0b111, 0b11), (0b010, 0b01))
    assert sorted(parts) == [(0b010, 0b10), (0b101, 0b11)]
    assert subtract((0b100, 0b11), (0b010, 0b01)) == [(0b100, 0b11)]


def test_what_is_too_large_to_walk_is_called_incomplete() -> None:
    table = Table(Random(7))
    compared = Compared(build(table.document), build({**table.document, "hit_policy": "first"}))
    edited = {**table.document, "rules": [{"id": "R-90", "text": "New.", "then": 2}]}
    grid = Compared(build(table.document), build(edited)).grid
    assert not compare_sides(grid, most=1).complete
    assert compared.walk.complete


def test_a_box_is_written_as_a_rule_would_write_it() -> None:
    rules = [
        {
            "id": "R-1",
            "text": "So it is.",
            "when": {"few": "[1..3]", "much": "< 2", "tone": ">= mid", "maybe": None, "flag": True},
            "then": 1,
        }
    ]
    document = {
        "id": "trial",
        "title": "A trial",
        "question": "What is it?",
        "scale": {"type": "ordinal", "levels": [{"value": 1}, {"value": 2}]},
        "inputs": {
            "flag": {"boolean": "Is it so?"},
            "maybe": {"boolean": "Is it so, if at all?", "nullable": True},
            "tone": {"enum": ["low", "mid", "high"], "ordered": True, "ask": "Which tone?"},
            "few": {"integer": "How many?", "minimum": 0},
            "much": {"number": "How much?", "minimum": 0, "maximum": 4, "nullable": True},
        },
        "hit_policy": "first",
        "rules": rules,
        "otherwise": 2,
    }
    compared = Compared(build({**document, "rules": [{**rules[0], "then": 2}]}), build(document))
    (leaf,) = compared.walk.leaves
    assert compared.grid.when(leaf.box) == {
        "flag": [True],
        "maybe": [None],
        "tone": ["mid", "high"],
        "few": ["[1..3]"],
        "much": ["< 2"],
    }
