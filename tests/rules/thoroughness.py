"""How many examples a property is tried with: few by default, many for `HYPOTHESIS_PROFILE=thorough`."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, settings

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
TIMES = 30


def examples(quick: int) -> Callable[[Any], Any]:
    """Return the settings for a property that is tried `quick` times, and far more often if thorough."""
    return settings(
        max_examples=quick * TIMES if THOROUGH else quick,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
