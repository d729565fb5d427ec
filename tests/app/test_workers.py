"""Work is spread over processes where that is safe, and comes back in order."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence

from goldline.app.workers import spread

WORK = list(range(1_000))


def where(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    for number in numbers:
        yield number, os.getpid()


def test_much_work_goes_to_other_processes_and_comes_back_in_order() -> None:
    found = list(spread(where, WORK, workers=2))
    assert [number for number, _ in found] == WORK
    assert os.getpid() not in {process for _, process in found}


def test_little_work_is_done_here() -> None:
    assert {process for _, process in spread(where, WORK[:100], workers=2)} == {os.getpid()}


def test_where_other_threads_run_nothing_is_forked() -> None:
    end = threading.Event()
    other = threading.Thread(target=end.wait)
    other.start()
    try:
        found = list(spread(where, WORK, workers=2))
    finally:
        end.set()
        other.join()
    assert [number for number, _ in found] == WORK
    assert {process for _, process in found} == {os.getpid()}
