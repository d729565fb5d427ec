"""Gold labels that a change touches, as a queue for people to look through."""

from __future__ import annotations

from goldline.model.noun import noun

REASONS = {
    "breaks": "the rules now contradict the label",
    "drifts": "the rules changed, and contradict the label as they did before",
    "undecided": "the rules no longer decide it",
    "uninspected": "it depends on a finding type that nobody has looked for",
    "review": "the same judgment now rests on something that reads differently, or is an exception",
    "stale": "what decides it was revised after a person last confirmed it",
}
"""Every reason, the most pressing first, in words."""


@noun
class Task:
    """One label to look at again; `part` is whose share of the queue it belongs to, from 1.

    `criterion` is "" where the item as a whole is to be looked at; no label of an item is told
    here, so that a queue of held-out gold gives nothing away.
    """

    part: int
    reason: str
    item: str
    file: str
    guideline: str
    criterion: str
    response: str
    says: str


@noun
class Worklist:
    """The queue: tasks of one item stand together, the most pressing items first."""

    base: str
    head: str
    parts: int
    tasks: tuple[Task, ...]

    def items(self) -> int:
        """Return how many items are to be looked at."""
        return len({task.file for task in self.tasks})
