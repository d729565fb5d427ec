"""`goldline assess`: new, grade, items, burn, due, certified."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from goldline.cli.common import Place, complete_guidelines, emit, terminal_width, wants_color

if TYPE_CHECKING:
    from goldline.app.assessing.records import Records
    from goldline.app.browsing.library import Library
    from goldline.model.assessment import Certificate
    from goldline.model.guideline import Guideline
    from goldline.model.judgments import Judgments

Command = TypeVar("Command", bound=Callable[..., object])

RECORDS = click.option(
    "--records",
    type=click.Path(file_okay=False),
    metavar="FOLDER",
    help="Where the records are kept (default: assessments/ in the repository).",
)
FORMAT = click.option(
    "--format", "output_format", type=click.Choice(["text", "json"]), default="text", show_default=True
)
OUTPUT = click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write the report to a file.")
MOST = click.option(
    "--most",
    type=click.IntRange(1),
    default=20,
    show_default=True,
    help="After so many analysts an item is burnt.",
)


@click.group("assess")
def command() -> None:
    """Draw assessments from held-out gold, grade them, and keep count of who has seen what.

    The records name held-out items, so keep them where the held-out gold is kept. A form holds no
    answer: give it to its analyst, and to nobody else.

    \b
    Examples:
      goldline assess new image-caption --analyst a17
      goldline assess grade a17-answers.json
      goldline assess due june.csv
      goldline assess certified --against my-branch
    """


def _share(name: str, default: float, words: str) -> Callable[[Command], Command]:
    """Return an option that takes a share, 0 to 1."""
    return click.option(name, type=click.FloatRange(0, 1), default=default, show_default=True, help=words)


def _records(place: Place, folder: str | None) -> Records:
    from goldline.app.assessing.records import FOLDER, read_records

    if folder is not None:
        return read_records(Path(folder))
    root = place.repo.root if place.repo is not None else None
    return read_records((root or place.folder) / FOLDER)


def _library(place: Place, rev: str | None = None) -> Library:
    from goldline.app.browsing.library import open_library

    return open_library(place.tree(rev), place.cache(), reveal=True)


def _log(library: Library, paths: tuple[str, ...]) -> Judgments | None:
    from goldline.app.people.opening import open_judgments

    return open_judgments(library, list(paths)) if paths else None


# --- new ---------------------------------------------------------------------------------------


@command.command("new")
@click.argument("guideline", shell_complete=complete_guidelines)
@click.option("--analyst", "analysts", multiple=True, required=True, metavar="NAME", help="For whom.")
@click.option("--minutes", type=click.IntRange(15, 30), default=20, show_default=True)
@click.option("--locale", "locales", multiple=True, help="Only items of this locale; may be repeated.")
@click.option("--due", metavar="DATE", help="The last day to finish it (default: in a week).")
@click.option("--seed", type=click.IntRange(0), help="Draw by this number, to draw the same again.")
@click.option("--log", "logs", multiple=True, type=click.Path(), help="A log: times, and who saw what.")
@_share("--good", 0.90, "The share of right judgments of somebody who should pass.")
@_share("--poor", 0.75, "The share of somebody who should fail.")
@_share("--wrongly-passed", 0.05, "How often somebody poor may pass.")
@_share("--wrongly-failed", 0.05, "How often somebody good may fail.")
@_share("--alike", 0.10, "How much judgments of one item resemble each other: 0 not at all, 1 they are one.")
@click.option("--findings", is_flag=True, help="Ask what is wrong, too: type, severity and where.")
@click.option("--csv", "as_csv", is_flag=True, help="Write the form as a spreadsheet, too.")
@click.option(
    "-o", "--output", type=click.Path(file_okay=False), help="Folder for the forms (default: here)."
)
@MOST
@RECORDS
@click.pass_context
def new(
    ctx: click.Context,
    guideline: str,
    analysts: tuple[str, ...],
    minutes: int,
    locales: tuple[str, ...],
    due: str | None,
    seed: int | None,
    logs: tuple[str, ...],
    good: float,
    poor: float,
    wrongly_passed: float,
    wrongly_failed: float,
    alike: float,
    findings: bool,
    as_csv: bool,
    output: str | None,
    most: int,
    records: str | None,
) -> None:
    """Draw an assessment for an analyst: a form without answers, and a record for you.

    Items are held out, not seen by the analyst, and not burnt; of every criterion, level, modality,
    locale and difficulty there is a share. The verdict tells somebody right in --good of their judgments
    from somebody right in --poor, and is wrong as rarely as --wrongly-passed and --wrongly-failed say.
    Of several judgments of one item each further one counts for less, by --alike. With --findings the
    analyst marks errors as well; each that gold has or has not counts as a judgment.

    \b
    Examples:
      goldline assess new image-caption --analyst a17
      goldline assess new image-caption --analyst a17 --analyst a18 --locale en-US --minutes 25
    """
    from secrets import randbits

    from goldline.app.assessing.issuing import Order, issue
    from goldline.app.assessing.records import new_id
    from goldline.render.assess_form import render_assess_csv, render_assess_form
    from goldline.render.escape import one_line
    from goldline.render.words import plural
    from goldline.scoring.sequential import SequentialTest
    from goldline.writing.disk import Write, write_all

    place = Place.of(ctx.obj)
    library = _library(place)
    judgments = _log(library, logs)
    test = SequentialTest(good, poor, wrongly_passed, wrongly_failed, alike)
    out = Path(output or ".")
    last = _date(due) if due is not None else ""
    for analyst in dict.fromkeys(analysts):
        kept = _records(place, records)
        order = Order(
            guideline=guideline,
            analyst=analyst,
            id=new_id(kept),
            seed=randbits(48) if seed is None else seed,
            minutes=minutes,
            locales=locales,
            due=last,
            most=most,
            findings=findings,
            test=test,
        )
        issued = issue(library, kept, order, judgments)
        page = render_assess_form(issued.form).encode()
        kept.root.mkdir(parents=True, exist_ok=True)
        out.mkdir(parents=True, exist_ok=True)
        # The record first: a form that went out without one could never be graded.
        write_all(kept.root, [Write(issued.assessment.file, issued.recorded(page), None)])
        forms = [Write(f"{order.id}.html", page, None)]
        if as_csv:
            forms.append(Write(f"{order.id}.csv", render_assess_csv(issued.form).encode(), None))
        write_all(out, forms)
        one = issued.assessment
        asked = sum(len(each.targets) + each.findings for each in one.asked)
        click.echo(
            f"{one.id} for {one_line(analyst)}: {plural(len(one.asked), 'item')}, "
            f"{plural(asked, 'question')}, about {one.blueprint.expected_minutes:g} minutes, due {one.due}"
        )
        for form in forms:
            click.echo(f"  for the analyst: {out / form.path}")
        click.echo(f"  for you alone:   {kept.root / one.file}")
        for note in issued.notes:
            click.echo(f"  note: {one_line(note)}")


def _date(text: str) -> str:
    from goldline.errors import GoldlineError
    from goldline.reading.names import shown

    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise GoldlineError(f"{shown(text)} is no day", hint="write it so: 2026-10-02") from None


# --- grade -------------------------------------------------------------------------------------


@command.command("grade")
@click.argument("submissions", nargs=-1, required=True, metavar="[ASSESSMENT] SUBMISSION…")
@click.option("--rev", help="By the gold at a revision: what held when the assessment was made.")
@RECORDS
@FORMAT
@OUTPUT
@click.pass_context
def grade_them(
    ctx: click.Context,
    submissions: tuple[str, ...],
    rev: str | None,
    records: str | None,
    output_format: str,
    output: str | None,
) -> None:
    """Grade what analysts handed in: pass, fail, or more evidence, and how each criterion went.

    Every submission names its assessment; with ASSESSMENT none of another is graded. One submission
    counts; a late or changed one is refused. The checksum in a submission shows changes and damage. It
    is no proof against somebody who means to deceive, for the form that makes it is in their hands.

    The report tells no item and no answer: it can go to the analyst. The exit status is 1 where
    somebody failed or a submission was refused.
    """
    from goldline.app.assessing.grading import Refused, grade
    from goldline.errors import GoldlineError
    from goldline.render.assess_text import render_grade_text, render_grades_json
    from goldline.render.escape import safe_text
    from goldline.writing.disk import write_all

    place = Place.of(ctx.obj)
    library = _library(place, rev)
    paths, only = list(submissions), None
    if not Path(paths[0]).exists() and len(paths) > 1:
        only = _records(place, records).find(paths.pop(0)).id
    grades, refused = [], []
    now = datetime.now(UTC).isoformat(timespec="seconds")
    for path in paths:
        try:
            data = Path(path).read_bytes()
        except OSError as error:
            raise GoldlineError(f"'{path}' cannot be read: {error.strerror}") from error
        kept = _records(place, records)
        found = grade(library, kept, data, path, now=now, only=only)
        if isinstance(found, Refused):
            refused.append(found)
            continue
        if found.write is not None:
            write_all(kept.root, [found.write])
        grades.append(found.grade)
    if output_format == "json":
        text = render_grades_json(grades, [(one.file, one.message, one.hint) for one in refused])
    else:
        color = output is None and wants_color()
        text = "\n".join(render_grade_text(one, color=color, width=terminal_width()) for one in grades)
    if text:
        emit(text, output)
    if output_format == "text":
        for one in refused:
            click.echo(safe_text(f"refused {one.file}: {one.message}"), err=True)
            if one.hint:
                click.echo(safe_text(f"  hint: {one.hint}"), err=True)
    ctx.exit(1 if refused or any(one.verdict == "fail" for one in grades) else 0)


# --- items -------------------------------------------------------------------------------------


@command.command("items")
@MOST
@RECORDS
@FORMAT
@OUTPUT
@click.pass_context
def items(ctx: click.Context, most: int, records: str | None, output_format: str, output: str | None) -> None:
    """List held-out items with how often each was shown, and those that are burnt."""
    from goldline.app.assessing.exposure import exposures
    from goldline.render.assess_text import render_exposures_json, render_exposures_text

    place = Place.of(ctx.obj)
    found = exposures(_library(place), _records(place, records), most)
    emit(render_exposures_json(found) if output_format == "json" else render_exposures_text(found), output)
    ctx.exit(1 if any(one.burnt for one in found) else 0)


@command.command("burn")
@click.argument("items", nargs=-1, required=True, metavar="ITEM…")
@click.option("--reason", required=True, help="How it became known.")
@RECORDS
@click.pass_context
def burn(ctx: click.Context, items: tuple[str, ...], reason: str, records: str | None) -> None:
    """Note that items have leaked, so that nobody is asked them any more."""
    from goldline.app.assessing.records import with_burnt
    from goldline.app.explaining import find_item
    from goldline.writing.disk import write_all

    place = Place.of(ctx.obj)
    library = _library(place)
    kept = _records(place, records)
    names = [find_item(library.frame, name).id for name in dict.fromkeys(items)]
    fresh = [name for name in names if name not in kept.burnt]
    for name in names:
        click.echo(f"{name} is burnt" + ("" if name in fresh else " already"))
    if fresh:
        kept.root.mkdir(parents=True, exist_ok=True)
        write_all(kept.root, [with_burnt(kept, fresh, reason, datetime.now(UTC).date().isoformat())])


# --- due and certified -------------------------------------------------------------------------


def _certificates(place: Place, records: Records, rev: str | None) -> list[Certificate]:
    from goldline.app.assessing.certifying import certificates
    from goldline.app.frame import load_frame, readable_guideline

    head = _library(place, rev).guidelines

    def find(name: str, version: str) -> Guideline:
        return readable_guideline(load_frame(place.tree(f"{name}@{version}")), name)

    return certificates(records, head, find)


@command.command("due")
@click.argument("logs", nargs=-1, required=True, type=click.Path(), metavar="LOG…")
@click.option(
    "--hours",
    type=click.FloatRange(0, min_open=True),
    default=10.0,
    show_default=True,
    help="Of logged work.",
)
@RECORDS
@FORMAT
@OUTPUT
@click.pass_context
def due(
    ctx: click.Context,
    logs: tuple[str, ...],
    hours: float,
    records: str | None,
    output_format: str,
    output: str | None,
) -> None:
    """List who needs an assessment: after --hours of logged work, or because the last one asks for it.

    The last one asks for it where it failed, decided nothing, was not handed in, or where the guideline
    judges otherwise since. Items for the next are always ones that the analyst has not seen.
    """
    from goldline.app.assessing.due import find_due
    from goldline.render.assess_text import render_due_json, render_due_text

    place = Place.of(ctx.obj)
    kept = _records(place, records)
    judgments = _log(_library(place), logs)
    assert judgments is not None
    today = datetime.now(UTC).date().isoformat()
    ended = _certificates(place, kept, None)
    found, notes = find_due(kept, judgments, hours=hours, ended=ended, today=today)
    if judgments.problems.total:
        notes = (*notes, f"{judgments.problems.total:,} rows have faults: `goldline score` names them")
    emit(render_due_json(found, notes) if output_format == "json" else render_due_text(found, notes), output)
    ctx.exit(1 if found else 0)


@command.command("certified")
@click.option("--against", metavar="REV", help="Whom a branch or revision would affect.")
@RECORDS
@FORMAT
@OUTPUT
@click.pass_context
def certified(
    ctx: click.Context, against: str | None, records: str | None, output_format: str, output: str | None
) -> None:
    """List who has passed, under which version, and whose certificate has ended since.

    A certificate ends where the guideline as it is now (or at --against) judges any facts otherwise than
    the version it was given under, as `goldline diff` proves it. Where only words changed it stands.
    """
    from goldline.render.assess_text import render_certificates_json, render_certificates_text

    place = Place.of(ctx.obj)
    found = _certificates(place, _records(place, records), against)
    render = render_certificates_json if output_format == "json" else render_certificates_text
    emit(render(found, against or ""), output)
    ctx.exit(1 if any(not one.valid for one in found) else 0)
