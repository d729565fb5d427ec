"""Spreading work over processes: forked, so that what was read once is there for all of them."""

from __future__ import annotations

import marshal
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any

from goldline.app.collector import without_collector

_WORTH_FORKING = 400
_CHUNK = 250

Task = Callable[[Sequence[Any]], Iterable[Any]]
Progress = Callable[[int], None]

_task: Task | None = None  # what forked workers inherit
_aside: Aside | None = None


@dataclass(slots=True)
class Aside:
    """Work of another kind, done beside the rest; `result` is there once all that was spread is done."""

    make: Callable[[], Any]
    result: Any = None


def default_workers() -> int:
    """Return how many processes this machine can run side by side."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def spread(
    task: Task,
    work: Sequence[Any],
    workers: int | None = None,
    progress: Progress | None = None,
    aside: Aside | None = None,
) -> Iterator[Any]:
    """Yield what `task` makes of the work, chunk by chunk and in order.

    Results travel as bytes, so they must be plain values (what `marshal` knows). With several
    workers and enough to do, processes are forked: no pipe or database may be open in this one at that
    time. Where a platform cannot fork, or other threads run here, all is done here: a lock that one of
    them holds would be held for ever in a fork.
    """
    global _task, _aside
    wanted = 1 if threading.active_count() > 1 else workers or default_workers()
    chunks = [work[start : start + _CHUNK] for start in range(0, len(work), _CHUNK)]
    if wanted < 2 or len(work) < _WORTH_FORKING or "fork" not in multiprocessing.get_all_start_methods():
        if aside is not None:
            aside.result = aside.make()
        for chunk in chunks:
            yield from task(chunk)
            if progress:
                progress(len(chunk))
        return
    _task, _aside = task, aside
    try:
        context = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(min(wanted, len(chunks)), mp_context=context) as pool:
            beside: Future[bytes] | None = None if aside is None else pool.submit(_run_aside)
            for chunk, packed in zip(chunks, pool.map(_run, chunks), strict=True):
                yield from marshal.loads(packed)
                if progress:
                    progress(len(chunk))
            if aside is not None and beside is not None:
                aside.result = marshal.loads(beside.result())
    finally:
        _task = _aside = None


def _run(chunk: Sequence[Any]) -> bytes:
    assert _task is not None
    with without_collector():
        return marshal.dumps(list(_task(chunk)))


def _run_aside() -> bytes:
    assert _aside is not None
    return marshal.dumps(_aside.make())
