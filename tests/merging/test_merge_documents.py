"""Two edits of one file come together by what they mean; what both claim is shown, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldline.app.merging import merge_file
from goldline.reading.yaml import read_yaml
from goldline.writing.emit import document, same

CONTENT = Path(__file__).parents[2]
ITEM = (CONTENT / "goldsets/caption-basics/items/animals/cap-0005.yaml").read_text(encoding="utf-8")
CRITERION = (CONTENT / "guidelines/image-caption/criteria/correctness.yaml").read_text(encoding="utf-8")
Edit = Callable[[str], str]


def replacing(old: str, new: str) -> Edit:
    def edit(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return edit


def behind(line: str, *more: str) -> Edit:
    return replacing(f"{line}\n", "".join(f"{one}\n" for one in (line, *more)))


def merge(ours: str, theirs: str, base: str = ITEM) -> Any:
    return merge_file(base.encode(), ours.encode(), theirs.encode(), "goldsets/s/items/cap-0005.yaml")


def value(data: bytes) -> Any:
    reading = read_yaml(data, "")
    assert not reading.problems
    return reading.value


LAST_VOTE = "    seconds: 121"


# --- what comes together -----------------------------------------------------------------------------


def test_votes_that_two_branches_add_at_the_same_place_are_both_there_ours_first() -> None:
    ours = behind(LAST_VOTE, "  # hesitated", "  - annotator: a10", "    values: {style: 2}")(ITEM)
    theirs = behind(LAST_VOTE, "  - annotator: a11", "    values: {style: 3}  # sure")(ITEM)
    merged = merge(ours, theirs)
    assert (merged.settled, merged.how) == (True, "meaning")
    assert [vote["annotator"] for vote in value(merged.data)["votes"]] == ["a03", "a05", "a06", "a10", "a11"]
    both = behind(
        LAST_VOTE,
        *("  # hesitated", "  - annotator: a10", "    values: {style: 2}"),
        *("  - annotator: a11", "    values: {style: 3}  # sure"),
    )
    assert merged.data.decode() == both(ITEM)


def test_tags_that_one_adds_and_another_takes_out_are_settled_on_one_line() -> None:
    ours = replacing("tags: [animals, emotion]", "tags: [animals, emotion, cat]  # mine")(ITEM)
    theirs = replacing("tags: [animals, emotion]", "tags: [emotion, portrait]")(ITEM)
    merged = merge(ours, theirs)
    assert merged.settled
    assert "tags: [emotion, cat, portrait]  # mine\n" in merged.data.decode()


def test_two_labels_of_one_item_are_changed_by_two_people_with_their_comments() -> None:
    ours = replacing(
        "    value: 2\n    rules: [STY-4]", "    value: 1\n    # too much praise\n    rules: [STY-4]"
    )
    theirs = replacing("    value: revise\n", "    value: reject  # see esc-0004\n")
    merged = merge(ours(ITEM), theirs(ITEM))
    assert merged.settled
    assert merged.data.decode() == ours(theirs(ITEM))


def test_a_label_and_its_reason_next_to_it_are_not_the_same_place() -> None:
    ours = replacing("    value: 2\n    rules: [COR-4]", "    value: 3\n    rules: [COR-4]")
    theirs = replacing("    rules: [COR-4]\n", "    rules: [COR-4, COR-5]\n")
    merged = merge(ours(ITEM), theirs(ITEM))
    assert merged.settled
    assert merged.data.decode() == theirs(ours(ITEM))


def test_findings_that_two_annotators_add_are_both_there() -> None:
    new = ("  - type: hallucination.object", "    severity: minor", "    evidence:", "      - quote: {0}")
    line = "    note: Open eyes that look to the side. Nothing in a cat's face shows sadness."
    ours = behind(line, *(one.format("tabby") for one in new))(ITEM)
    theirs = behind(line, *(one.format("green eyes") for one in new))(ITEM)
    merged = merge(ours, theirs)
    assert merged.settled
    quotes = [one["evidence"][0]["quote"] for one in value(merged.data)["findings"]]
    assert quotes == ["sad", "tabby", "green eyes", "longing for its owner"]


def test_rules_that_two_branches_add_keep_their_places() -> None:
    ours = behind("    examples: [cap-0004]", "  - id: COR-mine", "    text: Mine.", "    then: 1")(CRITERION)
    theirs = behind("    examples: [cap-0023]", "  - id: COR-yours", "    text: Yours.", "    then: 2")(
        CRITERION
    )
    merged = merge(ours, theirs, CRITERION)
    assert merged.settled
    ids = [rule["id"] for rule in value(merged.data)["rules"]]
    assert ids == ["COR-1", "COR-yours", "COR-2", "COR-3", "COR-mine", "COR-4", "COR-6", "COR-5"]


def test_a_rule_that_one_branch_moves_and_another_rewords_is_moved_and_reworded() -> None:
    start = CRITERION.index("  - id: COR-1\n")
    stop = CRITERION.index("  - id: COR-2\n")
    end = CRITERION.index("  - id: COR-3\n")
    ours = CRITERION[:start] + CRITERION[stop:end] + CRITERION[start:stop] + CRITERION[end:]
    theirs = replacing("text: Two or more major errors give 1.", "text: Two major errors give 1.")(CRITERION)
    merged = merge(ours, theirs, CRITERION)
    assert merged.settled
    assert [rule["id"] for rule in value(merged.data)["rules"]][:3] == ["COR-2", "COR-1", "COR-3"]
    assert value(merged.data)["rules"][2]["text"] == "Two major errors give 1."


def test_two_paragraphs_of_one_guidance_are_reworded_by_two_people() -> None:
    ours = replacing("Go through the caption from noun to noun.", "Read the caption noun by noun.")
    theirs = replacing("photo speaks against the name.", "photo contradicts the name.")
    merged = merge(ours(CRITERION), theirs(CRITERION), CRITERION)
    assert merged.settled
    assert merged.data.decode() == ours(theirs(CRITERION))


def test_what_one_side_takes_out_and_the_other_leaves_is_gone() -> None:
    ours = replacing("difficulty: medium\n", "")(ITEM)
    theirs = replacing("visibility: example\n", "visibility: training\n")(ITEM)
    merged = merge(ours, theirs)
    assert merged.settled
    assert "difficulty" not in value(merged.data)
    assert value(merged.data)["visibility"] == "training"


def test_line_ends_are_those_of_our_side() -> None:
    ours = replacing("difficulty: medium", "difficulty: hard")(ITEM).replace("\n", "\r\n")
    theirs = replacing("visibility: example", "visibility: training")(ITEM)
    merged = merge(ours, theirs)
    assert merged.settled
    assert merged.data.count(b"\r\n") == merged.data.count(b"\n")


# --- what does not -------------------------------------------------------------------------------------


def test_two_values_for_one_label_conflict_with_both_named_and_the_rest_merged() -> None:
    place = "    value: 2\n    rules: [COR-4]"
    ours = replacing(place, "    value: 3\n    rules: [COR-4]")(ITEM)
    theirs = replacing(place, "    value: 1  # worse\n    rules: [COR-4]")
    merged = merge(ours, replacing("difficulty: medium", "difficulty: hard")(theirs(ITEM)))
    assert not merged.settled
    said = "labels.correctness.value is 3 on our side and is 1 on theirs (before: 2)"
    assert merged.conflicts == [f"goldsets/s/items/cap-0005.yaml: {said}"]
    text = merged.data.decode()
    assert (
        "<<<<<<< ours: labels.correctness.value is 3\n    value: 3\n=======\n"
        "    value: 1  # worse\n>>>>>>> theirs: labels.correctness.value is 1\n" in text
    )
    assert "difficulty: hard" in text


def test_a_rule_reworded_by_one_and_taken_out_by_the_other_is_shown_not_lost() -> None:
    start, stop = CRITERION.index("  - id: COR-3\n"), CRITERION.index("  - id: COR-4\n")
    ours = CRITERION[:start] + CRITERION[stop:]
    theirs = replacing("text: Two or more major errors give 1.", "text: Two major errors give 1.")(CRITERION)
    merged = merge(ours, theirs, CRITERION)
    assert not merged.settled
    assert "rules.COR-3 is taken out on our side" in merged.conflicts[0]
    assert "text: Two major errors give 1." in merged.data.decode()


def test_an_id_on_a_dash_that_both_changed_shows_the_whole_entry_of_both() -> None:
    base = "id: x\nmedia:\n  - path: a.png\n    alt: A\n"
    merged = merge(base.replace("a.png", "b.png"), base.replace("a.png", "c.png"), base)
    assert not merged.settled
    assert "path: b.png" in merged.data.decode()
    assert "path: c.png" in merged.data.decode()


@pytest.mark.parametrize("broken", ["id: [\n", "a: 1\na: 2\n", "- x\n", "text only\n"])
def test_a_side_that_cannot_be_understood_is_merged_line_by_line_as_git_does(broken: str) -> None:
    merged = merge(broken, replacing("difficulty: medium", "difficulty: hard")(ITEM))
    assert merged.how == "lines"
    assert not merged.settled
    for text in (broken, "difficulty: hard"):
        assert text.encode() in merged.data


def test_bytes_that_are_no_text_stay_as_ours_and_unsettled() -> None:
    merged = merge("\x00", replacing("difficulty: medium", "difficulty: hard")(ITEM))
    assert (merged.data, merged.settled) == (b"\x00", False)


def test_a_rule_cited_in_place_of_another_by_both_is_no_agreement_on_both() -> None:
    place = "    rules: [COR-4]"
    merged = merge(*(replacing(place, f"    rules: [COR-{n}]")(ITEM) for n in (5, 6)))
    assert "labels.correctness.rules is [COR-5] on our side and is [COR-6] on theirs" in merged.conflicts[0]


def test_a_comment_that_would_be_lost_stops_the_merge() -> None:
    ours = replacing("difficulty: medium", "difficulty: hard")(ITEM)
    theirs = replacing("difficulty: medium", "difficulty: medium  # ask a05")(ITEM)
    merged = merge(ours, theirs)
    assert b"# ask a05" in merged.data
    assert b"difficulty: hard" in merged.data


def test_a_comment_is_not_lost_beside_a_conflict_either() -> None:
    place = "    value: 2\n    rules: [COR-4]"
    ours = replacing(place, "    value: 3\n    rules: [COR-4]")(ITEM)
    theirs = replacing(place, "    value: 1\n    rules: [COR-4]")(ITEM)
    merged = merge(
        replacing("difficulty: medium", "difficulty: hard")(ours),
        replacing("difficulty: medium", "difficulty: medium  # ask a05")(theirs),
    )
    assert not merged.settled
    for part in (b"value: 3", b"value: 1", b"difficulty: hard", b"# ask a05"):
        assert part in merged.data


def test_two_sides_that_add_a_file_of_one_name_agree_where_they_agree() -> None:
    ours, theirs = "id: x\ntitle: A\n", "id: x\nlocale: en-US\n"
    merged = merge(ours, theirs, "")
    assert merged.settled
    assert value(merged.data) == {"id": "x", "title": "A", "locale": "en-US"}


# --- any two edits ---------------------------------------------------------------------------------------


def edited(item: dict[str, Any], seed: int, who: str) -> dict[str, Any]:
    """Return an item as one person leaves it: votes, tags, labels, findings and texts added or changed."""
    random = Random(seed)
    copy = read_yaml(document(item, "item"), "").value
    for _ in range(random.randint(0, 4)):
        match random.randrange(7):
            case 0:
                copy.setdefault("votes", []).append({"annotator": who, "values": {"style": 1}})
                who += "x"
            case 1:
                copy.setdefault("tags", []).append(f"tag-{who}-{random.randrange(9)}")
            case 2:
                copy["labels"][random.choice(list(copy["labels"]))] = random.randint(1, 4)
            case 3:
                copy["title"] = f"{copy.get('title', '')} {random.randrange(3)}"
            case 4:
                finding = {"type": f"a.{who}", "severity": "minor", "evidence": [{"quote": "the"}]}
                copy.setdefault("findings", []).insert(0, finding)
            case 5:
                copy.pop(random.choice(["difficulty", "feedback", "tags", "votes"]), None)
            case 6:
                copy.setdefault("observations", {})[f"seen_{random.randrange(4)}"] = random.random() < 0.5
    return copy


ITEMS = [
    read_yaml(path.read_bytes(), "").value
    for path in sorted((CONTENT / "goldsets/caption-basics").glob("items/*/*.yaml"))[::6]
]


@settings(max_examples=60)
@given(st.sampled_from(ITEMS), st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_merge_is_settled_and_symmetric_in_what_it_says_or_shows_both_sides(
    item: dict[str, Any], one: int, other: int
) -> None:
    base = document(item, "item")
    ours, theirs = (document(edited(item, seed, who), "item") for seed, who in ((one, "b01"), (other, "c01")))
    merged = merge_file(base, ours, theirs, "x.yaml")
    back = merge_file(base, theirs, ours, "x.yaml")
    assert merged.settled == back.settled
    if merged.settled:
        assert same(unordered(value(merged.data)), unordered(value(back.data)))
    else:
        assert b"<<<<<<<" in merged.data
    for conflict_free in (merge_file(base, ours, base, "x.yaml"), merge_file(base, ours, ours, "x.yaml")):
        assert conflict_free.settled
        assert conflict_free.data == ours
    assert merge_file(base, base, theirs, "x.yaml").data == theirs


def unordered(item: Any) -> Any:
    if isinstance(item, dict):
        return {key: unordered(item[key]) for key in sorted(item)}
    return sorted(map(unordered, item), key=repr) if isinstance(item, list) else item
