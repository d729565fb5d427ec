"""An observation that is not among the answers to its question.

Why it matters: rules were written for the answers that the input allows, and none was meant for this
one. It decides the judgment all the same.

Bad:  `register: poetic`, where the answers are casual, neutral and formal
Good: `register: formal`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.telling import masked, of_response
from goldline.checks.vocabulary import guideline_of, vocabulary
from goldline.model.corpus import ItemContext
from goldline.model.criterion import RecordedInput
from goldline.model.finding import Draft
from goldline.model.gold import Item
from goldline.reading.names import did_you_mean, listed, shown

CODE, NAME, LEVEL = "GL319", "observation-outside-domain", "error"


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield every recorded value that its input does not allow."""
    guideline = guideline_of(item, context)
    if guideline is None:
        return
    known = vocabulary(guideline)
    for response, answers in item.observations.items():
        for name, value in answers.items():
            if known.allows(name, value):
                continue
            source, _ = known.observations[name]
            steps = (response, name) if item.several else (name,)
            what = f"{shown(name)}{of_response(response or None)}"
            yield Draft(
                item.where.down("observations", *steps),
                f"what is recorded for {what} is none of its answers"
                if masked(item, context)
                else f"{what} cannot be {shown(value)}{did_you_mean(value, source.values)}",
                _answers(source),
            )


def _answers(source: RecordedInput) -> str:
    match source.kind:
        case "boolean":
            words = "it is `true` or `false`"
        case "enum":
            words = f"it is one of {listed(list(source.values))}"
        case kind:
            words = "it is a whole number" if kind == "integer" else "it is a number"
            if source.minimum is not None:
                words += f" of at least {source.minimum}"
            if source.maximum is not None:
                words += f"{' and' if source.minimum is not None else ' of'} at most {source.maximum}"
    return words + (", or `null`" if source.nullable else "")
