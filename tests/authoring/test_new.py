"""`goldline new …` writes what a person would have written, by options alone or question by question."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from authoring.conftest import Run, git
from goldline.app.authoring.ids import common_prefix, new_id, new_rule_id, rule_prefix, slug
from goldline.reading.yaml import read_yaml

ITEM = (
    *(
        "new",
        "item",
        "--goldset",
        "caption-basics",
        "--title",
        "The lamp that is not there",
        "--locale",
        "en-US",
    ),
    *("--media", "coffee", "--prompt", "Describe the photo.", "--response", "A lamp beside a cup of coffee."),
)
ANSWERS = {  # in the order in which the guideline asks
    "task_done": "fully",
    "on_topic": "yes",
    "name_source": "no-name",
    "role_from_looks": "no",
    "gender_fits": "yes",
    "language": "clean",
    "register": "neutral",
    "within_length": "yes",
    "filler": "no",
}
LAMP = "goldsets/caption-basics/items/cap-lamp-that-is-not-there.yaml"
CORRECTNESS = "guidelines/image-caption/criteria/correctness.yaml"


def load(root: Path, path: str) -> dict:
    value = read_yaml((root / path).read_bytes(), path).value
    assert isinstance(value, dict)
    return value


# --- items -----------------------------------------------------------------------------------


def test_a_script_drafts_an_item_and_its_labels_follow_from_the_facts(root: Path, run: Run) -> None:
    observe = [part for name, answer in ANSWERS.items() for part in ("--observe", f"{name}={answer}")]
    result = run(*ITEM, "--finding", "hallucination.object major A lamp", *observe)
    assert result.exit_code == 0, result.output
    item = load(root, LAMP)
    assert item["status"] == "draft"
    assert (
        item["guideline"]
        == "image-caption@" + load(root, "guidelines/image-caption/guideline.yaml")["version"]
    )
    assert item["findings"] == [
        {"type": "hallucination.object", "severity": "major", "evidence": [{"quote": "A lamp"}]}
    ]
    assert item["labels"]["correctness"] == {"value": 2, "rules": ["COR-4"]}
    assert item["labels"]["overall"]["value"] == "revise"
    assert f"wrote {LAMP}" in result.output
    assert "check: all is well there" in result.output


def test_what_nobody_answered_is_left_as_a_comment_and_not_guessed(root: Path, run: Run) -> None:
    assert run(*ITEM).exit_code == 0
    text = (root / LAMP).read_text(encoding="utf-8")
    assert "findings" not in load(root, LAMP)  # unknown is not none
    assert "# findings:   nobody has looked yet" in text
    assert "#   register: casual | neutral | formal" in text
    assert "labels" not in load(root, LAMP)
    run("rename", "item", "cap-lamp-that-is-not-there", "cap-other")
    assert run(*ITEM, "--no-findings").exit_code == 0
    assert load(root, LAMP)["findings"] == []


def test_a_script_that_leaves_something_out_is_told_what(root: Path, run: Run) -> None:
    result = run("new", "item", "--goldset", "caption-basics", "--title", "X y z", "--locale", "en-US")
    assert result.exit_code == 2
    assert "--response is missing" in result.output
    assert git(root, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--observe", "registr=casual"), "did you mean `register`"),
        (("--observe", "register=causal"), "did you mean `casual`"),
        (("--observe", "filler=maybe"), "answer yes or no"),
        (("--finding", "hallucination.objet major x"), "did you mean `hallucination.object`"),
        (("--finding", "hallucination.text critical x"), "`minor` or `major`"),
        (("--label", "style=7"), "`1`, `2` or `3`"),
        (("--media", "cofee"), "did you mean `coffee`"),
        (("--id", "cap-0007"), "is there already"),
        (("--folder", "../elsewhere"), "leaves its folder"),
    ],
)
def test_a_bad_answer_is_met_with_the_nearest_good_one(
    root: Path, run: Run, args: tuple[str, ...], words: str
) -> None:
    result = run(*ITEM, *args)
    assert result.exit_code == 2
    assert words in result.output
    assert git(root, "status", "--porcelain") == ""


@pytest.mark.usefixtures("person")
def test_a_person_is_asked_question_by_question(root: Path, run: Run) -> None:
    answers = [
        "caption-basics",
        "fr-FR",  # not a locale of this guideline
        "en-US",
        "The lamp that is not there",
        "",  # the id that is offered
        "cofee",
        "coffee",
        "Describe the photo.",
        "A lamp beside a cup of coffee.",
        "y",  # looked for errors
        "hallucination.object",
        "major",
        "A lamp",
        "There is no lamp.",
        "",  # no more
        "fuly",
        *ANSWERS.values(),
    ]
    result = run("new", "item", answers="\n".join(answers) + "\n" + "y\n" * 5)
    assert result.exit_code == 0, result.output
    assert "did you mean `fully`" in result.output
    assert "did you mean `coffee`" in result.output
    assert re.search(r"hallucination\.object +The caption names a thing or a person", result.output)
    assert re.search(r"major +The error concerns the main subject as a whole", result.output)
    assert "correctness: 2 (Wrong in a main point) by COR-4" in result.output
    item = load(root, LAMP)
    assert item["observations"]["register"] == "neutral"
    assert item["labels"]["style"]["value"] == 3
    assert "still to record" not in (root / LAMP).read_text(encoding="utf-8")


@pytest.mark.usefixtures("person")
def test_a_person_may_judge_otherwise_and_sees_the_levels(root: Path, run: Run) -> None:
    observe = [part for name, answer in ANSWERS.items() for part in ("--observe", f"{name}={answer}")]
    answers = "\n".join(["", "y", "n", "9", "1", "y", "y", "y"]) + "\n"
    result = run(*ITEM, *observe, "--no-findings", answers=answers)
    assert "Misleading: The reader thinks of another photo" in result.output
    assert "is not a level of `correctness`" in result.output
    assert load(root, LAMP)["labels"]["correctness"] == {"value": 1}


def test_texts_come_from_files_and_keep_every_character(root: Path, run: Run, tmp_path: Path) -> None:
    odd = "犬が赤いボールを追う。\n\nLine: two # not a comment\u2028end"
    (tmp_path / "r.txt").write_text(odd, encoding="utf-8")
    args = [part for part in ITEM if part not in ("--response", "A lamp beside a cup of coffee.")]
    assert run(*args, "--response-file", str(tmp_path / "r.txt")).exit_code in (0, 1)
    assert load(root, LAMP)["response"] == odd


def test_two_items_of_one_title_get_two_ids(root: Path, run: Run) -> None:
    run(*ITEM)
    run(*ITEM)
    names = [path.stem for path in root.rglob("cap-lamp-that-is-not-there*.yaml")]
    assert len(names) == 2


def test_the_editor_opens_the_new_file_and_check_runs_on_return(
    root: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "editor.sh"
    script.write_text('#!/bin/sh\necho "colour: red" >> "$1"\n', encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(script))
    result = run(*ITEM, "--edit")
    assert result.exit_code == 1
    assert "GL101" in result.output
    assert "colour" in result.output
    monkeypatch.delenv("EDITOR")
    result = run(*ITEM, "--edit")
    assert result.exit_code == 2
    assert "no editor is set" in result.output


def test_an_item_that_compares_is_asked_for_each_response(root: Path, run: Run) -> None:
    args = [part for part in ITEM if part not in ("--response", "A lamp beside a cup of coffee.")]
    both = ("--responses", "a=A lamp.", "--responses", "b=A cup.")
    result = run(
        *args, *both, "--finding", "a: hallucination.object major A lamp", "--observe", "b.filler=no"
    )
    assert result.exit_code == 0, result.output
    item = load(root, LAMP)
    assert item["findings"][0]["response"] == "a"
    assert item["observations"] == {"b": {"filler": False}}
    assert "#   a.filler: true | false" in (root / LAMP).read_text(encoding="utf-8")
    assert "did you mean `a.filler`" in run(*args, *both, "--observe", "a.filer=no").output


# --- rules -----------------------------------------------------------------------------------


RULE = ("new", "rule", "--criterion", "correctness", "--text", "Two small errors give 2.", "--then", "2")


def test_a_rule_goes_where_it_is_wanted_and_no_other_line_changes(root: Path, run: Run) -> None:
    result = run(*RULE, "--before", "COR-5", "--when", "worst_error=minor", "--when", "small_errors=>= 2")
    assert result.exit_code == 0, result.output
    diff = git(root, "diff", "-U0").splitlines()
    added = [line[1:] for line in diff if line.startswith("+") and not line.startswith("+++")]
    assert not [line for line in diff if line.startswith("-") and not line.startswith("---")]
    assert re.fullmatch(r"  - id: COR-[a-z][a-z0-9]{2}", added[0])
    assert added[1:] == [
        "    text: Two small errors give 2.",
        '    when: {worst_error: minor, small_errors: ">= 2"}',
        "    then: 2",
    ]
    ids = [rule["id"] for rule in load(root, CORRECTNESS)["rules"]]
    assert ids.index("COR-5") == ids.index(added[0][8:]) + 1


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--when", "worst_eror=minor"), "did you mean `worst_error`"),
        (("--when", "worst_error=mild"), "worst_error"),
        (("--when", "small_errors=>= 0"), "always holds"),
        (("--when", "on_topic=perhaps"), "on_topic"),
        (("--when", "on_topic"), "NAME=VALUE"),
        ((), "--when is missing"),
        (("--always", "--id", "COR-5"), "there already"),
        (("--always", "--id", "cor-5"), "a rule id is capitals"),
        (("--always", "--after", "COR-77"), "no rule `COR-77`"),
        (("--always", "--after", "COR-1", "--before", "COR-2"), "exclude each other"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(root: Path, run: Run, args: tuple[str, ...], words: str) -> None:
    result = run(*RULE, *args)
    assert result.exit_code == 2
    assert words in result.output
    assert git(root, "status", "--porcelain") == ""


@pytest.mark.usefixtures("person")
def test_a_person_builds_a_rule_from_the_inputs(root: Path, run: Run) -> None:
    answers = [
        "style",
        "Stiff words give 2.",
        "register",
        "slang",
        "formal",
        "",
        "n",
        "2",
        "",
        "It is rude.",
        "STY-6",
    ]
    result = run("new", "rule", answers="\n".join(answers) + "\n")
    assert result.exit_code == 0, result.output
    assert "How does the caption speak to its reader?" in result.output  # the input's question
    assert re.search(
        r"1 +Cannot be printed: The reader has to read twice", result.output
    )  # the level's anchor
    rules = load(root, "guidelines/image-caption/criteria/style.yaml")["rules"]
    index = next(i for i, rule in enumerate(rules) if rule["text"] == "Stiff words give 2.")
    assert rules[index + 1]["id"] == "STY-6"
    assert rules[index]["when"] == {"register": "formal"}
    assert rules[index]["why"] == "It is rude."


# --- the rest ----------------------------------------------------------------------------------


def test_a_new_guideline_set_criterion_type_and_item_check_clean(root: Path, run: Run) -> None:
    made = [
        ("new", "guideline", "--title", "Short summaries", "--modality", "text", "--locale", "en-US"),
        ("new", "goldset", "--guideline", "short-summaries", "--title", "Summaries, first steps"),
        (
            *(
                "new",
                "criterion",
                "--guideline",
                "short-summaries",
                "--title",
                "Tone",
                "--question",
                "Does it fit?",
            ),
            *("--level", "1=Wrong: Readers are put off.", "--level", "2=Right: Readers notice nothing."),
            *("--asks", "Would you read it aloud?"),
        ),
        (
            *("new", "type", "factual.number", "--guideline", "short-summaries"),
            *("--definition", "A number is not the one in the text."),
        ),
        (
            *(
                "new",
                "item",
                "--goldset",
                "summaries-first-steps",
                "--title",
                "A plain one",
                "--response",
                "Rain.",
            ),
            *("--prompt", "Sum it up.", "--no-findings", "--observe", "tone_met=yes", "--status", "active"),
        ),
    ]
    for args in made:
        result = run(*args)
        assert result.exit_code == 0, result.output
    item = load(root, "goldsets/summaries-first-steps/items/plain-one.yaml")
    assert item["labels"]["tone"]["value"] == 2
    taxonomy = load(root, "guidelines/short-summaries/taxonomy.yaml")
    assert taxonomy["findings"]["factual"]["children"]["number"]["title"] == "Number"
    errors = run("check", "--severity", "error")
    assert errors.exit_code == 0 or "error" not in errors.output


def test_a_type_is_put_among_its_siblings(root: Path, run: Run) -> None:
    args = ("new", "type", "hallucination.logo", "--definition", "A brand that no sign in the photo shows.")
    assert run(*args).exit_code == 0
    types = load(root, "guidelines/image-caption/taxonomy.yaml")["findings"]["hallucination"]["children"]
    assert list(types)[-1] == "logo"
    assert "since" not in types["logo"]
    assert run("new", "type", "halucination.x", "--definition", "Y.").exit_code == 2
    assert run("new", "type", "identity.role", "--definition", "Y.").exit_code in (0, 1)
    assert "children" in load(root, "guidelines/image-caption/taxonomy.yaml")["findings"]["identity"]


def test_an_escalation_is_filed_under_its_year(root: Path, run: Run) -> None:
    result = run(
        *("new", "escalation", "--item", "cap-0007", "--criterion", "correctness", "--rule", "COR-4"),
        *("--question", "Is the colour of a cup a brand?", "--by", "a17", "--opened", "2026-11-20"),
    )
    assert result.exit_code == 0, result.output
    path = re.search(r"wrote (escalations/2026/esc-[a-z0-9]{5}\.yaml)", result.output)
    assert path is not None
    assert load(root, path[1])["rules"] == ["COR-4"]
    assert run("new", "escalation", "--item", "cap-7777", "--question", "Q", "--by", "a").exit_code == 2


# --- ids -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("The ball that is not there", "ball-that-is-not-there"),
        ("Crème brûlée, twice!", "creme-brulee-twice"),
        ("Don't look", "dont-look"),
        ("3 lamps", "n-3-lamps"),
        ("海の犬", ""),
        ("كلب على الشاطئ", ""),
        ("A", ""),
        ("word " * 40, "word-word-word-word-word-word-word-word-word"),
    ],
)
def test_a_slug_is_what_people_would_call_the_file(title: str, expected: str) -> None:
    assert slug(title) == expected


def test_ids_never_count_and_never_repeat() -> None:
    assert new_id("The ball", ["cap-ball"], "cap-").startswith("cap-ball-")
    assert re.fullmatch(r"cap-[a-z][a-z0-9]{5}", new_id("海の犬", [], "cap-"))
    assert re.fullmatch(r"COR-[a-z][a-z0-9]{2}", new_rule_id("COR", ["COR-1"]))
    assert len({new_rule_id("COR", []) for _ in range(50)}) > 40
    assert common_prefix(["cap-1", "cap-2", "dog-1"]) == "cap-"
    assert common_prefix(["a-1", "b-2"]) == ""
    assert rule_prefix(["COR-1", "COR-2"], "x") == "COR"
    assert rule_prefix([], "style") == "STY"
