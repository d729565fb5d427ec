"""What all tests share: properties are tried on the same examples every time, unless more is asked for.

A change is then red or green for what it does, not for its luck. `HYPOTHESIS_PROFILE=thorough` tries
many more examples, others each time.
"""

from __future__ import annotations

import os
import sys

from hypothesis import HealthCheck, settings

settings.register_profile(
    "steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "thorough", max_examples=2000, deadline=None, suppress_health_check=list(HealthCheck)
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

# The hundreds of processes that tests start should not compile the package each anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
