"""Names of files, judged as text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldline.store.paths import (
    Scope,
    find_name_problems,
    looks_portable,
    looks_safe,
    path_fault,
    portability_fault,
    printable,
)

EVERYTHING = Scope.of([])


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("../secret", "leaves its folder"),
        ("media/../../secret", "leaves its folder"),
        ("..", "leaves its folder"),
        ("./beach.jpg", "empty part"),
        ("media//beach.jpg", "empty part"),
        ("media/", "empty part"),
        ("", "is empty"),
        ("/etc/passwd", "root of the disk"),
        ("//server/share", "root of the disk"),
        ("~/secret", "starts with ~"),
        ("~root/secret", "starts with ~"),
        ("C:/x", "drive letter"),
        ("c:x", "drive letter"),
        ("file:///etc/passwd", "URL"),
        ("https://example.org/x.png", "URL"),
        ("data:image/png;base64,xx", "URL"),
        ("..\\secret", "backslash"),
        ("C:\\x", "backslash"),
        ("media\\beach.jpg", "backslash"),
        ("media/a:b.jpg", "colon"),
        ("media/x\0y", "control character"),
        ("media/x\ny", "control character"),
        ("media/x\u202ey", "control character"),
        ("media/x\x85y", "control character"),
        ("zz\udcff", "not valid UTF-8"),
        (".git/hooks/pre-commit", "git's own folder"),
        ("media/.GIT/config", "git's own folder"),
        ("git~1/config", "git's own folder"),
    ],
)
def test_a_path_that_could_lead_out_of_its_folder_is_refused_and_says_why(path: str, reason: str) -> None:
    assert reason in (path_fault(path) or "")


@pytest.mark.parametrize(
    "path",
    ["beach.jpg", "media/beach.jpg", "media/…/海.jpg", ".github/x", ".gitattributes", "a..b", "-x", "x y"],
)
def test_an_ordinary_path_is_left_alone(path: str) -> None:
    assert path_fault(path) is None


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("gold/con.yaml", "keeps for a device"),
        ("gold/CON", "keeps for a device"),
        ("nul", "keeps for a device"),
        ("aux.txt/x", "keeps for a device"),
        ("gold/com1.yaml", "keeps for a device"),
        ("gold/lpt9", "keeps for a device"),
        ("gold/COM¹.txt", "keeps for a device"),
        ("gold/x./y", "ends in a dot"),
        ("gold/x.yaml ", "ends in a dot or a space"),
        ("gold/what?.yaml", "Windows refuses"),
        ("gold/" + "x" * 256, "255 bytes"),
        ("gold/" + "海" * 86, "255 bytes"),
        ("x/" * 120 + "a.yaml", "longer than 240"),
    ],
)
def test_a_name_that_windows_cannot_hold_is_reported_everywhere(path: str, reason: str) -> None:
    assert reason in (portability_fault(path) or "")
    problems = list(find_name_problems(["fine.yaml", path], EVERYTHING))
    assert [problem.kind for problem in problems] == ["bad-path"]
    assert reason in problems[0].message


@pytest.mark.parametrize(
    "path", ["gold/console.yaml", "gold/com.yaml", "gold/lpt10.yaml", "gold/nullable", "aux-1"]
)
def test_a_name_that_only_begins_like_a_device_is_left_alone(path: str) -> None:
    assert list(find_name_problems([path], EVERYTHING)) == []


def test_two_names_that_differ_in_capitals_alone_collide() -> None:
    (problem,) = find_name_problems(["gold/A.yaml", "gold/a.yaml"], EVERYTHING)
    assert problem.kind == "path-collision"
    assert "'gold/a.yaml' and 'gold/A.yaml'" in problem.message
    assert "capital letters" in problem.message


def test_two_names_that_differ_in_how_an_accent_is_stored_collide() -> None:
    forms = [f"gold/{unicodedata.normalize(form, 'café')}.yaml" for form in ("NFC", "NFD")]
    (problem,) = find_name_problems(forms, EVERYTHING)
    assert problem.kind == "path-collision"
    assert "accent" in problem.message


def test_folders_that_collide_are_reported_once_and_not_for_every_file_in_them() -> None:
    paths = ["Gold/a.yaml", "Gold/b.yaml", "gold/a.yaml", "gold/c.yaml"]
    (problem,) = find_name_problems(paths, EVERYTHING)
    assert "'gold' and 'Gold'" in problem.message


def test_a_name_that_hides_from_tools_counts_outside_the_scope_too() -> None:
    scope = Scope.of(["goldsets/"])
    paths = ["docs/zz\udcff", "docs/a\nb", "docs/READme", "docs/readme", "docs/con", "docs/a:b", "docs/x?"]
    problems = list(find_name_problems(paths, scope))
    assert [(problem.kind, problem.at.file) for problem in problems] == [
        ("bad-path", "docs/zz\\xff"),
        ("bad-path", "docs/a\\nb"),
        ("path-collision", "docs/readme"),
    ]


def test_a_scope_holds_its_folders_and_exactly_its_files() -> None:
    scope = Scope.of(["goldsets/", "goldline.toml"])
    assert scope.holds("goldsets/x/y.yaml")
    assert scope.holds("goldline.toml")
    assert not scope.holds("goldline.toml.bak")
    assert not scope.holds("goldsets-evil/x.yaml")
    assert not scope.holds("docs/goldsets/x.yaml")


def test_what_stands_where_a_folder_of_the_scope_should_be_meets_it() -> None:
    scope = Scope.of(["data/goldsets/"])
    assert scope.meets("data")
    assert scope.meets("data/goldsets")
    assert not scope.meets("dat")


def test_a_name_that_cannot_be_shown_is_escaped() -> None:
    assert printable("zz\udcff/a\nb\u202e") == "zz\\xff/a\\nb\\u202e"
    assert printable("goldsets/café.yaml") == "goldsets/café.yaml"


PARTS = [*"aAcCx1. /~:\\\n?", "con", "Nul", ".git", "git~1", "é", "e\u0301", "\x85", "\u202e", "Σ", "ς"]
NAMES = st.lists(st.sampled_from(PARTS), min_size=1, max_size=6).map("".join)


@given(st.lists(NAMES, min_size=1, max_size=4))
def test_the_quick_look_at_a_whole_listing_never_passes_what_the_slow_one_refuses(names: list[str]) -> None:
    listing = "\0".join(names).encode()
    if looks_safe(listing):
        assert [path_fault(name) for name in names] == [None] * len(names)
    if looks_portable(listing):
        assert [portability_fault(name) for name in names] == [None] * len(names)


def _caseless(name: str) -> str:
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", name).casefold())


@given(st.lists(NAMES.map(lambda name: name.replace("/", "-")), min_size=1, max_size=4, unique=True))
def test_files_collide_exactly_where_two_names_are_one_without_case_and_form(names: list[str]) -> None:
    collisions = [
        problem for problem in find_name_problems(names, EVERYTHING) if problem.kind == "path-collision"
    ]
    assert len(collisions) == len(names) - len(set(map(_caseless, names)))
