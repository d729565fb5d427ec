"""Reports made by hand: one of each kind that holds a little of everything, and one that means harm."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from goldline.model.explanation import (
    ExplainedCase,
    ExplainedInput,
    ExplainedJudgment,
    ExplainedRule,
    ExplainedTest,
    Explanation,
)
from goldline.model.finding import Finding, Severity
from goldline.model.report import (
    STATUSES,
    Cause,
    CheckReport,
    DiffReport,
    ElementChange,
    JudgmentChange,
    Possible,
    Side,
)

HOSTILE = (
    "<script>alert(1)</script> ```` `x` ```\n# h\n::error::forged\r\n##[add-mask]x | a | b \\| c "
    "@team #12 org/repo#1 Fixes #3 [x](javascript:alert(1)) ![p](http://evil.example/p.png) "
    "<img src=x onerror=alert(1)> www.example.com a@b.example \x1b[31m\x1b]8;;http://e\x07 "
    "\u202eevil\u202c z\u200bw \x9b2J \ud800 ]]> {0} {{7*7}} {% raw %} <!-- --> & \u2028 \ufffe =HYPERLINK(1)"
)
"""Text that tries to come alive in every place it may end up in."""


class Known:
    """A check as renderers see it."""

    def __init__(self, code: str, name: str, level: Severity, explanation: str) -> None:
        self.code, self.name, self.level, self.explanation = code, name, level, explanation


CHECKS = {
    check.code: check
    for check in (
        Known(
            "GL301",
            "label-contradicts-rules",
            "error",
            "A gold label that the rules do not give.\n\nWhy it matters: analysts are trained on it.\n\n"
            "Bad:  `labels: {correctness: [3]}`\nGood: `labels: {correctness: 2}`",
        ),
        Known("GL802", "vague-word", "warning", "A word that two readers take in two ways."),
        Known("GL701", "rule-without-gold", "info", "A rule that no gold item shows."),
    )
}

ITEM = "goldsets/caption-basics/items/cap-0007.yaml"
CRITERION = "guidelines/caption-quality/criteria/correctness.yaml"


def check_report() -> CheckReport:
    return CheckReport(
        findings=(
            Finding(
                ITEM, 14, 3, "GL301", "error", "the label says 3, but COR-2 gives 2", "make it an exception"
            ),
            Finding(CRITERION, 9, 11, "GL802", "warning", "`usually` leaves the reader to guess", "say when"),
            Finding(CRITERION, 121, 5, "GL701", "info", "no gold item shows COR-4"),
        ),
        files=40,
        items=12,
        name="the working tree",
    )


def clean_report() -> CheckReport:
    return CheckReport(findings=(), files=40, items=12, name="the working tree")


def hostile_check_report() -> CheckReport:
    return CheckReport(
        findings=(Finding(HOSTILE, 1, 1, "GL301", "error", HOSTILE, HOSTILE),),
        files=1,
        items=1,
        name=HOSTILE,
    )


def many_findings(count: int, severity: Severity = "error") -> CheckReport:
    findings = tuple(
        Finding(f"goldsets/a/items/i-{at:05}.yaml", 1, 1, "GL301", severity, f"finding number {at}")
        for at in range(count)
    )
    return CheckReport(findings=findings, files=count, items=count, name="the working tree")


# --- comparisons ----------------------------------------------------------------------------

LABELS = {1: "Unusable", 2: "Minor flaw", 3: "Fine"}


def judgment(status: str, **given: object) -> JudgmentChange:
    plain = JudgmentChange(
        guideline="caption-quality",
        criterion="correctness",
        item=f"cap-{STATUSES.index(status):04}",
        response=None,
        status=status,
        base=2,
        head=1,
        base_state="decided",
        head_state="decided",
        base_gold=2,
        gold=2,
        exception=False,
        base_rules=("COR-2",),
        head_rules=("COR-1",),
        possible=(1,),
        possible_states=(),
        missing=(),
        file=f"goldsets/caption-basics/items/cap-{STATUSES.index(status):04}.yaml",
        title=f"An item that {status}",
    )
    return replace(plain, **given)


JUDGMENTS = (
    judgment(
        "added", base=None, base_state=None, base_rules=(), base_gold=None, head=3, gold=3, possible=(3,)
    ),
    judgment("removed", head=None, head_state=None, head_rules=(), gold=None, possible=(2,)),
    judgment(
        "review",
        head=2,
        head_rules=("COR-2",),
        reworded=("rule COR-2", "level 2"),
        title="The sea that is a lake",
    ),
    judgment(
        "uninspected",
        head=None,
        head_state="undecided",
        head_rules=(),
        possible=(1, 2),
        missing=("type:hallucination.ocr",),
        response="b",
        title="Two captions of a street sign",
    ),
    judgment(
        "undecided",
        head=None,
        head_state="undecided",
        head_rules=(),
        possible=(Possible(Decimal("0.5"), None), 3),
        possible_states=("gap",),
        missing=("input:on_topic", "findings", "label:style", "rubric"),
    ),
    judgment(
        "decided",
        base=None,
        base_state="gap",
        base_rules=(),
        head=3,
        head_rules=("COR-9",),
        gold=3,
        base_gold=3,
    ),
    judgment("unlabelled", gold=None, base_gold=None, head=Decimal("0.5")),
    judgment("follows", gold=1, causes=(Cause("worst_hallucination", "minor → major", "", ""),)),
    judgment(
        "breaks",
        title="The ball that is not there",
        causes=(Cause("wrong_facts", 2, "< 2", "< 3"), Cause("register", "casual", "", "not formal")),
    ),
    judgment("fixes", gold=1, base_gold=1),
    judgment("drifts", gold=3, base_gold=3, head_state="conflict", head=None, head_rules=("COR-1", "COR-3")),
    judgment("relabelled", head=2, head_rules=("COR-2",), gold=3),
    judgment("same", head=2, head_rules=("COR-2",)),
)

CHANGES = (
    ElementChange(
        "caption-quality",
        None,
        "type",
        "hallucination.ocr",
        "added",
        {},
        {"severities": "minor, major", "title": "Misread text", "definition": "A sign or label is misread."},
    ),
    ElementChange(
        "caption-quality",
        "correctness",
        "rule",
        "COR-2",
        "changed",
        {
            "when": "worst_hallucination: minor or major, wrong_facts: < 2\nhas_slur: true",
            "then": "2",
            "text": "A few wrong facts of small weight make the caption flawed.",
        },
        {
            "when": "worst_hallucination: minor or major, wrong_facts: < 3\nhas_slur: true",
            "then": "1",
            "text": "Up to two wrong facts of small weight make the caption flawed.",
        },
    ),
    ElementChange(
        "caption-quality",
        "correctness",
        "rule",
        "COR-3",
        "moved",
        {"when": "on_topic: false", "then": "1", "text": "Another subject is unusable."},
        {"when": "on_topic: false", "then": "1", "text": "Another subject is unusable."},
    ),
    ElementChange(
        "caption-quality",
        "correctness",
        "rule",
        "COR-4",
        "removed",
        {"when": "register: formal", "then": "2", "text": "Too formal."},
        {},
    ),
    ElementChange(
        "caption-quality",
        "correctness",
        "words",
        "guidance",
        "reworded",
        {"text": "日本語の説明は短く書く。" * 30 + "写真を見てから判断する。" + "色と数に注意する。" * 30},
        {
            "text": "日本語の説明は短く書く。" * 30
            + "写真を二度見てから判断する。"
            + "色と数に注意する。" * 30
        },
    ),
)


def diff_report(
    judgments: tuple[JudgmentChange, ...] = JUDGMENTS,
    changes: tuple[ElementChange, ...] = CHANGES,
    notes: tuple[str, ...] = ("1 gold file of main cannot be read: its old labels are not known",),
) -> DiffReport:
    counts = {status: sum(one.status == status for one in judgments) for status in STATUSES}
    return DiffReport(
        base=Side("caption-quality@2.0.0", "3f2a91c04be1d6a7a8e0c5b2f1d4e6a7b8c9d0e1"),
        head=Side("the working tree", None),
        summary={
            "items": len({one.item for one in judgments}),
            "judgments": len(judgments),
            **{status: count for status, count in counts.items() if count},
        },
        judgments=judgments,
        changes=changes,
        titles={
            ("caption-quality", ""): "Image caption quality",
            ("caption-quality", "correctness"): "Correctness",
        },
        labels={("caption-quality", "correctness"): dict(LABELS)},
        notes=notes,
    )


def quiet_diff() -> DiffReport:
    return diff_report((judgment("same", head=2),), (), ())


def many_judgments(count: int, status: str = "breaks") -> DiffReport:
    rows = tuple(
        judgment(status, item=f"cap-{at:05}", title=f"An item whose title says that it is number {at}")
        for at in range(count)
    )
    return diff_report(rows, (), ())


def hostile_diff() -> DiffReport:
    hurt = judgment(
        "undecided",
        guideline=HOSTILE,
        criterion=HOSTILE,
        item=HOSTILE,
        response=HOSTILE,
        base=HOSTILE,
        head=None,
        head_state="undecided",
        base_gold=HOSTILE,
        gold=HOSTILE,
        base_rules=(HOSTILE,),
        head_rules=(HOSTILE, HOSTILE),
        possible=(HOSTILE,),
        missing=(f"input:{HOSTILE}", f"type:{HOSTILE}", f"label:{HOSTILE}", HOSTILE),
        file=HOSTILE,
        title=HOSTILE,
        causes=(
            Cause(HOSTILE, HOSTILE, HOSTILE, HOSTILE + "!"),
            Cause(HOSTILE, HOSTILE, "", HOSTILE),
            Cause(HOSTILE, HOSTILE, HOSTILE, ""),
            Cause(HOSTILE, HOSTILE, HOSTILE, HOSTILE),
        ),
        reworded=(f"rule {HOSTILE}",),
    )
    rows = (
        hurt,
        replace(hurt, status="breaks"),
        replace(hurt, status="follows"),
        replace(hurt, status="same"),
    )
    side = {"when": HOSTILE, "then": HOSTILE, "text": HOSTILE, HOSTILE: HOSTILE}
    other = {name: f"{text} and more" for name, text in side.items()}
    changes = (
        ElementChange(HOSTILE, None, "term", HOSTILE, "added", {}, side),
        ElementChange(HOSTILE, HOSTILE, "rule", HOSTILE, "changed", side, other),
        ElementChange(HOSTILE, HOSTILE, "rule", HOSTILE, "removed", side, {}),
    )
    made = diff_report(rows, changes, (HOSTILE,))
    return replace(
        made,
        base=Side(HOSTILE, "f00"),
        head=Side(HOSTILE, None),
        titles={(HOSTILE, ""): HOSTILE, (HOSTILE, HOSTILE): HOSTILE},
        labels={(HOSTILE, HOSTILE): {HOSTILE: HOSTILE + "!"}},
    )


# --- explanations ---------------------------------------------------------------------------


def explanation() -> Explanation:
    def tests(*rows: tuple[str, object, str, bool | None]) -> ExplainedCase:
        return ExplainedCase(tuple(ExplainedTest(*row) for row in rows))

    correctness = ExplainedJudgment(
        criterion="correctness",
        title="Correctness",
        response=None,
        question="Is every statement in the caption supported by the image?",
        inputs=(
            ExplainedInput("worst_hallucination", "major", words="the worst of hallucination"),
            ExplainedInput("wrong_facts", 2, words="how many of factual"),
            ExplainedInput("on_topic", None, known=False, words="Is the caption about this image?"),
        ),
        rules=(
            ExplainedRule(
                "COR-1",
                "A critical hallucination makes the caption unusable.",
                "1",
                (tests(("worst_hallucination", "major", "critical", False)),),
            ),
            ExplainedRule(
                "COR-2",
                "A lesser one makes it flawed.",
                "2",
                (
                    tests(("worst_hallucination", "major", "minor", False), ("wrong_facts", 2, "< 3", True)),
                    tests(
                        ("wrong_facts", 2, "[1..2]", True), ("worst_hallucination", "major", "major", True)
                    ),
                ),
                fired=True,
            ),
            ExplainedRule("COR-3", "Another subject.", "1", (tests(("on_topic", None, "false", None)),)),
            ExplainedRule("otherwise", "Nothing is wrong.", "3", otherwise=True),
        ),
        hit_policy="first",
        state="decided",
        value=2,
        fired=("COR-2",),
        label=3,
        labelled=True,
        agrees=False,
        labels=dict(LABELS),
    )
    style = ExplainedJudgment(
        criterion="style",
        title="",
        response="a",
        question="",
        inputs=(),
        rules=(),
        hit_policy=None,
        state="undecided",
        value=None,
        fired=(),
        label=None,
        labelled=False,
        agrees=None,
        possible=(1, 2, 3),
        possible_states=("gap",),
        missing=("label:style", "findings"),
        labels=dict(LABELS),
    )
    return Explanation(
        item="cap-0007",
        title="The ball that is not there",
        file=ITEM,
        guideline="caption-quality",
        stamp="2.0.0",
        version="2.1.0",
        modality="image-caption",
        locale="en-US",
        facts=("hallucination.object, major: “a red ball”", "sentences: 1"),
        judgments=(correctness, style),
    )


def hostile_explanation() -> Explanation:
    plain = explanation()
    test = ExplainedTest(HOSTILE, HOSTILE, HOSTILE, False)
    hurt = replace(
        plain.judgments[0],
        criterion=HOSTILE,
        title=HOSTILE,
        response=HOSTILE,
        question=HOSTILE,
        inputs=(
            ExplainedInput(HOSTILE, HOSTILE, words=HOSTILE),
            ExplainedInput(HOSTILE, None, False, HOSTILE),
        ),
        rules=(ExplainedRule(HOSTILE, HOSTILE, HOSTILE, (ExplainedCase((test,)),)),),
        value=HOSTILE,
        fired=(HOSTILE,),
        label=HOSTILE,
        exception=HOSTILE,
        missing=(f"input:{HOSTILE}",),
        labels={HOSTILE: HOSTILE},
    )
    return replace(
        plain,
        item=HOSTILE,
        title=HOSTILE,
        file=HOSTILE,
        guideline=HOSTILE,
        stamp=HOSTILE,
        modality=HOSTILE,
        locale=HOSTILE,
        facts=(HOSTILE,),
        judgments=(hurt,),
    )
