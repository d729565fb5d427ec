"""What `goldline diff` says of a side without guidelines, and of gold whose guideline is gone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from contract.diffing import diff
from contract.small import ANSWERS_GUIDELINE, ANSWERS_ITEMS, ANSWERS_TAXONOMY, answers
from contract.workbench import Repo, RepoFactory, text

OTHER_GUIDELINE = """
    format: 1
    id: questions
    title: Short questions
    version: 1.0.0
    modalities: [text]
    locales: [en-US]
    summary: How we judge short questions.
    scales:
      two-point:
        type: ordinal
        levels:
          - {value: 1, label: Bad, anchor: Nobody understands it.}
          - {value: 2, label: Good, anchor: It is clear.}
    """
OTHER_CRITERION = """
    id: clarity
    title: Clarity
    question: Is the question clear?
    scale: two-point
    inputs:
      clear: {boolean: Is it clear?}
    hit_policy: first
    rules:
      - {id: CLA-1, text: A clear one is good., when: {clear: true}, then: 2}
    otherwise: {id: CLA-2, text: Others are bad., then: 1}
    """


@pytest.fixture
def small(repo: RepoFactory) -> Repo:
    return repo(answers())


@pytest.fixture
def two(small: Repo) -> Repo:
    """Give a repository of two guidelines, both at 1.0.0; the gold is of the first."""
    small.write("guidelines/questions/guideline.yaml", text(OTHER_GUIDELINE))
    small.write("guidelines/questions/criteria/clarity.yaml", text(OTHER_CRITERION))
    small.commit("Another guideline")
    return small


def remove_answers(small: Repo) -> None:
    shutil.rmtree((small.path / ANSWERS_GUIDELINE).parent)


@pytest.mark.parametrize("sides", [("{}", "."), (".", "{}"), ("HEAD", "{}")])
def test_a_folder_without_guidelines_is_refused(small: Repo, tmp_path: Path, sides: tuple[str, str]) -> None:
    """Its name is a slip more often than not, and then everything reads as new, or as gone."""
    (tmp_path / "wrong").mkdir()
    done = small.run("diff", *(side.format(tmp_path / "wrong") for side in sides))
    assert done.exit_code == 2
    assert "there are no guidelines at" in done.said
    assert "hint: name a revision, or the folder, in which `guidelines/` stands" in done.said


def test_a_revision_from_before_the_guidelines_is_refused(repo: RepoFactory) -> None:
    made = repo({"README.md": "Soon.\n"})
    for path, content in answers().items():
        made.write(path, content)
    made.commit("Begin to judge")
    done = made.run("diff", "HEAD~1", "HEAD")
    assert done.exit_code == 2
    assert "there are no guidelines at HEAD~1" in done.said


def test_the_first_guideline_of_a_branch_is_new(repo: RepoFactory) -> None:
    """Nobody named the base, and it is the right one: that all is new is the answer."""
    made = repo({"README.md": "Soon.\n"})
    for path, content in answers().items():
        made.write(path, content)
    assert {one["status"] for one in diff(made)["judgments"]} == {"added"}


def test_gold_that_loses_its_guideline_is_something_found(two: Repo) -> None:
    gold = sorted(path.stem for path in (two.path / ANSWERS_ITEMS).glob("*.yaml"))
    remove_answers(two)
    done = two.run("diff", "--format", "json")
    assert done.exit_code == 1
    assert done.json["losses"] == [{"guideline": "answers", "version": "1.0.0", "items": gold}]


@pytest.mark.parametrize("output_format", ["text", "markdown", "html"])
def test_it_is_called_a_breaking_change_that_names_the_gold(two: Repo, output_format: str) -> None:
    remove_answers(two)
    said = " ".join(two.run("diff", "--format", output_format).stdout.replace("`", "").split())
    assert "1 guideline is gone, and 9 gold items lose what judges them." in said
    assert "This is a breaking change: the guideline answers, last at 1.0.0, is gone." in said
    assert "9 gold items still name it, and cannot be judged:" in said
    assert "critical" in said


def test_gold_that_stays_behind_alone_is_told_of_too(small: Repo) -> None:
    """Every guideline was removed, and no wrong folder is meant: the gold is still there."""
    remove_answers(small)
    done = small.run("diff")
    assert done.exit_code == 1
    assert "9 gold items lose what judges them" in done.said
    assert small.run("diff", "--fail-on", "breaks").exit_code == 1
    assert small.run("diff", "--fail-on", "never").exit_code == 0


def test_nothing_left_at_all_is_refused(small: Repo) -> None:
    remove_answers(small)
    shutil.rmtree(small.path / "goldsets")
    assert small.run("diff").exit_code == 2


def test_a_guideline_without_gold_may_go_and_is_called_breaking(two: Repo) -> None:
    shutil.rmtree(two.path / "guidelines/questions")
    done = two.run("diff")
    assert done.exit_code == 0
    assert "the guideline questions, last at 1.0.0, is gone. No gold names it any more." in " ".join(
        done.said.split()
    )


def test_a_guideline_that_stays_is_no_loss(small: Repo) -> None:
    small.edit(ANSWERS_TAXONOMY, "A fact is wrong.", "A fact is not right.")
    assert diff(small)["losses"] == []


def test_two_guidelines_are_not_compared_with_each_other(two: Repo) -> None:
    done = two.run("diff", "answers@1.0.0", "questions@1.0.0")
    assert done.exit_code == 2
    assert "`answers` and `questions` are two guidelines" in done.said
    assert "goldline diff answers@OLD answers@NEW" in done.said
    assert two.run("diff", "--rev", "answers@1.0.0..questions@1.0.0").exit_code == 2


def test_which_of_two_guidelines_is_meant_can_be_said(two: Repo) -> None:
    answer = diff(two, "answers@1.0.0", "questions@1.0.0", "--guideline", "answers", "--all")
    assert {one["guideline"] for one in answer["judgments"]} == {"answers"}
