"""A YAML file in a place that goldline does not read.

Why it matters: such a file looks like part of the guideline or of the gold, and is not. Its rules
never fire, its labels are never checked, and nothing else says so.

Bad:  `guidelines/caption-quality/correctness.yaml`, `goldsets/basics/cap-0001.yaml`
Good: `guidelines/caption-quality/criteria/correctness.yaml`, `goldsets/basics/items/cap-0001.yaml`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldline.model.corpus import Corpus
from goldline.model.finding import Draft, Place
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL109", "misplaced-file", "warning"

_ROOMS = ("guidelines/", "goldsets/", "escalations/", "assessments/")
_PLACES = re.compile(
    r"guidelines/[^/]+/(?:guideline|taxonomy|criteria/[^/]+)\.ya?ml"
    r"|goldsets/[^/]+/(?:goldset\.ya?ml|items/.+|media/.+)"
    r"|escalations/.+"
    r"|assessments/[^/]+\.yaml"
)
_HINTS = (
    (r"guidelines/[^/]+", "a guideline is a folder: put the file in `guidelines/<guideline>/`"),
    (r"guidelines/[^/]+/criteria/.*", "criteria stand directly in `criteria/`, without further folders"),
    (
        r"guidelines/.*",
        "a guideline has `guideline.yaml`, `taxonomy.yaml` and one file for each criterion in `criteria/`",
    ),
    (r"goldsets/[^/]+", "a gold set is a folder: put the file in `goldsets/<set>/items/`"),
    (r"assessments/.*", "records of assessments stand directly in `assessments/`, and end in `.yaml`"),
    (r"goldsets/.*", "a gold set has `goldset.yaml`, its items in `items/` and its media in `media/`"),
)


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every YAML file below the rooms of goldline that stands where nothing reads it."""
    read = {item.file for item in corpus.items}  # nearly all: no need to look at their names
    for path in sorted(corpus.files.keys() - read):
        if path.endswith((".yaml", ".yml")) and path.startswith(_ROOMS) and not _PLACES.fullmatch(path):
            hint = next(hint for pattern, hint in _HINTS if re.fullmatch(pattern, path))
            yield Draft(Place(path), f"goldline does not read {shown(path)}", hint)
