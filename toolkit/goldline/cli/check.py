"""`goldline check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from goldline.cli.common import MERGE_BASE, Place, emit, progress_bar, wants_color
from goldline.errors import GoldlineError
from goldline.model.finding import SEVERITIES
from goldline.model.report import CheckReport

if TYPE_CHECKING:
    from goldline.store.tree import Tree

FORMATS = ("text", "json", "markdown", "github", "sarif", "junit", "codequality")


@click.command("check")
@click.argument("revision", required=False)
@click.option("--staged", is_flag=True, help="Check what `git commit` would commit.")
@click.option("--rev", help="Check a revision, NAME@VERSION or folder instead of the working tree.")
@click.option(
    "--against",
    is_flag=False,
    flag_value=MERGE_BASE,
    metavar="[BASE]",
    help="Check what changed since a revision, NAME@VERSION or folder too: does the version say so? "
    "Without BASE: since your branch left the default branch.",
)
@click.option("--select", multiple=True, metavar="CODES", help="Only these checks: GL3, or GL301,GL302.")
@click.option("--ignore", multiple=True, metavar="CODES", help="All but these checks.")
@click.option(
    "--severity",
    type=click.Choice(SEVERITIES),
    default="info",
    show_default=True,
    help="Show findings of this severity and above.",
)
@click.option(
    "--fail-on",
    type=click.Choice([*SEVERITIES, "never"]),
    default="warning",
    show_default=True,
    help="Exit with status 1 from this severity upwards.",
)
@click.option("--format", "output_format", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--output", "-o", type=click.Path(dir_okay=False), help="Write the report into this file.")
@click.option("--no-cache", is_flag=True, help="Read and check everything anew.")
@click.option("--jobs", "-j", type=click.IntRange(1, 64), help="Processes to use (default: one a core).")
@click.pass_context
def command(
    ctx: click.Context,
    revision: str | None,
    staged: bool,
    rev: str | None,
    against: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    severity: str,
    fail_on: str,
    output_format: str,
    output: str | None,
    no_cache: bool,
    jobs: int | None,
) -> None:
    """Find what is wrong in guidelines, gold sets and escalations.

    \b
    Examples:
      goldline check                     the working tree
      goldline check --staged            what is about to be committed
      goldline check v1.2                a tag, branch or commit
      goldline check --against           and whether versions say what my branch changes
      goldline check --against main~3    the same, since that commit
      goldline check --select GL3,GL4    labels, evidence and media alone
      goldline check --format sarif -o goldline.sarif

    `goldline help CODE` explains a finding and the way out. A finding that may stand is silenced
    where it stands, with a reason: `x-ignore: {GL802: The word is quoted.}`
    """
    if revision is not None and rev is not None:
        raise GoldlineError("a revision is named twice", hint="give it once")
    spec = revision if rev is None else rev
    if staged and spec is not None:
        raise GoldlineError("--staged and a revision exclude each other", hint="choose one of them")
    place = Place.of(ctx.obj)
    tree = place.staged() if staged else place.tree(spec)
    base = _base(place, tree, against, alone=spec is None)
    report = _run(place, tree, base, _codes(select), _codes(ignore), no_cache, jobs)
    wanted = SEVERITIES[: SEVERITIES.index(severity) + 1]
    shown = report.only(wanted)
    from goldline.checks.registry import ALL
    from goldline.render import RENDERERS_CHECK, Look

    look = Look(color=wants_color() and output is None, checks={check.code: check for check in ALL})
    emit(RENDERERS_CHECK[output_format](shown, look), output)
    failing = () if fail_on == "never" else SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    ctx.exit(1 if any(report.count(level) for level in failing) else 0)


def _base(place: Place, tree: Tree, against: str | None, *, alone: bool) -> Tree | None:
    """Return what the tree is compared with; the merge base is HEAD's, so it serves no other revision."""
    if against == MERGE_BASE and not alone:
        head = None if place.repo is None else place.repo.find_head()
        if tree.commit is None or tree.commit != head:
            raise GoldlineError(
                f"what {tree.name} should be compared with is not said", hint="name it: --against BASE"
            )
    return place.base_of(tree, against)


def _run(
    place: Place,
    tree: Tree,
    against: Tree | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    no_cache: bool,
    jobs: int | None,
) -> CheckReport:
    from goldline.app.checking import check

    cache = None if no_cache else place.cache()
    with progress_bar("Checking", len(tree.entries())) as progress:
        return check(
            tree,
            against=against,
            cache=cache,
            workers=jobs,
            today=place.day_of(tree),
            progress=progress,
            select=select,
            ignore=ignore,
        )


def _codes(values: tuple[str, ...]) -> tuple[str, ...]:
    codes = tuple(code.strip().upper() for value in values for code in value.split(",") if code.strip())
    if codes:
        from goldline.checks.registry import ALL

        for code in codes:
            if not any(check.code.startswith(code) for check in ALL):
                raise GoldlineError(f"no check has the code {code}", hint="`goldline help` lists them")
    return codes
