"""How well people agree on what they find: of any two, what of it meets, and how far its evidence does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from goldline.app.browsing.library import Library
from goldline.app.people.findings import found_of
from goldline.errors import GoldlineError
from goldline.model.agreement import FindingsAgreement
from goldline.model.figure import Figure
from goldline.model.judgments import Judgments
from goldline.scoring.overlap import Found, Met, meet

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NOBODY_TWICE = "no two people recorded findings of the same item"
_NO_EVIDENCE = "nothing that two people found alike points at evidence"


def findings_agreement(
    library: Library, judgments: Judgments, guideline: str | None, *, gamma: bool = False
) -> Iterator[FindingsAgreement]:
    """Yield how well people agree on findings, for each guideline of which there are any."""
    items = {item.id: item for item in library.items}
    by_item: dict[str, dict[int, list[Found]]] = defaultdict(dict)
    for (annotator, item_id), raw in judgments.findings.items():
        item = items.get(item_id)
        if item is not None and guideline in (None, item.guideline):
            by_item[item_id][annotator] = found_of(item, raw)
    for name in dict.fromkeys(items[item_id].guideline for item_id in by_item):
        sets = {item_id: said for item_id, said in by_item.items() if items[item_id].guideline == name}
        pairs = _Pairs.of(sets)
        yield FindingsAgreement(
            name,
            sum(len(said) > 1 for said in sets.values()),
            len({annotator for said in sets.values() for annotator in said}),
            pairs.figure(lambda met: met.f1, _NOBODY_TWICE),
            pairs.figure(lambda met: met.f1_of_types, _NOBODY_TWICE),
            pairs.figure(lambda met: met.overlap, _NO_EVIDENCE),
            _gamma(sets.values()) if gamma else None,
        )


def _gamma(sets: Iterable[Mapping[int, list[Found]]]) -> Figure:
    """Return gamma over all texts and clips in which somebody marked something."""
    from goldline.scoring.gamma import Stretch, gamma_of

    texts: list[dict[str, list[Stretch]]] = []
    for said in sets:
        marked = {
            mark.source
            for several in said.values()
            for found in several
            for mark in found.marks
            if mark.stretch is not None
        }
        for source in sorted(marked):
            texts.append(
                {
                    str(person): [
                        (*mark.stretch, found.type)
                        for found in several
                        for mark in found.marks
                        if mark.source == source and mark.stretch is not None
                    ]
                    for person, several in sorted(said.items())
                }
            )
    try:
        return gamma_of(texts)
    except ImportError:
        raise GoldlineError(
            "gamma needs the package pygamma-agreement", hint="pip install 'goldline[gamma]'"
        ) from None


class _Pairs:
    """What any two people found of the same item: the item, both of them, and how it meets."""

    def __init__(self, rows: list[tuple[int, int, int, Met]]) -> None:
        self.rows = rows

    @classmethod
    def of(cls, sets: Mapping[str, Mapping[int, list[Found]]]) -> _Pairs:
        """Return all pairs of people, item by item."""
        return cls(
            [
                (number, one, other, meet(said[one], said[other]))
                for number, said in enumerate(sets.values())
                for one, other in combinations(sorted(said), 2)
            ]
        )

    def figure(self, tell: Callable[[Met], float | None], reason: str) -> Figure:
        """Return the mean over items of the mean over pairs, with its intervals."""
        import numpy as np

        from goldline.scoring.jackknife import LEAST, interval_of

        told = [(item, a, b, value) for item, a, b, met in self.rows if (value := tell(met)) is not None]
        if not told:
            return Figure(None, reason)
        item = np.unique([row[0] for row in told], return_inverse=True)[1]
        people = np.unique([[row[1], row[2]] for row in told], return_inverse=True)[1].reshape(-1, 2)
        values = np.array([row[3] for row in told])
        value = _mean(item, values)
        means = np.bincount(item, values) / np.bincount(item)
        items = (means.sum() - means) / max(len(means) - 1, 1)
        raters = [
            _mean(item[kept], values[kept]) if (kept := ~(people == one).any(axis=1)).any() else np.nan
            for one in range(int(people.max()) + 1)
        ]
        found = [
            interval_of(value, items if len(means) >= LEAST else np.zeros(0), "items"),
            interval_of(value, np.array(raters), "raters"),
        ]
        return Figure(value, "", tuple(sorted(found, key=lambda one: -one.width)))


def _mean(item: NDArray[np.intp], values: NDArray[np.float64]) -> float:
    import numpy as np

    counts = np.bincount(item)
    sums = np.bincount(item, values)
    return float((sums[counts > 0] / counts[counts > 0]).mean())
