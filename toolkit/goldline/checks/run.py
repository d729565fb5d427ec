"""Running checks: drafts become findings, each with its code, its place and its severity."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from goldline.checks.base import Check
from goldline.checks.ignore import KEY, Ignore
from goldline.checks.registry import ALL, by_code, by_name
from goldline.model.change import Change
from goldline.model.corpus import Corpus, ItemContext
from goldline.model.finding import Draft, Finding, Place, Problem, Severity, Step, Where
from goldline.model.gold import Item
from goldline.model.noun import noun
from goldline.model.settings import CheckSettings
from goldline.reading.positions import Positions

_ITEM_CHECKS = tuple((check.code, check.check_item) for check in ALL if check.check_item is not None)
GUIDELINE_CHECKS: tuple[Check, ...] = tuple(check for check in ALL if check.check_guidelines is not None)
CORPUS_CHECKS: tuple[Check, ...] = tuple(check for check in ALL if check.check is not None)
CHANGE_CHECKS: tuple[Check, ...] = tuple(check for check in ALL if check.check_change is not None)
OF_CHANGES = frozenset(check.code for check in CHANGE_CHECKS)
ON_GUARD = frozenset(("GL610", "GL611"))
"""Checks that tell what a change does to the checks: nothing in the change itself may silence them."""


@noun
class Raw:
    """A finding with its place, before selection: `path` is its spot in the document, if it has one."""

    code: str
    file: str
    path: tuple[Step, ...] | None
    line: int
    column: int
    message: str
    hint: str


class Locator:
    """Turns spots in documents into lines and columns; reads a file only when something is wrong in it."""

    def __init__(self, read: Callable[[str], bytes | None]) -> None:
        self._read = read
        self._positions: dict[str, Positions | None] = {}

    def settle(self, code: str, found: Draft | Problem) -> Raw:
        """Return the finding with its line and column."""
        at = found.at
        if isinstance(at, Place):
            return Raw(code, at.file, None, at.line, at.column, found.message, found.hint)
        positions = self._of(at.file)
        line, column = (1, 1)
        if positions is not None:
            line, column = positions.key(at.path) if at.on_key else positions.value(at.path)
        return Raw(code, at.file, at.path, line, column, found.message, found.hint)

    def path_of(self, raw: Raw) -> tuple[Step, ...] | None:
        """Return the spot of a finding in its document; None where it is about the file as a whole.

        What reading itself met has a line and a column alone: then it is the value that stands there.
        """
        if raw.path is not None or (raw.line, raw.column) == (1, 1):
            return raw.path
        positions = self._of(raw.file)
        return None if positions is None else positions.path_at(raw.line, raw.column)

    def _of(self, file: str) -> Positions | None:
        if file not in self._positions:
            data = self._read(file)
            self._positions[file] = None if data is None else Positions(data)
        return self._positions[file]


def settle_problems(problems: Iterable[Problem], locator: Locator) -> Iterator[Raw]:
    """Yield what reading met, under the code of the check that explains it."""
    for problem in problems:
        check = by_name(problem.kind)
        if check is None:
            raise LookupError(f"no check explains problems of kind {problem.kind!r}")
        yield locator.settle(check.code, problem)


def run_item_checks(item: Item, context: ItemContext) -> Iterator[tuple[str, Draft]]:
    """Yield what all checks find in one item."""
    for code, check_item in _ITEM_CHECKS:
        for draft in check_item(item, context):
            yield code, draft


def run_guideline_checks(corpus: Corpus) -> Iterator[tuple[str, Draft]]:
    """Yield what all checks find that look at nothing but guidelines, which is all that `corpus` may hold."""
    for check in GUIDELINE_CHECKS:
        assert check.check_guidelines is not None
        for draft in check.check_guidelines(corpus):
            yield check.code, draft


def run_corpus_checks(corpus: Corpus) -> Iterator[tuple[str, Draft]]:
    """Yield what all checks find in a revision as a whole."""
    for check in CORPUS_CHECKS:
        assert check.check is not None
        for draft in check.check(corpus):
            yield check.code, draft


def run_change_checks(change: Change) -> Iterator[tuple[str, Draft]]:
    """Yield what all checks find in what a revision changes of another one."""
    for check in CHANGE_CHECKS:
        assert check.check_change is not None
        for draft in check.check_change(change):
            yield check.code, draft


def apply_ignores(raws: Iterable[Raw], ignores: Iterable[Ignore], locator: Locator) -> list[Raw]:
    """Return the findings that no `x-ignore` lets stand, and one for each that is idle or lacks a reason."""
    by_file: dict[str, list[Ignore]] = {}
    for ignore in ignores:
        by_file.setdefault(ignore.file, []).append(ignore)
    used: set[Ignore] = set()
    kept: list[Raw] = []
    for raw in raws:
        wanted = [i for i in by_file.get(raw.file, ()) if i.reason and i.code == raw.code not in ON_GUARD]
        path = locator.path_of(raw) if wanted else raw.path
        covering = [ignore for ignore in wanted if ignore.covers(raw.code, path)]
        used.update(covering)
        if not covering:
            kept.append(raw)
    for ignore in (i for group in by_file.values() for i in group if i not in used):
        kind, message, hint = _fault(ignore)
        spot = _spot(ignore)
        kept += settle_problems([Problem(kind, spot, message, hint)], locator)
    return kept


def _spot(ignore: Ignore) -> Where:
    where = Where(ignore.file, ignore.path).down(KEY)
    return where.key(ignore.code) if ignore.code else where


def _fault(ignore: Ignore) -> tuple[str, str, str]:
    if by_code(ignore.code) is None:
        shown = f"`{ignore.code}` is not the code of a check" if ignore.code else "`x-ignore` names no check"
        return "ignore-without-reason", shown, "write x-ignore: {GL802: why it may stand}"
    if not ignore.reason:
        return (
            "ignore-without-reason",
            f"`x-ignore` of {ignore.code} gives no reason",
            "say in a sentence why the finding may stand",
        )
    return "idle-ignore", f"nothing here is found by {ignore.code} any more", "take the entry out"


def select_findings(raws: Iterable[Raw], settings: CheckSettings) -> tuple[Finding, ...]:
    """Return the findings that the settings ask for, with their severities, sorted by place, none twice."""
    found = {
        Finding(
            raw.file, raw.line, raw.column, raw.code, severity_of(raw.code, settings), raw.message, raw.hint
        )
        for raw in raws
        if is_selected(raw.code, settings)
    }
    return tuple(sorted(found))


def is_selected(code: str, settings: CheckSettings) -> bool:
    """Whether findings of that code are wanted: the longest beginning that names it decides."""
    chosen = _longest(code, settings.select)
    refused = _longest(code, settings.ignore)
    if settings.select and chosen < 0:
        return False
    return refused < 0 or chosen > refused


def _longest(code: str, beginnings: tuple[str, ...]) -> int:
    return max((len(b) for b in beginnings if code.startswith(b)), default=-1)


def severity_of(code: str, settings: CheckSettings) -> Severity:
    """Return the severity in force: the settings' own, else the check's."""
    severities: Mapping[str, Severity] = settings.severity
    for length in range(len(code), 1, -1):
        if code[:length] in severities:
            return severities[code[:length]]
    check = by_code(code)
    assert check is not None
    return check.level
