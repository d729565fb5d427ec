"""`goldline check`: every fault is found, in its file and on its line.

Codes and wordings are no part of the contract, so no test here reads them.
"""

from __future__ import annotations

import pytest

from contract.checking import complaints, errors, findings, listed, shown
from contract.faults import Fault
from contract.faults_of_files import FIRST_MISTAKES, YAML_FAULTS
from contract.faults_of_guidelines import GUIDELINE_FAULTS
from contract.faults_of_items import ITEM_FAULTS
from contract.faults_of_names import DANGLING
from contract.sample import FINE, ITEMS
from contract.workbench import Repo

FAULTS = [
    pytest.param(fault, id=f"{kind}: {fault.name}")
    for kind, faults in {
        "yaml": YAML_FAULTS,
        "first mistake": FIRST_MISTAKES,
        "dangling": DANGLING,
        "guideline": GUIDELINE_FAULTS,
        "item": ITEM_FAULTS,
    }.items()
    for fault in faults
]


def test_a_clean_repository_is_clean(captions: Repo) -> None:
    done = captions.run("check", "--format", "json")
    found = errors(captions)
    assert not found, shown(found)
    assert done.exit_code == 0


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_where_it_is(captions: Repo, fault: Fault) -> None:
    fault.plant(captions)
    done = captions.run("check", "--format", "json")
    # A fault without a line of its own could be mistaken for a warning that was there before.
    found = [
        one
        for one in listed(done)
        if one["severity"] == "error" or (fault.at and one["severity"] == "warning")
    ]
    assert done.exit_code == 1, shown(found)
    inside = [one for one in found if one["file"] == fault.file]
    if fault.elsewhere and not inside:
        assert [one for one in found if one["file"] in fault.elsewhere], shown(found)
        return
    assert inside, shown(found)
    if fault.at:
        assert fault.lines(captions), "the fault says where to look"
        assert fault.lines(captions) & {one["line"] for one in inside}, shown(found)


@pytest.mark.parametrize(
    "path",
    [
        "guidelines/caption-quality/guideline.yaml",
        "guidelines/caption-quality/taxonomy.yaml",
        "guidelines/caption-quality/criteria/correctness.yaml",
        "goldsets/caption-basics/goldset.yaml",
        "goldsets/caption-basics/items/cap-0005.yaml",
        "escalations/2026/esc-0001.yaml",
    ],
)
def test_a_broken_file_does_not_hide_the_faults_of_others(captions: Repo, path: str) -> None:
    """All at once: people mend a list, not one message after the other."""
    captions.write(path, captions.read(path) + "x-broken: [\n")
    captions.edit(FINE, "difficulty: easy", "difficulty: easy\ntitle: Again")
    captions.write(f"{ITEMS}/zz.yaml", "id: zz\nlabels: {\n")
    files = {one["file"] for one in errors(captions)}
    assert {path, FINE, f"{ITEMS}/zz.yaml"} <= files


def test_a_file_may_have_several_faults(captions: Repo) -> None:
    """Three edits of one item, three lines."""
    captions.edit(FINE, "difficulty: easy", "difficulty: trivial")
    captions.edit(FINE, "ease: 70", "ease: 170")
    captions.edit(FINE, "locale: en-US", "locale: fr-FR")
    numbered = dict(enumerate(captions.read(FINE).splitlines(), start=1))
    lines = {
        numbered[one["line"]].strip() for one in complaints(captions) if one["file"] == FINE and one["line"]
    }
    assert {"difficulty: trivial", "ease: 170", "locale: fr-FR"} <= lines


def test_findings_come_in_the_order_of_files_and_lines(captions: Repo) -> None:
    captions.edit(FINE, "difficulty: easy", "difficulty: trivial")
    captions.edit(FINE, "ease: 70", "ease: 170")
    captions.edit("goldsets/caption-basics/items/cap-0005.yaml", "locale: ja-JP", "locale: fr-FR")
    found = [(one["file"], one["line"] or 0) for one in findings(captions)]
    assert found == sorted(found)
