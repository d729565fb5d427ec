"""What a search asks for, read from the words that people type."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from fnmatch import fnmatchcase
from unicodedata import normalize

from goldline.app.browsing.library import Library
from goldline.errors import GoldlineError
from goldline.model.condition import Test, Value
from goldline.model.guideline import Guideline
from goldline.model.scale import NOT_JUDGED
from goldline.reading.names import did_you_mean, listed, shown
from goldline.reading.yaml_scalars import BadNumber, resolve
from goldline.rules.domain import Domain, exact, holds, scale_domain, words
from goldline.rules.parse import BadTest, parse_test

_LEVEL = re.compile(r"\s*([a-z0-9-]+)\s*(!=|=|(?=[<>]))\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for: all of it must hold. Texts are as typed; empty ones ask for nothing."""

    type: str = ""
    severity: str = ""
    level: tuple[str, ...] = ()
    rule: str = ""
    disagrees: bool = False
    text: str = ""
    guideline: str = ""
    goldset: str = ""
    modality: str = ""
    locale: str = ""
    difficulty: str = ""
    tag: str = ""
    status: str = ""

    @property
    def asked(self) -> set[str]:
        """The names of what is asked for."""
        return {one.name for one in fields(self) if getattr(self, one.name)}

    @property
    def about_gold(self) -> bool:
        """Whether it asks for what a held-out item must not tell."""
        return bool(self.asked & {"type", "severity", "level", "rule", "disagrees", "tag"})


@dataclass(frozen=True, slots=True)
class LevelTest:
    """A test on the label of one criterion, by guideline: scales differ, and so do their orders."""

    criterion: str
    text: str
    tests: dict[str, tuple[Test, Domain]]
    denied: bool = False

    def holds(self, guideline: str, value: Value) -> bool:
        """Whether a label has the level that is asked for."""
        if guideline not in self.tests:
            return False
        test, domain = self.tests[guideline]
        if value == NOT_JUDGED:
            return self.text == NOT_JUDGED
        return holds(test, value, domain) != self.denied


def like(pattern: str, text: str) -> bool:
    """Whether a text is what the pattern says; `*` stands for anything, and case does not matter."""
    return fnmatchcase(text.casefold(), pattern.casefold())


def type_matches(pattern: str, path: str) -> bool:
    """Whether a finding type is meant: `harm` means all below it too, `harm.*` only those."""
    return fnmatchcase(path, pattern) or path.startswith(pattern + ".")


def folded(text: str) -> str:
    """Return a text for comparing: spaces, case and the form of accents do not matter."""
    return " ".join(normalize("NFC", text).casefold().split())


def refuse_unknown(query: Query, library: Library, guidelines: dict[str, Guideline]) -> None:
    """Raise `GoldlineError` for a name that nothing bears: a typo must not read as 'nothing matched'."""
    known = guidelines.values()
    types = [path for guideline in known for path in guideline.taxonomy.types]
    if query.type and not any(type_matches(query.type, path) for path in types):
        raise _unknown("finding type", query.type, types)
    rules = [
        name
        for guideline in known
        for criterion in guideline.criteria.values()
        for name in (
            *(rule.id for rule in criterion.rules),
            criterion.otherwise.name if criterion.otherwise else "",
        )
        if name
    ]
    if query.rule and query.rule not in rules:
        raise _unknown("rule", query.rule, rules)
    sets = [gold_set.id for gold_set in library.frame.sets.values()]
    if query.goldset and not any(like(query.goldset, name) for name in sets):
        raise _unknown("gold set", query.goldset, sets)


def level_tests(query: Query, guidelines: dict[str, Guideline]) -> list[LevelTest]:
    """Return the tests of `--level`; raises `GoldlineError` for one that no guideline can read."""
    return [_level_test(text, guidelines) for text in query.level]


def severity_tests(query: Query, guidelines: dict[str, Guideline]) -> dict[str, tuple[Test, Domain]]:
    """Return the test of `--severity` by guideline; raises `GoldlineError` where none can read it."""
    if not query.severity:
        return {}
    domains: dict[str, Domain] = {
        name: words((one.name for one in guideline.taxonomy.severities), ordered=True)
        for name, guideline in guidelines.items()
    }
    known = [one.name for guideline in guidelines.values() for one in guideline.taxonomy.severities]
    return _tests(query.severity, domains, "severity", known)


def _level_test(text: str, guidelines: dict[str, Guideline]) -> LevelTest:
    found = _LEVEL.fullmatch(text)
    if found is None:
        raise GoldlineError(
            f"{shown(text)} is no level",
            hint="write criterion=level, such as correctness=2 or 'correctness>=2'",
        )
    name, operator, value = found[1], found[2], found[3].strip()
    scales = {key: g.criteria[name].scale for key, g in guidelines.items() if name in g.criteria}
    if not scales:
        raise _unknown("criterion", name, [one for g in guidelines.values() for one in g.criteria])
    denied = operator == "!="
    if value == NOT_JUDGED:
        domains: dict[str, Domain] = {key: words([NOT_JUDGED], ordered=False) for key in scales}
    else:
        domains = {key: scale_domain(scale) for key, scale in scales.items()}
    levels = [str(level.value) for scale in scales.values() for level in scale.levels]
    return LevelTest(name, value, _tests(value, domains, f"level of {shown(name)}", levels), denied)


def _tests(
    text: str, domains: dict[str, Domain], what: str, known: Iterable[str]
) -> dict[str, tuple[Test, Domain]]:
    """Return a test by guideline; one that holds always or never somewhere is no mistake in a search."""
    raw = _scalar(text)
    found: dict[str, tuple[Test, Domain]] = {}
    trouble: BadTest | None = None
    for name, domain in domains.items():
        try:
            found[name] = parse_test(raw, domain), domain
        except BadTest as error:
            trouble = error
    if found or trouble is None:
        return found
    names = list(dict.fromkeys(known))
    hint = (
        did_you_mean(text, names).removeprefix("; ")
        or f"there are {listed(names)}; `>= x` and the like work too"
    )
    if trouble.kind == "outside-domain":
        raise GoldlineError(f"there is no {what} {shown(text)}", hint=hint)
    raise GoldlineError(f"{what}: {trouble.message}", hint=hint)


def _scalar(text: str) -> object:
    """Return what is typed as a test: several values with commas between them mean any of them."""
    parts = [part.strip() for part in text.split(",")]
    try:
        values = [exact(resolve(part)) for part in parts]
    except BadNumber as error:
        raise GoldlineError(f"{shown(text)}: {error.message}", hint="write a level or a number") from error
    return values[0] if len(values) == 1 else values


def _unknown(what: str, name: str, known: Iterable[str]) -> GoldlineError:
    names = list(dict.fromkeys(known))
    hint = did_you_mean(name, names).removeprefix("; ") or (
        f"there are {listed(names)}" if names else "there is none here"
    )
    return GoldlineError(f"there is no {what} {shown(name)}", hint=hint)
