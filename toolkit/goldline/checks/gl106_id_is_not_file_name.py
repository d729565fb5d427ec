"""An id that is not the name of its file, or for guidelines and sets of its folder.

Why it matters: people find `cap-0007` by looking for `cap-0007.yaml`. Where the two differ they edit
the wrong file, and a copied file keeps the id of its original.

Bad:  `id: cap-0007` in `cap-0017.yaml`
Good: `id: cap-0017` in `cap-0017.yaml`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.model.corpus import Corpus
from goldline.model.finding import Draft, Where
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL106", "id-is-not-file-name", "error"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield items, sets, escalations and assessments called otherwise; reading looks at guidelines."""
    for item in corpus.items:
        name = item.file.rpartition("/")[2].rpartition(".")[0]
        if name != item.id:
            yield _draft(item.id, item.file, name, "file")
    for folder, gold_set in corpus.sets.items():
        if gold_set.id != folder:
            yield _draft(gold_set.id, gold_set.where.file, folder, "folder")
    for escalation in corpus.escalations.values():
        file = escalation.where.file
        if escalation.id != _stem(file):
            yield _draft(escalation.id, file, _stem(file), "file")
    for one in corpus.assessments:
        if one.id != _stem(one.file):
            yield _draft(one.id, one.file, _stem(one.file), "file")


def _draft(name: str, file: str, wanted: str, what: str) -> Draft:
    return Draft(
        Where(file, ("id",)),
        f"the id is {shown(name)}, but the {what} is called {shown(wanted)}",
        f"rename the {what}, or write `id: {wanted}`",
    )


def _stem(file: str) -> str:
    return file.rpartition("/")[2].removesuffix(".yaml").removesuffix(".yml")
