"""`goldline diff`."""

from __future__ import annotations

import click

from goldline.app.collector import without_collector
from goldline.cli.common import Place, emit, terminal_width, wants_color
from goldline.errors import GoldlineError
from goldline.model.report import STATUSES

FORMATS = ("text", "json", "markdown", "html")


@click.command("diff")
@click.argument("base", required=False)
@click.argument("head", required=False)
@click.option("--guideline", multiple=True, metavar="ID", help="Only this guideline (may be repeated).")
@click.option("--criterion", multiple=True, metavar="ID", help="Only this criterion (may be repeated).")
@click.option("--goldset", multiple=True, metavar="ID", help="Only the gold of this set (may be repeated).")
@click.option(
    "--rev",
    "range_",
    metavar="RANGE",
    help="Both sides at once: A..B, A...B (B against where it left A), or A (against the working tree).",
)
@click.option("--all", "every", is_flag=True, help="List judgments that stay the same as well.")
@click.option(
    "--limit",
    type=click.IntRange(0),
    help="Rows shown of each status (0: all; default: what suits the format).",
)
@click.option(
    "--fail-on",
    metavar="STATUSES",
    help="Exit with status 1 where a judgment has one of these: breaks,undecided,… or never. "
    "Default: the settings' own (breaks, undecided, uninspected, drifts).",
)
@click.option("--format", "output_format", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--output", "-o", type=click.Path(dir_okay=False), help="Write the report into this file.")
@click.option("--no-cache", is_flag=True, help="Read everything anew.")
@click.option("--jobs", "-j", type=click.IntRange(1, 64), help="Processes to use (default: one a core).")
@click.pass_context
def command(
    ctx: click.Context,
    base: str | None,
    head: str | None,
    guideline: tuple[str, ...],
    criterion: tuple[str, ...],
    goldset: tuple[str, ...],
    range_: str | None,
    every: bool,
    limit: int | None,
    fail_on: str | None,
    output_format: str,
    output: str | None,
    no_cache: bool,
    jobs: int | None,
) -> None:
    """Show which gold judgments a change of rules moves, and why.

    BASE and HEAD are revisions, NAME@VERSION, or folders. BASE is by default where your branch left
    the default branch, HEAD the working tree. NAME@VERSION compares the guideline NAME alone. Gold that
    loses its guideline fails as well, unless with --fail-on never.

    \b
    Examples:
      goldline diff                                 what my edits do
      goldline diff image-caption@1.0.0             all since that release
      goldline diff main feature                    one branch against another
      goldline diff --rev main...feature            what a branch did since it left main
      goldline diff --fail-on breaks,undecided      for CI
      goldline diff --format html -o report.html    a page to send around
    """
    from goldline.app.diffing import diff, refuse_without_guidelines
    from goldline.app.frame import load_frame
    from goldline.render import RENDERERS_DIFF, Look
    from goldline.store.revisions import default_base

    place = Place.of(ctx.obj)
    parted = False
    if range_ is not None:
        if base is not None:
            raise GoldlineError("BASE and --rev exclude each other", hint="give one of them")
        base, head, parted = _sides(range_)
    named = guideline or named_guidelines(base, head)
    after = place.tree(head)
    ctx.with_resource(without_collector())
    frame = load_frame(after, names=False)
    settings = frame.settings
    failing = settings.diff.fail_on if fail_on is None else _statuses(fail_on)
    if base is None:
        from goldline.app.layout import SCOPE

        before = default_base(place.repo, scope=SCOPE, branch=settings.diff.default_branch or None)
    elif parted:
        from goldline.app.layout import SCOPE
        from goldline.store.revisions import merge_base, resolve

        if place.repo is None:
            raise GoldlineError("there is no git repository here", hint="name two folders instead")
        ours, theirs = resolve(place.repo, str(head)), resolve(place.repo, str(base))
        before = merge_base(place.repo, ours, theirs, scope=SCOPE)
    else:
        before = place.tree(base)
    if base is not None:
        refuse_without_guidelines(before)
    if not frame.layout.items:  # gold that stays behind is told of, item by item
        refuse_without_guidelines(after)
    report = diff(
        before,
        after,
        cache=None if no_cache else place.cache(),
        workers=jobs,
        criteria=criterion,
        goldsets=goldset,
        guidelines=named,
        every=every,
        head_frame=frame,
    )
    look = Look(color=wants_color() and output is None, width=terminal_width(), limit=limit, every=every)
    emit(RENDERERS_DIFF[output_format](report, look), output)
    lost = fail_on != "never" and any(loss.items for loss in report.losses)
    ctx.exit(1 if lost or any(report.summary.get(status) for status in failing) else 0)


def _sides(text: str) -> tuple[str, str | None, bool]:
    """Return both sides of a range, and whether the first is only where the second left it."""
    for dots in ("...", ".."):
        base, found, head = text.partition(dots)
        if found:
            if not base or not head:
                raise GoldlineError(f"`{text}` names one side only", hint=f"write A{dots}B")
            return base, head, dots == "..."
    return text, None, False


def named_guidelines(*specs: str | None) -> tuple[str, ...]:
    """Return the guideline that the sides name as NAME@VERSION; two of them are refused."""
    parts = (spec.partition("@") for spec in specs if spec is not None)
    named = tuple(dict.fromkeys(name for name, at, version in parts if name and at and version[:1].isdigit()))
    if len(named) > 1:
        first, second = named[:2]
        raise GoldlineError(
            f"`{first}` and `{second}` are two guidelines: one has nothing to compare with in the other",
            hint=f"name two versions of one: goldline diff {first}@OLD {first}@NEW; to see what became of"
            f" `{first}` between these two releases, add --guideline {first}",
        )
    return named


def _statuses(text: str) -> tuple[str, ...]:
    if text == "never":
        return ()
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    for name in names:
        if name not in STATUSES:
            raise GoldlineError(f"there is no status `{name}`", hint=f"there are {', '.join(STATUSES)}")
    return names
