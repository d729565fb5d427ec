"""What a check is.

A check is a module `glNNN_name.py` with `CODE`, `NAME` (what is wrong, not the cure) and `LEVEL`,
a docstring that explains it, and at most one function:

- `check(corpus)` looks at a whole revision and yields drafts;
- `check_guidelines(corpus)` looks at guidelines alone: the corpus that it gets holds nothing but
  them and the settings, and its results are kept by their content. For what takes a while;
- `check_item(item, context)` looks at one gold item. Its results are kept by the item's content,
  so it may read nothing but its two arguments;
- `check_change(change)` looks at what a revision changes of another one. It runs only where there is
  a base to compare with;
- neither, where reading itself finds the trouble: the module then explains the problems whose
  `kind` is its `NAME`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType

from goldline.model.change import Change
from goldline.model.corpus import Corpus, ItemContext
from goldline.model.finding import Draft, Severity
from goldline.model.gold import Item

CorpusCheck = Callable[[Corpus], Iterator[Draft]]
ItemCheck = Callable[[Item, ItemContext], Iterator[Draft]]
ChangeCheck = Callable[[Change], Iterator[Draft]]


@dataclass(frozen=True, slots=True)
class Check:
    """A check as the runner sees it: its module's constants, functions and explanation."""

    code: str
    name: str
    level: Severity
    explanation: str
    check: CorpusCheck | None
    check_guidelines: CorpusCheck | None
    check_item: ItemCheck | None
    check_change: ChangeCheck | None


def check_from(module: ModuleType) -> Check:
    """Return the check that a module holds."""
    return Check(
        code=module.CODE,
        name=module.NAME,
        level=module.LEVEL,
        explanation=(module.__doc__ or "").strip(),
        check=getattr(module, "check", None),
        check_guidelines=getattr(module, "check_guidelines", None),
        check_item=getattr(module, "check_item", None),
        check_change=getattr(module, "check_change", None),
    )
