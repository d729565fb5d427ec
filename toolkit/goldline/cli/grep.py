"""`goldline grep`."""

from __future__ import annotations

from typing import Any

import click

from goldline.cli.common import Place, emit, terminal_width, wants_color
from goldline.errors import GoldlineError


@click.command("grep")
@click.option("--type", "type_", metavar="TYPE", help="A finding of this type or below: hallucination.*")
@click.option("--severity", metavar="TEST", help="… of this severity: major, '>= major'.")
@click.option(
    "--level",
    multiple=True,
    metavar="LABEL",
    help="Labelled so: correctness=2, 'correctness>=2', overall!=pass.",
)
@click.option("--rule", metavar="ID", help="A judgment is decided by this rule.")
@click.option("--disagrees", is_flag=True, help="… and its label says otherwise than the rules.")
@click.option("--text", metavar="WORDS", help="These words occur: in texts, notes, rationales, feedback.")
@click.option("--guideline", metavar="ID", help="Of this guideline.")
@click.option("--goldset", metavar="ID", help="In this gold set.")
@click.option("--modality", metavar="NAME", help="Of this modality.")
@click.option("--locale", metavar="LOCALE", help="Of this locale: ja-JP, 'ja-*'.")
@click.option("--difficulty", metavar="WORD", help="easy, medium or hard.")
@click.option("--tag", metavar="TAG", help="With this tag.")
@click.option("--status", metavar="WORD", help="draft, active or retired (default: all of them).")
@click.option(
    "--in",
    "where",
    type=click.Choice(["items", "rules"]),
    default="items",
    show_default=True,
    help="Where to look.",
)
@click.option("--rev", help="As it is at a revision, NAME@VERSION or folder.")
@click.option("--reveal", is_flag=True, help="Look into held-out items too.")
@click.option("-l", "--files", "names_only", is_flag=True, help="Print the names of the files alone.")
@click.option("--exit-code", is_flag=True, help="Exit with status 1 where something was found.")
@click.option(
    "--format", "output_format", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.pass_context
def command(
    ctx: click.Context,
    /,
    type_: str | None,
    where: str,
    rev: str | None,
    reveal: bool,
    names_only: bool,
    exit_code: bool,
    output_format: str,
    **asked: Any,
) -> None:
    """Find gold items, or rules, by what they say. All that is asked for must hold.

    `*` stands for anything. --type and --severity speak of one finding, --rule and --disagrees of one
    judgment. The status is 0 whether something was found or not; --exit-code makes it 1 where
    something was, so that a script can insist on nothing.

    \b
    Examples:
      goldline grep --type 'hallucination.*' --severity '>= major'
      goldline grep --level correctness=2 --locale 'ja-*'
      goldline grep --rule COR-6 -l
      goldline grep --disagrees --exit-code
      goldline grep --in rules --text "main subject"
    """
    from goldline.app.browsing.library import open_library
    from goldline.app.browsing.query import Query
    from goldline.app.browsing.searching import search_items, search_rules

    query = Query(type=type_ or "", **{name: value for name, value in asked.items() if value})
    if not query.asked:
        raise GoldlineError(
            "nothing is asked for",
            hint="say what to find, such as --text WORDS; `goldline list items` lists all",
        )
    place = Place.of(ctx.obj)
    library = open_library(place.tree(rev), place.cache(), reveal=reveal)
    matches = (search_items if where == "items" else search_rules)(library, query)
    if names_only:
        from goldline.render.escape import safe_text

        for file in dict.fromkeys(match.file for match in matches.found):
            click.echo(safe_text(file))
        for note in matches.notes:
            click.echo(f"goldline: {safe_text(note)}", err=True)
    elif output_format == "json":
        from goldline.render.browse_json import render_matches_json

        emit(render_matches_json(matches), None)
    else:
        from goldline.render.browse_text import render_matches_text

        emit(render_matches_text(matches, color=wants_color(), width=terminal_width()), None)
    ctx.exit(1 if exit_code and matches.found else 0)
