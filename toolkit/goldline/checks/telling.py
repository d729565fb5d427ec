"""How checks of items speak: of which response and rule, of what is missing, and of what not at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from goldline.model.corpus import ItemContext, Summary
from goldline.model.criterion import Otherwise, Rule
from goldline.model.finding import Where
from goldline.model.gold import Item, Label
from goldline.reading.names import listed, shown
from goldline.reading.text import shorten

HELD_OUT = "held-out"
_RULE_WIDTH = 140


def masked(item: Item, context: ItemContext) -> bool:
    """Whether messages about this item must not tell its labels, facts, quotes or texts.

    They are read in public logs, and what a held-out item says there tests nobody any more. An item
    whose set cannot be read counts as held out, unless it says otherwise itself.
    """
    own = item.visibility
    if own is not None:
        return own == HELD_OUT
    return context.gold_set is None or context.gold_set.visibility == HELD_OUT


def any_masked(items: Iterable[Summary]) -> bool:
    """Whether a message about all these items must not tell labels, facts, quotes or texts."""
    return any(item.visibility == HELD_OUT for item in items)


def of_response(response: str | None) -> str:
    """Return ` of response …`, or nothing where there is just one."""
    return "" if response is None else f" of response {shown(response)}"


def label_at(item: Item, key: tuple[str, str | None]) -> Label | None:
    """Return the item's label on (criterion, response), or None."""
    return next((label for label in item.labels if (label.criterion, label.response) == key), None)


def labels_of(item: Item) -> Where:
    """Return where the labels stand; of an item without any, the item."""
    return item.where.key("labels") if "labels" in item.document else item.where


def excused(item: Item, key: tuple[str, str | None]) -> bool:
    """Whether people have taken this judgment out of the rules' hands: an exception, or `not-judged`."""
    label = label_at(item, key)
    return label is not None and (bool(label.exception) or label.value == "not-judged")


def quoted(text: str) -> str:
    """Return prose in quotes, on one line and not too long."""
    return f"“{shorten(' '.join(text.split()), _RULE_WIDTH)}”"


def name_rules(rules: Sequence[str]) -> str:
    """Return rules as a sentence names them: `rule COR-2`, `rules COR-2 and COR-3`."""
    if tuple(rules) == ("otherwise",):
        return "`otherwise`"
    return ("rule " if len(rules) == 1 else "rules ") + listed(list(rules)).replace("`", "")


def tell_rules(rules: Sequence[str], known: dict[str, Rule | Otherwise]) -> str:
    """Return the words of rules, to stand after a message; nothing where they have none."""
    texts = [known[rule].text for rule in rules if rule in known and known[rule].text]
    return ": " + "; ".join(map(quoted, texts[:3])) if texts else ""


def tell_missing(missing: Iterable[str]) -> tuple[str, str]:
    """Return what is missing, and what to do about it, for the names that judgments give it."""
    what: list[str] = []
    todo: list[str] = []
    types = [name.removeprefix("type:") for name in missing if name.startswith("type:")]
    for name in missing:
        kind, _, rest = name.partition(":")
        match kind:
            case "input":
                what.append(f"the observation {shown(rest)}")
                todo.append(f"record {shown(rest)} under `observations`")
            case "findings":
                what.append("what was found")
                todo.append("list under `findings` what was found (`findings: []` where nothing was)")
            case "rubric":
                what.append("the points of the rubric")
                todo.append("record under `observations`, in `rubric`, which points are met")
            case "label":
                what.append(f"the label on {shown(rest)}")
                todo.append(f"give a label on {shown(rest)}")
    if types:
        what.append(f"whether anyone looked for {listed(types)}")
        todo.append(
            f"say whether anyone looked for {listed(types)}: record a finding of it, "
            "or list it under `inspected`"
        )
    return join(what), "; ".join(todo)


def join(parts: Sequence[str], joint: str = "and") -> str:
    """Return phrases as a sentence lists them."""
    if len(parts) < 2:
        return "".join(parts)
    return ", ".join(parts[:-1]) + f" {joint} {parts[-1]}"


def plural(count: int, noun: str) -> str:
    """Return `1 item`, `2 items`."""
    return f"{count} {noun}" + ("" if count == 1 else "s")
