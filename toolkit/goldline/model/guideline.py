"""A guideline at one revision: scales, taxonomy, inputs and criteria."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from goldline.model.criterion import Criterion, Input
from goldline.model.finding import Where
from goldline.model.noun import noun
from goldline.model.scale import Scale
from goldline.model.taxonomy import Taxonomy


@noun
class Guideline:
    """Everything under `guidelines/<id>/`; `documents` keeps the plain files for comparing words."""

    id: str
    title: str
    version: str
    summary: str
    modalities: tuple[str, ...]
    locales: tuple[str, ...]
    terms: dict[str, str]
    scales: dict[str, Scale]
    inputs: dict[str, Input]
    taxonomy: Taxonomy
    criteria: dict[str, Criterion]
    where: Where
    files: tuple[str, ...]
    documents: dict[str, Any] = field(compare=False, hash=False)

    def recorded(self, name: str) -> Input | None:
        """Return the recorded input of that name: one namespace over all criteria."""
        return self.inputs.get(name) or next(
            (c.inputs[name] for c in self.criteria.values() if name in c.inputs), None
        )
