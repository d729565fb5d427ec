"""`goldline escalations`: list, show, answer, resolve, decline, import, stats."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from goldline.cli.asking import Asker
from goldline.cli.common import Place, emit, terminal_width
from goldline.cli.finishing import finish, open_frame
from goldline.reading.names import shown

if TYPE_CHECKING:
    from goldline.model.escalations import EscalationRow

FORMAT = click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
)
ANSWER = click.option("--answer", help="What was decided, and why.")
BY = click.option("--by", help="Who decided it.")
DAY = click.option("--decided", "day", default="", metavar="DATE", help="The day (default: today).")


@click.group("escalations")
def command() -> None:
    """Answer what analysts could not decide, and see what makes them ask.

    \b
    Examples:
      goldline escalations list --status open
      goldline escalations answer esc-k3f7q --answer 'It is minor: …' --by lead-1
      goldline escalations resolve esc-k3f7q --draft-rule --draft-gold caption-basics --edit
      goldline escalations import "$GITHUB_EVENT_PATH"
      goldline escalations stats
    """


@command.command("list")
@click.option("--status", multiple=True, type=click.Choice(["open", "answered", "resolved", "declined"]))
@click.option("--guideline", metavar="ID", help="Only those about this guideline.")
@click.option("--rule", metavar="ID", help="Only those that name this rule.")
@click.option("--item", metavar="ID", help="Only those about this item.")
@FORMAT
@click.pass_obj
def list_them(
    folder: str,
    status: tuple[str, ...],
    guideline: str | None,
    rule: str | None,
    item: str | None,
    output_format: str,
) -> None:
    """List escalations, the longest open first."""
    rows = [
        row
        for row in _rows(folder)
        if (not status or row.status in status)
        and (guideline is None or row.guideline.partition("@")[0] == guideline)
        and (rule is None or rule in row.rules)
        and (item is None or row.item == item)
    ]
    _print_rows(rows, output_format)


@command.command("show")
@click.argument("escalation")
@click.option(
    "--format", "output_format", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.pass_context
def show_one(ctx: click.Context, escalation: str, output_format: str) -> None:
    """Show one escalation: the question, the answer, and what it led to."""
    from goldline.app.escalating.records import find_record
    from goldline.app.frame import load_frame
    from goldline.cli.show import command as show

    find_record(load_frame(Place.of(ctx.obj).tree(None)), escalation)
    arguments = [escalation] if output_format == "text" else [escalation, "--format", output_format]
    with show.make_context("show", arguments, parent=ctx.parent) as inner:
        show.invoke(inner)


@command.command("answer")
@click.argument("escalation")
@ANSWER
@BY
@DAY
@click.pass_context
def answer_one(ctx: click.Context, escalation: str, answer: str | None, by: str | None, day: str) -> None:
    """Write down what was decided. The rules or the gold that follow from it come later: `resolve`."""
    _decide(ctx, escalation, "answered", answer, by, day)


@command.command("decline")
@click.argument("escalation")
@ANSWER
@BY
@DAY
@click.pass_context
def decline_one(ctx: click.Context, escalation: str, answer: str | None, by: str | None, day: str) -> None:
    """Say that nothing will change, and why."""
    _decide(ctx, escalation, "declined", answer, by, day)


@command.command("resolve")
@click.argument("escalation")
@ANSWER
@BY
@DAY
@click.option("--rule", multiple=True, metavar="ID", help="A rule that was added or changed.")
@click.option("--gold", multiple=True, metavar="ID", help="A gold item that was added or changed.")
@click.option(
    "--version", default="", metavar="VERSION", help="The version of the guideline with the change."
)
@click.option("--draft-rule", is_flag=True, help="Draft a rule of the case.")
@click.option("--criterion", default="", metavar="ID", help="Whose rule (default: as the escalation says).")
@click.option("--rule-id", default="", metavar="ID", help="The rule's id (default: short and random).")
@click.option("--draft-gold", metavar="SET", help="Draft a gold item of the case in this set.")
@click.option("--draft-id", default="", metavar="ID", help="The item's id (default: from its title).")
@click.option("--edit", is_flag=True, help="Open the drafts in your editor, and check them on return.")
@click.pass_context
def resolve_one(
    ctx: click.Context,
    escalation: str,
    answer: str | None,
    by: str | None,
    day: str,
    rule: tuple[str, ...],
    gold: tuple[str, ...],
    version: str,
    draft_rule: bool,
    criterion: str,
    rule_id: str,
    draft_gold: str | None,
    draft_id: str,
    edit: bool,
) -> None:
    """Link what an escalation led to: rules, gold, a version.

    With --draft-rule and --draft-gold both are started from the case. The rule gives what is given now,
    and the item has no label: nothing moves until you have edited them. `goldline bump` puts in the version.

    \b
    Example:
      goldline escalations resolve esc-k3f7q --draft-rule --draft-gold caption-basics --edit
    """
    import re

    from goldline.app.escalating import deciding, drafting
    from goldline.app.escalating.records import find_record
    from goldline.errors import GoldlineError
    from goldline.schemas.parts import ID, RULE_ID, VERSION

    if version and not re.fullmatch(VERSION.regex, version):
        raise GoldlineError("that is no version", hint=VERSION.says)
    for name, pattern in ((draft_id, ID), (rule_id, RULE_ID)):
        if name and not re.fullmatch(pattern.regex, name):
            raise GoldlineError(f"{shown(name)} cannot be the draft's id", hint=pattern.says)
    if (criterion or rule_id) and not draft_rule:
        raise GoldlineError(
            f"{'--criterion' if criterion else '--rule-id'} goes with --draft-rule",
            hint="add it; a rule that is there already is named with --rule",
        )
    place, frame, root = open_frame(ctx.obj)
    record = find_record(frame, escalation)
    outcome = deciding.outcome_of(frame, record, rule, gold, version)
    if not outcome and not draft_rule and draft_gold is None:
        raise GoldlineError(
            "an escalation is resolved by what it led to",
            hint="give --rule, --gold, --version, --draft-rule or --draft-gold; if it led to nothing, "
            "decline it",
        )
    words, who = _words(record.value, answer, by)
    drafts, then = [], []
    if draft_rule:
        told = words or record.value["answer"]
        made, write = drafting.draft_rule(frame, root, record, told, criterion_id=criterion, name=rule_id)
        outcome["rules"] = [*outcome.get("rules", ()), made]
        drafts.append(write)
        then.append(f"let {made} test what matters and give what was decided")
    if draft_gold is not None:
        made, write = drafting.draft_gold(
            frame, record, draft_gold, name=draft_id, rules=outcome.get("rules", ())
        )
        outcome["gold"] = [*outcome.get("gold", ()), made]
        drafts.append(write)
        then.append(f"record the facts of {made}, label it, and take `status: draft` away")
    if drafts:
        then.append("`goldline bump` puts in the version")
    outcome = {key: outcome[key] for key in ("rules", "gold", "version") if key in outcome}
    write = deciding.decide(record, "resolved", answer=words, by=who, day=day, outcome=outcome)
    finish(ctx, place, root, [write, *drafts], "; ".join(then), edit=edit, first=drafts)


@command.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@click.pass_context
def import_them(ctx: click.Context, files: tuple[Path, ...], dry_run: bool) -> None:
    """Bring in issues: files of GitHub events, GitLab webhooks, issues, or lists of issues.

    The fields of the issue form are found by their headings. What an issue says is text and no
    more; ids that are not known here are left out. Importing an issue twice makes one record.
    """
    from goldline.app.escalating.importing import LARGEST, plan_import
    from goldline.errors import GoldlineError
    from goldline.render.escape import safe_text

    place, frame, root = open_frame(ctx.obj)
    writes = {}
    for file in files:
        try:
            with file.open("rb") as stream:
                data = stream.read(LARGEST + 1)
        except OSError as error:
            raise GoldlineError(f"`{file}` cannot be read: {error.strerror}") from error
        plan = plan_import(frame, data, str(file))
        writes.update({write.path: write for write in plan.writes})
        for note in plan.notes:
            click.echo(safe_text(f"note: {note}"))
    if not writes:
        click.echo("nothing new")
    elif dry_run:
        for path in writes:
            click.echo(safe_text(f"would write {path}"))
    else:
        finish(
            ctx, place, root, list(writes.values()), "commit them; `goldline escalations list`", edit=False
        )


@command.command("stats")
@FORMAT
@click.pass_obj
def show_statistics(folder: str, output_format: str) -> None:
    """Show how long people wait, which rules make them ask, and what they ask again.

    Teams are counted where an escalation has `x-team`.
    """
    from goldline.app.escalating.records import records_of, rows_of
    from goldline.app.escalating.statistics import statistics_of
    from goldline.app.frame import load_frame

    frame = load_frame(Place.of(folder).tree(None), names=False)
    today = date.today().isoformat()
    report = statistics_of(rows_of(records_of(frame), today), today, frame.settings.check.open_days)
    if output_format == "json":
        from goldline.render.escalations_json import render_statistics_json

        emit(render_statistics_json(report), None)
    elif output_format == "markdown":
        from goldline.render.escalations_markdown import render_statistics_markdown

        emit(render_statistics_markdown(report), None)
    else:
        from goldline.render.escalations_text import render_statistics_text

        emit(render_statistics_text(report, terminal_width()), None)


def _decide(
    ctx: click.Context, escalation: str, status: Any, answer: str | None, by: str | None, day: str
) -> None:
    from goldline.app.escalating.deciding import decide
    from goldline.app.escalating.records import find_record

    place, frame, root = open_frame(ctx.obj)
    record = find_record(frame, escalation)
    words, who = _words(record.value, answer, by)
    write = decide(record, status, answer=words, by=who, day=day)
    then = "`goldline escalations resolve` links what follows from it" if status == "answered" else ""
    finish(ctx, place, root, [write], then, edit=False)


def _words(value: dict[str, Any], answer: str | None, by: str | None) -> tuple[str, str]:
    """Return the answer and who gave it: as given, as already written, or as a person types it."""
    ask = Asker.here()
    words = answer or ("" if value.get("answer") else ask.text("What was decided", None, "answer"))
    who = by or ("" if value.get("decided_by") else ask.text("Who decided it", None, "by"))
    return words, who


def _rows(folder: str) -> list[EscalationRow]:
    from goldline.app.escalating.records import records_of, rows_of
    from goldline.app.frame import load_frame

    frame = load_frame(Place.of(folder).tree(None), names=False)
    return rows_of(records_of(frame), date.today().isoformat())


def _print_rows(rows: Sequence[EscalationRow], output_format: str) -> None:
    if output_format == "json":
        from goldline.render.escalations_json import render_escalations_json

        emit(render_escalations_json(rows), None)
    elif output_format == "markdown":
        from goldline.render.escalations_markdown import render_escalations_markdown

        emit(render_escalations_markdown(rows), None)
    else:
        from goldline.render.escalations_text import render_escalations_text

        emit(render_escalations_text(rows, terminal_width()), None)
