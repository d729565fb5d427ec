"""`new item --from-suggestion`: the facts that would show most, and what is left for a person to write."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from goldline.reading.yaml import read_yaml
from versions.conftest import CORRECTNESS, FOLDER, STRICTER, Run, Work

SET = "goldsets/caption-basics"


def written(work: Work, before: dict[str, bytes]) -> tuple[str, str, dict[str, Any]]:
    """Return the one file that is new: its path, its text and what it says."""
    after = work.snapshot()
    (path,) = after.keys() - before.keys()
    value = read_yaml(after[path], path).value
    assert isinstance(value, dict)
    return path, after[path].decode(), value


def begin(work: Work, run: Run, *args: str, status: int = 1) -> tuple[str, str, dict[str, Any]]:
    before = work.snapshot()
    result = run("new", "item", "--from-suggestion", *args)
    assert result.exit_code == status, result.output
    return written(work, before)


def test_the_item_has_the_facts_the_label_and_the_draft_status(work: Work, run: Run) -> None:
    work.edit(CORRECTNESS, *STRICTER)
    path, text, item = begin(work, run, "1", "--against")
    assert path.startswith(f"{SET}/items/cap-")
    assert item["findings"] == [{"type": "hallucination.object", "severity": "minor"}]
    assert item["labels"]["correctness"] == {"value": 1, "rules": ["COR-1"]}
    assert item["status"] == "draft"
    assert (item["guideline"], item["modality"]) == ("caption-quality@1.1.0", "image-caption")
    assert "# still to write: prompt\n" in text
    assert "begin with cap-0001 and change worst_error" in " ".join(text.replace("\n# ", " ").split())
    assert "# still to write under hallucination.object: its evidence, a quote or region\n" in text
    assert "# the change moves it from 2 to 1, and no item shows that\n" in text


def test_check_says_only_what_a_person_still_has_to_write(work: Work, run: Run) -> None:
    work.edit(CORRECTNESS, *STRICTER)
    path, _, _ = begin(work, run, "1", "--against")
    found = json.loads(run("check", "--format", "json").stdout)["findings"]
    assert {one["code"] for one in found if one["file"] == path} == {"GL330", "GL404"}


def test_once_the_words_are_there_the_item_shows_what_was_promised(work: Work, run: Run) -> None:
    work.edit(CORRECTNESS, *STRICTER)
    path, _, _ = begin(work, run, "1", "--against")
    assert len(shifts_without_gold(run)) == 2
    work.edit(
        path, 'response: ""', "prompt: Describe the photo.\nmedia: [beach]\nresponse: A dog and a red ball."
    )
    work.edit(path, "severity: minor\n", "severity: minor\n    evidence:\n      - quote: a red ball\n")
    work.edit(path, "status: draft\n", "observations: {on_topic: true}\n")
    found = json.loads(run("check", "--format", "json").stdout)["findings"]
    assert [one for one in found if one["file"] == path and one["severity"] == "error"] == []
    assert shifts_without_gold(run) == []


def shifts_without_gold(run: Run) -> list[Any]:
    suggested = json.loads(run("suggest", "--against", "--format", "json").stdout)["suggestions"]
    return [one for one in suggested if one.get("shift")]


def test_what_other_rules_must_come_to_is_said_and_not_made_up(work: Work, run: Run) -> None:
    _, text, item = begin(work, run, "1", status=0)
    assert item["observations"] == {"on_topic": False}
    assert item["labels"] == {"overall": {"value": "reject", "rules": ["OVR-1"]}}
    assert "findings" not in item  # which ones make the caption wrong is for a person to say
    assert "# record facts so that correctness is 1\n" in text


def test_a_judgment_of_people_alone_becomes_a_label(work: Work, run: Run) -> None:
    work.write(
        f"{FOLDER}/criteria/charm.yaml",
        "id: charm\ntitle: Charm\nquestion: Is it charming?\nscale: verdict\n",
    )
    work.write(
        f"{FOLDER}/criteria/praise.yaml",
        "id: praise\ntitle: Praise\nquestion: Is it praised?\nscale: verdict\n"
        "inputs:\n  charm: {criterion: charm}\nhit_policy: first\nrules:\n"
        "  - {id: PRA-1, text: Charm is praised., when: {charm: publish}, then: publish}\n"
        "otherwise: {id: PRA-9, text: Nothing else is., then: reject}\n",
    )
    _, _, item = begin(work, run, "1", "--criterion", "praise", status=0)
    assert item["labels"]["charm"]["value"] in ("publish", "reject")
    assert "praise" in item["labels"]


def test_the_number_counts_as_suggest_does(work: Work, run: Run) -> None:
    work.edit(CORRECTNESS, *STRICTER)
    listed = run("suggest", "--against", "main").stdout
    assert "write one: goldline new item --from-suggestion N --against main\n" in listed
    assert [line[:3] for line in listed.splitlines() if line[:1].isdigit()] == ["1. ", "2. ", "3. "]
    result = run("new", "item", "--from-suggestion", "4", "--against", "main")
    assert result.exit_code == 2
    assert "there is no suggestion 4" in result.stderr


def test_what_changes_and_no_item_shows_comes_first(work: Work, run: Run) -> None:
    assert not shifts_without_gold(run)
    work.edit(CORRECTNESS, *STRICTER)
    report = json.loads(run("suggest", "--against", "--format", "json").stdout)
    assert [bool(one.get("shift")) for one in report["suggestions"]] == [True, True, False]


def test_suggestions_of_one_guideline_need_one_of_its_sets(work: Work, run: Run) -> None:
    other = Path("guidelines/other")
    for path in sorted((work.root / FOLDER).rglob("*.yaml")):
        text = path.read_text(encoding="utf-8").replace("id: caption-quality", "id: other")
        work.write((other / path.relative_to(work.root / FOLDER)).as_posix(), text)
    text = work.read(f"{SET}/goldset.yaml").replace("id: caption-basics", "id: others")
    work.write("goldsets/others/goldset.yaml", text.replace("guideline: caption-quality", "guideline: other"))
    result = run(
        "new", "item", "--from-suggestion", "1", "--guideline", "caption-quality", "--goldset", "others"
    )
    assert result.exit_code == 2
    assert "that suggestion is about `caption-quality`" in result.stderr
    assert "its sets are `caption-basics`" in result.stderr


def test_the_options_of_suggestions_alone_say_what_they_need(run: Run) -> None:
    result = run("new", "item", "--criterion", "overall", "--title", "T")
    assert result.exit_code == 2
    assert "give --from-suggestion N too" in result.stderr


@pytest.mark.usefixtures("person")
def test_a_person_is_asked_for_the_words_and_not_for_the_facts(work: Work, run: Run) -> None:
    work.edit(CORRECTNESS, *STRICTER)
    before = work.snapshot()
    answers = "A small slip\n\n\nDescribe it.\nA dog with a hat.\n"  # title, id, media, prompt, response
    begun = ("new", "item", "--from-suggestion", "1", "--against", "--locale", "de-DE")
    result = run(*begun, answers=answers)
    assert "Have you looked for errors" not in result.output
    _, _, item = written(work, before)
    assert (item["title"], item["locale"]) == ("A small slip", "de-DE")
    assert item["findings"] == [{"type": "hallucination.object", "severity": "minor"}]


@pytest.mark.parametrize("name", ["bump", "check", "suggest"])
def test_help_shows_how_it_is_called(run: Run, name: str) -> None:
    shown = run(name, "--help").output
    assert f"goldline {name} --against" in shown or f"goldline {name} image-caption --against" in shown
    assert run("new", "item", "--help").output.count("--from-suggestion") >= 2


def test_help_says_which_checks_need_a_base(run: Run) -> None:
    lines = run("help").output.splitlines()
    needy = {line[:5] for line in lines if "check --against" in line}
    assert needy == {"GL601", "GL602", "GL603", "GL604", "GL605", "GL606", "GL610", "GL611"}
