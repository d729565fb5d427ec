"""A folder of items that has no goldset.yaml.

Why it matters: goldset.yaml says which guideline judges the items, who may see them and under which
licence. Without it nobody knows whether their labels may be published.

Bad:  `goldsets/basics/items/cap-0001.yaml`, and no `goldsets/basics/goldset.yaml`
Good: both files
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.model.corpus import Corpus
from goldline.model.finding import Draft, Place
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL110", "items-without-set", "error"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield the first item of every folder that has items and no goldset.yaml."""
    first: dict[str, str] = {}
    for item in corpus.items:
        if item.set not in corpus.sets:
            first[item.set] = min(item.file, first.get(item.set, item.file))
    for folder, file in first.items():
        path = f"goldsets/{folder}/goldset"
        if f"{path}.yaml" not in corpus.files and f"{path}.yml" not in corpus.files:
            yield Draft(
                Place(file),
                f"the set {shown(folder)} has items and no goldset.yaml",
                f"write `{path}.yaml` with `format`, `id`, `guideline` and `visibility`",
            )
