"""Records of items lie on shelves that scripts find by the same hash."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldline.website.gold_data.shelves import shelf_of, shelved, shelves_for
from sites import expect, records


@pytest.mark.parametrize(
    ("text", "value"), [("", 0x811C9DC5), ("a", 0xE40C292C), ("foobar", 0xBF9CF968)]
)  # source: the test vectors of FNV, http://www.isthe.com/chongo/src/fnv/test_fnv.c
def test_the_hash_is_the_published_one(text: str, value: int) -> None:
    assert shelf_of(text, 1 << 32) == value


@given(st.sets(st.text(min_size=1)), st.integers(1, 64))
def test_every_item_lies_on_one_shelf(ids: set[str], shelves: int) -> None:
    found = shelved(sorted(ids), shelves)
    assert sorted(found) == list(range(shelves))
    assert sorted(one for some in found.values() for one in some) == sorted(ids)
    assert all(shelf_of(one, shelves) == shelf for shelf, some in found.items() for one in some)


@pytest.mark.parametrize(
    ("items", "shelves"), [(0, 1), (1, 1), (40, 1), (41, 2), (80, 2), (81, 4), (10_000, 256)]
)
def test_shelves_double_so_that_few_edits_lay_them_out_anew(items: int, shelves: int) -> None:
    assert shelves_for(items) == shelves


def test_scripts_find_every_item_that_there_is(site: Any, page: Any, built: Path) -> None:
    page.goto(site.at("gold/item.html"))
    expect(page.locator("h1")).to_have_text("Gold item")
    for name in sorted(records(built))[::29]:
        page.evaluate("name => { location.hash = name; }", name)
        expect(page.locator("[data-gl-case]")).to_have_attribute("data-gl-case", name)
    assert page.trouble == []
