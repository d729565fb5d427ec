"""A watch against what never ends: it counts the processor's seconds, so a busy machine trips nothing."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

_PATIENCE = 60.0
"""What must end at all ends in a fiftieth of this; what grows with the square of its input does not."""


@contextmanager
def must_end() -> Iterator[None]:
    """Fail the test, rather than hang it, where the block takes a minute of processor time."""

    def give_up(signum: int, frame: object) -> None:
        pytest.fail(f"was still at work after {_PATIENCE:.0f} seconds of processor time")

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, _PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
