"""Results of checking come back from bytes as they were, and share what they have alike."""

from __future__ import annotations

from dataclasses import replace

from goldline.app.packing import Checked, Shared, pack_checked, unpack_checked
from goldline.checks.ignore import Ignore
from goldline.checks.run import Raw
from goldline.model.corpus import Summary

RAW = Raw("GL301", "a.yaml", ("labels", "style", 0), 3, 5, "it is wrong", "")
SUMMARY = Summary(
    id="cap-0001",
    file="a.yaml",
    set="captions",
    guideline="image-caption",
    stamp="1.0.0",
    modality="image",
    locale="de-CH",
    status="active",
    visibility="held-out",
    types=("wrong.fact",),
    labels=(("style", None, 1), ("tone", "a", "not-judged")),
    outcomes=(("style", None, 1),),
    fired=(("style", "STY-1"),),
    text="0000\nein Bär\n",
    text_key=1 << 60,
    sketch=(1, 2, 3),
    facts_key=7,
)
CHECKED = Checked("a.yaml", (RAW,), SUMMARY, (Ignore("a.yaml", ("labels",), "GL301", "It is meant."),))


def test_what_was_packed_comes_back_whole() -> None:
    assert unpack_checked(pack_checked(CHECKED), {}) == CHECKED
    bare = Checked("a.yaml", (), None, ())
    assert unpack_checked(pack_checked(bare), {}) == bare


def test_equal_parts_of_different_items_are_one_object() -> None:
    shared: Shared = {}
    other = replace(CHECKED, summary=replace(SUMMARY, id="cap-0002", text="another"))
    one, two = (unpack_checked(pack_checked(c), shared).summary for c in (CHECKED, other))
    assert one is not None
    assert two is not None
    assert one.labels is two.labels
    assert one.locale is two.locale


def test_a_label_of_true_is_not_shared_with_a_label_of_one() -> None:
    shared: Shared = {}
    for value in (1, True, 0, False):
        labelled = replace(SUMMARY, labels=(("style", None, value),))
        found = unpack_checked(pack_checked(replace(CHECKED, summary=labelled)), shared).summary
        assert found is not None
        assert found.labels[0][2] is value
