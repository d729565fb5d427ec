"""`goldline new escalation`, which is `goldline escalate` too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from goldline.cli.asking import Asker, fits
from goldline.cli.choosing import find_guideline
from goldline.cli.finishing import finish, open_frame
from goldline.errors import GoldlineError
from goldline.reading.names import shown

if TYPE_CHECKING:
    from goldline.app.frame import Frame
    from goldline.model.guideline import Guideline


@click.command("escalation")
@click.option("--item", "item_id", metavar="ID", help="The gold item that it is about.")
@click.option("--case", help="What it is about where that is no gold item, such as 'Task 4711'.")
@click.option("--prompt", help="With --case: what was asked for there.")
@click.option("--response", help="With --case: what is to be judged there.")
@click.option("--guideline", metavar="ID", help="With --case: the guideline.")
@click.option("--modality", help="With --case: what kind of content it is.")
@click.option("--locale", help="With --case: its language and region, such as ja-JP.")
@click.option("--criterion", "criterion_id", metavar="ID", help="The criterion that it is about.")
@click.option("--rule", multiple=True, metavar="ID", help="A rule that leaves it open.")
@click.option("--question", help="What cannot be decided.")
@click.option("--by", help="Who asks.")
@click.option("--opened", metavar="DATE", help="The day (default: today).")
@click.option("--id", "name", metavar="ID", help="Its id (default: short and random).")
@click.option("--edit", is_flag=True, help="Open the file in your editor, and check it on return.")
@click.pass_context
def escalation(
    ctx: click.Context,
    item_id: str | None,
    case: str | None,
    prompt: str | None,
    response: str | None,
    guideline: str | None,
    modality: str | None,
    locale: str | None,
    criterion_id: str | None,
    rule: tuple[str, ...],
    question: str | None,
    by: str | None,
    opened: str | None,
    name: str | None,
    edit: bool,
) -> None:
    """Open an escalation: a question that the rules leave open.

    It is about a gold item, or about a case from production that the repository does not hold.

    \b
    Examples:
      goldline new escalation --item cap-0007 --criterion correctness --rule COR-4 --by a17 \\
        --question 'Is a brand that one knows from the colour of the cup supported?'
      goldline new escalation --case 'Task 4711' --response 'A dog or a wolf.' --by a17 --question '…'
    """
    from goldline.app.authoring.choices import Choice
    from goldline.app.authoring.parts import new_escalation
    from goldline.schemas.parts import DATE, ID

    ask = Asker.here()
    place, frame, root = open_frame(ctx.obj)
    own = {"prompt": prompt, "response": response, "modality": modality, "locale": locale}
    given = {key: text for key, text in own.items() if text is not None}
    _refuse_mixture(item_id, {"case": case, "guideline": guideline, **own})
    about = _item(ask, frame, item_id) if case is None and not given else ""
    content: dict[str, Any] = {}
    if about:
        found = _guideline_of(frame, about)
    else:
        found = find_guideline(ask, frame, guideline)
        content = _content(ask, found, case, given)
    choices = [Choice(one.id, one.question) for one in found.criteria.values()]
    on = ask.choice("Criterion (Enter: all of it)", criterion_id, "criterion", choices, default="")
    words = ask.text("What cannot be decided", question, "question")
    who = ask.text("Who asks", by, "by")
    write = new_escalation(
        frame,
        found,
        words,
        who,
        item=about,
        content=content,
        criterion=on,
        rules=list(rule),
        name=fits(ID)(name) if name else "",
        opened=fits(DATE)(opened) if opened else "",
    )
    then = f"commit it; whoever decides: `goldline escalations answer {write.path.rsplit('/', 1)[1][:-5]}`"
    finish(ctx, place, root, [write], then, edit=edit)


def _refuse_mixture(item_id: str | None, own: dict[str, str | None]) -> None:
    chosen = [f"--{name}" for name, value in own.items() if value is not None]
    if item_id is not None and chosen:
        raise GoldlineError(
            f"{' and '.join(chosen)} cannot be given with --item",
            hint="the gold item has all of it; leave --item out for a case that is not gold",
        )


def _item(ask: Asker, frame: Frame, item_id: str | None) -> str:
    """Return the id of the gold item that is meant; "" where a person says that it is none."""
    from goldline.app.explaining import find_item

    if item_id is None and not ask.there:
        raise GoldlineError(
            "it is not said what it is about",
            hint="give --item ID for a gold item, or --case such as 'Task 4711' for what is none",
        )
    return ask.value(
        "Gold item (Enter: it is about a case that is not gold)",
        item_id,
        "item",
        read=lambda text: find_item(frame, text.strip()).id if text.strip() or item_id is not None else "",
        default="",
    )


def _guideline_of(frame: Frame, item_id: str) -> Guideline:
    from goldline.app.explaining import find_item
    from goldline.app.frame import readable_guideline

    return readable_guideline(frame, find_item(frame, item_id).guideline)


def _content(ask: Asker, guideline: Guideline, case: str | None, given: dict[str, str]) -> dict[str, Any]:
    """Return what a case from production holds: how people find it, and what is known of its texts."""
    for key, known in (("modality", guideline.modalities), ("locale", guideline.locales)):
        if key in given and known and given[key] not in known:
            raise GoldlineError(
                f"{shown(guideline.id)} has no {key} {shown(given[key])}", hint=f"it has {', '.join(known)}"
            )
    found = {"title": " ".join(ask.text("Which case, such as the number of a task", case, "case").split())}
    for key, what in (("prompt", "Its prompt"), ("response", "The response to judge")):
        given[key] = ask.text(f"{what} (Enter: leave it out)", given.get(key), key, default="")
    return found | {key: text for key, text in given.items() if text.strip()}
