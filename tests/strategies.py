"""Small random guidelines as documents, facts to judge by them, and edits between two versions.

Everything is small on purpose, so that all completions of what is unknown can be listed.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from goldline.model.gold import Facts
from goldline.model.guideline import Guideline
from goldline.reading.guideline import build_guideline
from rules.conditions import (
    BOOLEANS,
    CONTEXT,
    COUNTS,
    DIFFERENCES,
    LEVEL_TESTS,
    POSITIVE_SUMS,
    RECORDED,
    RECORDED_TESTS,
    RUBRICS,
    SCALES,
    SUMS,
    WHOLE,
    word_tests,
)
from rules.literal import Plain

FOLDER = "guidelines/trial"
STAMPS = ("1.0.0", "1.1.0", "1.2.0")
TREES: tuple[dict[str, Plain], ...] = (
    {"wrong": {}, "rude": {}},
    {"wrong": {"children": {"fact": {}}}, "rude": {}},
    {"wrong": {"children": {"fact": {}, "name": {}}}},
    {"wrong": {"children": {"fact": {"children": {"date": {}}}}}, "rude": {}},
)


class Trial:
    """A guideline as documents and as it was read."""

    def __init__(self, documents: dict[str, Any], guideline: Guideline) -> None:
        self.documents = documents
        self.guideline = guideline

    def __repr__(self) -> str:
        return "\n".join(
            _shown(made) for path, made in self.documents.items() if "guideline.yaml" not in path
        )

    @property
    def criteria(self) -> dict[str, Plain]:
        """The criteria as documents, by id."""
        return {d["id"]: d for path, d in self.documents.items() if "/criteria/" in path}


def _shown(made: Plain) -> str:
    prose = ("title", "question", "text", "definition")
    if isinstance(made, dict):
        parts = ", ".join(f"{key}: {_shown(part)}" for key, part in made.items() if key not in prose)
        return "{" + parts + "}"
    return "[" + ", ".join(map(_shown, made)) + "]" if isinstance(made, list) else repr(made)


def build(documents: dict[str, Any]) -> Trial:
    """Return the guideline of these documents, in which nothing may be wrong."""
    guideline, problems = build_guideline(FOLDER, documents)
    assert not problems, problems
    assert guideline is not None
    return Trial(documents, guideline)


FORMULAS_OF_ONE = (
    "{0}",
    "2 * {0} - 1",
    "max({0}, 1.5)",
    "-{0} + 3",
    "round({0} / 2)",
    "sqrt({0})",
    "3 / {0}",
)
FORMULAS_OF_TWO = (
    "{0} + {1}",
    "{0} * {1}",
    "{0} / {1}",
    "mean({0}, {1}, 2)",
    "abs({0} - {1})",
    "min({0}, {1})",
    "0.7 * {0} - 0.3 * {1}",
    "round({0} / ({1} + 3), 1)",
)


# --- guidelines -----------------------------------------------------------------------------------


@st.composite
def taxonomies(draw: st.DrawFn) -> Plain:
    """Two or three severities, and two to four types in a tree; some restricted, some newer."""
    severities = draw(st.sampled_from((["minor", "major"], ["minor", "major", "critical"])))
    findings = copy.deepcopy(draw(st.sampled_from(TREES)))
    stack = list(findings.values())
    while stack:
        kind = stack.pop()
        kind["title"] = "A type"
        kind["definition"] = "What it is."
        if draw(st.integers(0, 3)) == 0:
            kind["severities"] = draw(st.sampled_from((["minor"], ["major"], ["minor", "major"])))
        if draw(st.integers(0, 2)) == 0:
            kind["since"] = draw(st.sampled_from(STAMPS[1:]))
        stack += kind.get("children", {}).values()
    return {"severities": list(severities), "findings": findings}


def paths_of(findings: Plain, above: str = "") -> list[str]:
    """Return the paths of all types of a tree."""
    found = []
    for name, kind in findings.items():
        found += [above + name, *paths_of(kind.get("children", {}), f"{above}{name}.")]
    return found


@dataclass
class Workshop:
    """What the criteria of one guideline are made of."""

    taxonomy: Plain
    exact: bool
    weights: tuple[Plain, ...]
    made: list[Plain]

    @property
    def types(self) -> list[str]:
        return [*paths_of(self.taxonomy["findings"]), "*"]

    def tests(self, name: str, source: Plain) -> list[Plain]:
        """Return the tests that an input can have."""
        severities = self.taxonomy["severities"]
        if "worst" in source:
            return word_tests(["none", *severities], ordered=True)
        if "count" in source:
            return COUNTS
        if "any" in source:
            return word_tests(BOOLEANS, ordered=False)
        if "sum" in source:
            return POSITIVE_SUMS if all(row["weight"] >= 0 for row in source["sum"]) else SUMS
        if "rubric" in source:
            return RUBRICS
        if name in CONTEXT:
            return CONTEXT[name]
        if "difference" in source:
            return DIFFERENCES[self.scale_of(source["difference"])]
        if "criterion" in source:
            return LEVEL_TESTS[self.scale_of(source["criterion"])]
        return RECORDED_TESTS[source.get("observation", name)]

    def scale_of(self, criterion: str) -> str:
        return str(next(made["scale"] for made in self.made if made["id"] == criterion))

    def numeric(self, name: str, source: Plain) -> bool:
        """Whether a formula may read the input, such that all of its values can be listed."""
        if "criterion" in source and "difference" not in source:
            return self.scale_of(source["criterion"]) in ("three", "score") and self.finite(source)
        if self.exact:
            return source.get("observation", name) in WHOLE
        return any(kind in source for kind in ("count", "sum", "integer", "number")) or name in (
            "few",
            "some",
            "much",
            "open",
        )

    def finite(self, source: Plain) -> bool:
        upstream = next(made for made in self.made if made["id"] == source["criterion"])
        return not self.exact or bool(upstream.get("rules")) or upstream["scale"] != "score"


def finding_inputs(shop: Workshop, responses: tuple[str, ...]) -> st.SearchStrategy[Plain]:
    """Inputs of every kind that reads findings."""
    severities = shop.taxonomy["severities"]
    types = st.sampled_from(shop.types) | st.lists(
        st.sampled_from(shop.types), min_size=2, max_size=2, unique=True
    )
    severity = st.sampled_from(word_tests(severities, ordered=True))
    row = st.fixed_dictionaries(
        {"weight": st.sampled_from(shop.weights)}, optional={"type": types, "severity": severity}
    )
    of: dict[str, Any] = {"response": st.sampled_from(responses)} if responses else {}
    return st.one_of(
        st.fixed_dictionaries({"worst": types}, optional=of),
        st.fixed_dictionaries({"count": types}, optional={"severity": severity, **of}),
        st.fixed_dictionaries({"any": types}, optional={"severity": severity, **of}),
        st.fixed_dictionaries({"sum": st.lists(row, min_size=1, max_size=2)}, optional=of),
    )


@st.composite
def inputs(draw: st.DrawFn, shop: Workshop, *, item: bool) -> dict[str, Plain]:
    """One to three inputs of a criterion, by name; those that are shared stand for themselves."""
    found: dict[str, Plain] = {}
    responses = ("a", "b") if item else ()
    for index in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(("finding", "recorded", "upstream", "recorded", "finding", "rubric")))
        if kind == "upstream" and shop.made:
            found[f"up{index}"] = draw(upstream_inputs(shop, responses))
        elif kind == "recorded":
            name = draw(st.sampled_from(list(RECORDED)))
            if item and draw(st.booleans()):
                found[f"{name}_of_a"] = {"observation": name, "response": "a"}
            else:
                found[name] = RECORDED[name]
        elif kind == "rubric":
            found[f"asked{index}"] = {"rubric": draw(st.sampled_from(("share", "points")))}
        else:
            found[f"found{index}"] = draw(finding_inputs(shop, responses))
    return found


@st.composite
def upstream_inputs(draw: st.DrawFn, shop: Workshop, responses: tuple[str, ...]) -> Plain:
    upstream = draw(st.sampled_from(shop.made))
    judged_for_each = upstream.get("target") != "item"
    if responses and judged_for_each:
        comparable = upstream["scale"] != "words" and not (shop.exact and upstream["scale"] == "score")
        if comparable and draw(st.booleans()):
            return {"difference": upstream["id"], "of": list(draw(st.permutations(responses)))}
        return {"criterion": upstream["id"], "response": draw(st.sampled_from(responses))}
    return {"criterion": upstream["id"]}


@st.composite
def cases(draw: st.DrawFn, shop: Workshop, declared: dict[str, Plain], least: int = 1) -> dict[str, Plain]:
    """Tests on some of the declared inputs."""
    options = [*declared, *declared, *CONTEXT] if least == 1 else list(declared)
    names = draw(st.lists(st.sampled_from(options), min_size=least, max_size=2, unique=True))
    return {name: draw(st.sampled_from(shop.tests(name, declared.get(name, {})))) for name in names}


@st.composite
def criteria(draw: st.DrawFn, shop: Workshop, index: int, *, pairs: bool) -> Plain:
    """One criterion; those made before may be read."""
    item = pairs and index > 0 and draw(st.booleans())
    declared = draw(inputs(shop, item=item))
    scale = draw(st.sampled_from(list(SCALES)))
    head: dict[str, Plain] = {"id": f"c{index}", "title": "A criterion", "question": "How is it?"}
    body: dict[str, Plain] = {"scale": scale}
    if item:
        body["target"] = "item"
    if draw(st.integers(0, 5)) == 0:
        body["modalities"] = ["text", "image"]
    if index == 0 and draw(st.integers(0, 3)) == 0:
        return {**head, **body}  # people alone judge it
    policy = draw(st.sampled_from(("unique", "any", "first", "first", "priority", "collect")))
    body["hit_policy"] = policy
    if policy == "collect":
        sums = ("min", "max", "sum", "count") if scale in ("score", "three") else ("min", "max")
        body["aggregate"] = draw(st.sampled_from(sums))
        if body["aggregate"] in ("sum", "count"):
            body["scale"] = scale = "score"
    then = outcomes(shop, declared, scale, policy)
    if policy == "priority" and draw(st.booleans()):
        levels = [1, 2, 3] if scale == "score" else [level["value"] for level in SCALES[scale]["levels"]]
        body["priority"] = list(draw(st.permutations(levels)))[: draw(st.integers(1, 3))]
    body["rules"] = [
        {"id": f"C{index}-{n}", "text": "A rule.", **draw(whens(shop, declared)), "then": draw(then)}
        for n in range(1, draw(st.integers(1, 4)) + 1)
    ]
    if draw(st.integers(0, 2)):
        body["otherwise"] = draw(then)
    if len(declared) > 1 and draw(st.integers(0, 3)) == 0:
        body["impossible"] = [draw(cases(shop, declared, least=2))]
    return {**head, "inputs": {n: s for n, s in declared.items() if s is not RECORDED.get(n)}, **body}


@st.composite
def whens(draw: st.DrawFn, shop: Workshop, declared: dict[str, Plain]) -> dict[str, Plain]:
    if draw(st.integers(0, 9)) == 0:
        return {}
    if draw(st.integers(0, 2)):
        return {"when": draw(cases(shop, declared))}
    return {"when": [draw(cases(shop, declared)), draw(cases(shop, declared))]}


def outcomes(shop: Workshop, declared: dict[str, Plain], scale: str, policy: str) -> st.SearchStrategy[Plain]:
    """What rules give: levels or numbers, formulas on numeric scales, sometimes `not-judged`."""
    if scale == "score":
        numbers: st.SearchStrategy[Plain] = st.sampled_from((1, 2, 3, 0.5))
        names = [name for name, source in declared.items() if shop.numeric(name, source)]
        return numbers | formulas(names, twice=not shop.exact) if names else numbers
    levels: st.SearchStrategy[Plain] = st.sampled_from([level["value"] for level in SCALES[scale]["levels"]])
    if policy in ("first", "any", "unique"):
        return st.one_of(levels, levels, levels, st.just("not-judged"))
    return levels


def formulas(names: list[str], *, twice: bool) -> st.SearchStrategy[Plain]:
    """Formulas over one or two of the names; `twice` allows one name in two places."""
    written = st.builds(str.format, st.sampled_from(FORMULAS_OF_ONE), st.sampled_from(names))
    pairs = [(one, two) for one in names for two in names if twice or one != two]
    if pairs:
        of_two = st.tuples(st.sampled_from(FORMULAS_OF_TWO), st.sampled_from(pairs))
        written |= of_two.map(lambda parts: parts[0].format(*parts[1]))
    return written.map(lambda text: {"formula": text})


WEIGHTS: tuple[tuple[Plain, ...], ...] = ((0.5, 1, 2), (0, 1, 5), (-0.5, -1), (-1, 1))


@st.composite
def trials(draw: st.DrawFn, *, exact: bool = True, pairs: bool | None = None) -> Trial:
    """A small guideline. `exact`: formulas read only what can be listed value by value."""
    shop = Workshop(draw(taxonomies()), exact, draw(st.sampled_from(WEIGHTS)), [])
    compares = draw(st.booleans()) if pairs is None else pairs
    for index in range(draw(st.integers(2, 4))):
        shop.made.append(draw(criteria(shop, index, pairs=compares)))
    manifest = {
        "format": 1,
        "id": "trial",
        "title": "A trial",
        "version": "1.2.0",
        "modalities": ["text", "image", "video"],
        "locales": ["en-US", "ja-JP"],
        "inputs": RECORDED,
        "scales": SCALES,
    }
    documents = {f"{FOLDER}/guideline.yaml": manifest, f"{FOLDER}/taxonomy.yaml": shop.taxonomy}
    documents |= {f"{FOLDER}/criteria/{made['id']}.yaml": made for made in shop.made}
    return build(documents)


# --- facts ----------------------------------------------------------------------------------------

ANSWERS: dict[str, list[Plain]] = {
    "flag": BOOLEANS,
    "maybe": [*BOOLEANS, None],
    "tone": ["low", "mid", "high"],
    "kind": ["red", "blue", "green", None],
    "few": [0, 1, 2, 3],
    "some": [1, 2, None],
    "much": [0, 1, 2, 4],
    "open": [0, 1, 3, 7],
}


@st.composite
def facts(draw: st.DrawFn, trial: Trial, *, complete: bool = False) -> Facts:
    """An item's facts: all of them known, or some of them left out."""
    taxonomy = trial.guideline.taxonomy
    compares = any(
        "response" in str(made.get("inputs")) or "difference" in str(made.get("inputs"))
        for made in trial.criteria.values()
    )
    pair = compares or draw(st.booleans())
    responses = ("a", "b") if pair else ()
    stamp = STAMPS[-1] if complete else draw(st.sampled_from(STAMPS))
    found: list[tuple[str, str, str | None]] | None = None
    if complete or draw(st.integers(0, 3)):
        one = st.sampled_from(list(taxonomy.types.values())).flatmap(
            lambda kind: st.tuples(
                st.just(kind.path), st.sampled_from(kind.severities), st.sampled_from(responses or (None,))
            )
        )
        found = draw(st.lists(one, max_size=3))
    left = 0 if complete else 2
    observations: dict[str, dict[str, Plain]] = {}
    for key in (*responses, "item") if pair else ("",):
        for name, answers in ANSWERS.items():
            absent = left and draw(st.integers(0, 4)) == 0
            if absent:
                left -= 1
            elif not pair or complete or key != "item":
                observations.setdefault(key, {})[name] = draw(st.sampled_from(answers))
    unruled = [c.id for c in trial.guideline.criteria.values() if not c.ruled]
    labelled = [c for c in unruled if complete or draw(st.booleans())]
    exceptions = draw(st.lists(st.sampled_from(list(trial.guideline.criteria)), max_size=1))
    people = {
        (id_, response): draw(st.sampled_from(judgments(trial, id_)))
        for id_ in dict.fromkeys([*labelled, *exceptions])
        for response in (
            responses if pair and trial.guideline.criteria[id_].target == "response" else (None,)
        )
    }
    rubric = draw(st.sampled_from(((), (("r1", 2), ("r2", 1)), (("r1", 1), ("r2", -1)))))
    met = {
        key: {point: draw(st.booleans()) for point, _ in rubric if complete or draw(st.integers(0, 3))}
        for key in (*responses, "item" if pair else "")
    }
    inspected = draw(st.lists(st.sampled_from(list(taxonomy.types)), max_size=1)) if not complete else []
    return Facts(
        stamp=stamp,
        modality=draw(st.sampled_from(("text", "image", "video"))),
        locale=draw(st.sampled_from(("en-US", "ja-JP"))),
        responses=responses,
        findings=None if found is None else tuple(sorted(found, key=str)),
        observations=tuple((k, tuple(sorted(v.items()))) for k, v in sorted(observations.items())),
        inspected=tuple(inspected),
        rubric=rubric,
        met=tuple((key, tuple(sorted(points.items()))) for key, points in sorted(met.items())),
        people=tuple((id_, response, value) for (id_, response), value in people.items()),
    )


def judgments(trial: Trial, criterion: str) -> list[Plain]:
    """Return what people may have judged."""
    scale = trial.guideline.criteria[criterion].scale
    levels: list[Plain] = [level.value for level in scale.levels] or [1, Decimal("2.5")]
    return [*levels, "not-judged"]
