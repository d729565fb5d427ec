"""Gamma: agreement on where things stand and what they are at once (needs the extra `goldline[gamma]`).

Mathet, Widlöcher and Métivier (2015), Computational Linguistics 41, as the package pygamma-agreement has
it. It is of stretches alone (words, seconds); regions of pictures have no order in which to align them.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from math import isfinite, prod
from statistics import fmean

from goldline.model.figure import Figure

Stretch = tuple[float, float, str]
"""Where it begins and ends, and what it is."""
SAMPLES = 30
_MOST_ALIGNED = 200_000
_SEED = 20_150_901


def gamma_of(texts: Sequence[Mapping[str, Sequence[Stretch]]]) -> Figure:
    """Return the mean gamma of several texts: what each person marked in each of them.

    Chance is estimated by shuffling, with the same seed each time. Raises `ImportError` without the package.
    """
    import numpy as np
    from pyannote.core import Segment
    from pygamma_agreement import CombinedCategoricalDissimilarity, Continuum

    logging.getLogger().addFilter(_about_solvers)
    apart = CombinedCategoricalDissimilarity(alpha=1, beta=1)
    found, too_many = [], 0
    try:
        for said in texts:
            if len(said) < 2 or sum(map(len, said.values())) < 2:
                continue
            if prod(len(several) + 1 for several in said.values()) > _MOST_ALIGNED:
                too_many += 1
                continue
            continuum = Continuum()
            for person, several in said.items():
                continuum.add_annotator(person)
                for start, end, kind in several:
                    continuum.add(person, Segment(start, end), kind)
            np.random.seed(_SEED)
            value = float(continuum.compute_gamma(apart, n_samples=SAMPLES).gamma)
            if isfinite(value):
                found.append(value)
    finally:
        logging.getLogger().removeFilter(_about_solvers)
    if not found:
        why = "too many people marked too much" if too_many else "no text was marked by two people"
        return Figure(None, why)
    return Figure(fmean(found))


def _about_solvers(record: logging.LogRecord) -> bool:
    return "solver not installed" not in record.getMessage()
