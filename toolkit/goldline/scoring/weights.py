"""How far two levels lie apart, as weights (1: the same) and as distances (0: the same)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Weights = Literal["identity", "linear", "quadratic", "ordinal"]
Metric = Literal["nominal", "ordinal", "interval", "ratio"]


def weights_for(kind: Weights, levels: int) -> Floats:
    """Return the agreement between any two of `levels` ranked levels, 1 on the diagonal.

    `linear` and `quadratic` are those of Cohen (1968) as scikit-learn has them; `ordinal` those of
    Gwet, Handbook of Inter-Rater Reliability (4th ed. 2014), section 3.5.
    """
    apart = np.abs(np.subtract.outer(np.arange(levels), np.arange(levels))).astype(np.float64)
    most = max(levels - 1, 1)
    match kind:
        case "identity":
            return np.eye(levels)
        case "linear":
            return 1 - apart / most
        case "quadratic":
            return 1 - (apart / most) ** 2
        case "ordinal":
            pairs = apart * (apart + 1) / 2
            return 1 - pairs / max(float(pairs.max()), 1.0)


def distances_for(metric: Metric, values: Sequence[float], totals: Any) -> Floats:
    """Return the squared distances of Krippendorff's alpha between any two values.

    Krippendorff, Content Analysis (2004), section 11.3, or "Computing Krippendorff's Alpha-Reliability"
    (2011), section D. `totals` is how often each value occurs, which only `ordinal` looks at; it may be
    a batch, and then a batch comes back.
    """
    at = np.asarray(values, dtype=np.float64)
    match metric:
        case "nominal":
            return 1 - np.eye(len(at))
        case "ordinal":
            counted = np.asarray(totals, dtype=np.float64)
            middle = np.cumsum(counted, axis=-1) - counted / 2
            return np.asarray((middle[..., :, None] - middle[..., None, :]) ** 2)
        case "interval":
            return np.asarray((at[:, None] - at[None, :]) ** 2)
        case "ratio":
            plus = at[:, None] + at[None, :]
            minus = at[:, None] - at[None, :]
            return np.asarray(np.divide(minus, plus, out=np.zeros_like(plus), where=plus != 0) ** 2)
