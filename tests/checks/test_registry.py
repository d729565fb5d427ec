"""The table of checks is whole: each explains itself, is named after its fault, and has its cases."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest

import goldline.checks
from checks.cases import CASES, read_cases
from goldline.checks.base import check_from
from goldline.checks.registry import ALL, MODULES, by_code, by_name
from goldline.model.finding import SEVERITIES

FOLDER = Path(goldline.checks.__file__).parent
CURES = re.compile(r"^(add|avoid|check|ensure|fix|forbid|must|need|require|use)(-|$)")
# No text is known that sets it off: see test_readers_disagree.py.
FIRED_ELSEWHERE = {"GL033"}


def name_of(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


every_module = pytest.mark.parametrize("module", MODULES, ids=name_of)


def test_every_file_of_a_check_stands_in_the_table() -> None:
    files = {path.stem for path in FOLDER.glob("gl[0-9]*.py")}
    assert files == {name_of(module) for module in MODULES}


def test_codes_and_names_are_unique_and_sorted() -> None:
    assert [check.code for check in ALL] == sorted({check.code for check in ALL})
    assert len({check.name for check in ALL}) == len(ALL)


def test_a_check_is_found_by_its_code_and_by_its_name() -> None:
    for check in ALL:
        assert by_code(check.code.lower()) is check
        assert by_name(check.name) is check
    assert by_code("GL000") is None
    assert by_name("no-such-name") is None


@every_module
def test_a_file_is_called_after_its_code_and_name(module: ModuleType) -> None:
    check = check_from(module)
    assert name_of(module) == f"{check.code.lower()}_{check.name.replace('-', '_')}"


@every_module
def test_a_name_states_the_fault_and_not_the_cure(module: ModuleType) -> None:
    check = check_from(module)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", check.name)
    assert not CURES.match(check.name)
    assert check.level in SEVERITIES


@every_module
def test_every_check_explains_itself_with_a_bad_and_a_good_example(module: ModuleType) -> None:
    check = check_from(module)
    first, _, rest = check.explanation.partition("\n")
    assert first.endswith(".")
    parts = [rest.find(part) for part in ("Why it matters:", "Bad:", "Good:")]
    assert -1 not in parts
    assert parts == sorted(parts)


@every_module
def test_every_check_has_a_case_that_fires_and_one_that_stays_quiet(module: ModuleType) -> None:
    code = check_from(module).code
    cases = list(read_cases(CASES / f"{code}.yaml"))
    assert any(case.expect for case in cases) or code in FIRED_ELSEWHERE
    assert any(not case.expect for case in cases)


def test_no_cases_are_left_without_their_check() -> None:
    assert {path.stem for path in CASES.glob("GL*.yaml")} == {check.code for check in ALL}


@every_module
def test_a_check_has_one_function_at_most(module: ModuleType) -> None:
    check = check_from(module)
    functions = (check.check, check.check_guidelines, check.check_item, check.check_change)
    assert sum(function is not None for function in functions) <= 1
