"""`goldline init`."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goldline.cli.common import Place
from goldline.errors import GoldlineError

if TYPE_CHECKING:
    from goldline.app.starter import Wanted
    from goldline.app.starting import Content
    from goldline.store.tree import Tree

CI = ("github", "gitlab", "none")


@click.command("init")
@click.argument("folder", default=".", type=click.Path(file_okay=False))
@click.option("--name", help="Id of the guideline: lower-case words joined by `-`, such as image-caption.")
@click.option("--title", help="What people call it.")
@click.option("--modality", help="text, image-caption, multimodal-prompt, video-description, or your own.")
@click.option("--scale", help="three-point, four-point or pass-fail.")
@click.option("--locales", metavar="LIST", help="Languages and regions: en-US,ja-JP.")
@click.option(
    "--escalate-to",
    metavar="TARGET",
    help="Where analysts take open questions: github:OWNER/REPO, gitlab:HOST/PROJECT, mail:ADDRESS, none.",
)
@click.option(
    "--ci",
    type=click.Choice(CI),
    help="Whose CI to write a file for (default: as --escalate-to, else github).",
)
@click.option(
    "--from", "source", metavar="GUIDELINE", help="Start from a copy of this guideline, or NAME@VERSION."
)
@click.option(
    "--source",
    "where",
    metavar="FOLDER",
    help="The repository in which --from looks (default: here, then what goldline ships).",
)
@click.option("--with-gold", is_flag=True, help="With --from: copy its gold sets too.")
@click.option("--package", metavar="SPEC", help="What `pip install` is given for goldline in CI.")
@click.option("--no-git", is_flag=True, help="Do not make a git repository.")
@click.option("--no-input", is_flag=True, help="Ask nothing: what is not given takes its default.")
@click.pass_context
def command(
    ctx: click.Context,
    folder: str,
    name: str | None,
    title: str | None,
    modality: str | None,
    scale: str | None,
    locales: str | None,
    escalate_to: str | None,
    ci: str | None,
    source: str | None,
    where: str | None,
    with_gold: bool,
    package: str | None,
    no_git: bool,
    no_input: bool,
) -> None:
    """Start a repository: a small guideline, a gold set, and all around it.

    Asks for what is not given as an option, where a person sits at the terminal. Nothing that is there
    is ever overwritten.

    \b
    Examples:
      goldline init captions                            asks for the rest
      goldline init captions --modality image-caption --scale four-point --no-input
      goldline init mine --from image-caption           a copy of that guideline
      goldline init mine --from image-caption --source ../guidelines --with-gold
    """
    from goldline.app.authoring.choices import Choice
    from goldline.app.starter import MODALITIES, Wanted, english_of, scales
    from goldline.app.starting import (
        NOWHERE,
        plan,
        read_locales,
        read_name,
        read_target,
        read_title,
        slug,
        starter_content,
        write,
    )
    from goldline.cli.asking import Asker, someone_is_there

    root = Path(ctx.obj, folder).resolve()
    _refuse_mixture(source, where, with_gold, modality=modality, scale=scale, locales=locales)
    _refuse_place(root)
    ask = Asker(someone_is_there() and not no_input)
    likely = slug(source.partition("@")[0] if source else root.name) or "quality"
    name = ask.value("Name of the guideline", name, "name", read=read_name, default=likely)
    if source is None:
        likely = name.replace("-", " ").capitalize()
        title = ask.value("Its title", title, "title", read=read_title, default=likely)
        modality = ask.value(
            "What is judged (one of these, or a word of your own)",
            modality,
            "modality",
            read=read_name,
            default="text",
            choices=[Choice(*one) for one in MODALITIES.items()],
        )
        known = [Choice(*one) for one in scales().items()]
        scale = ask.choice("On which scale", scale, "scale", known, default="three-point")
        locales = ask.value(
            "Languages and regions, with commas between them",
            locales,
            "locales",
            read=read_locales,
            default="en-US",
        )
    to = ask.value(
        "Where open questions go: github:OWNER/REPO, gitlab:HOST/PROJECT, mail:ADDRESS or none",
        escalate_to,
        "escalate-to",
        read=read_target,
        default=NOWHERE,
    )
    wanted = Wanted(
        name=name,
        title=read_title(title or name),
        modality=modality or "text",
        scale=scale or "three-point",
        locales=tuple((locales or "en-US").split(",")),
        escalate_to=to,
        ci=ci or ("gitlab" if to.startswith("gitlab:") else "github"),
        package=package or _own_package(),
        today=date.today().isoformat(),
    )
    notes: list[str] = []
    if source is None:
        content = starter_content(wanted)
        if english_of(wanted.locales) is None:
            notes.append(
                "en-US stands among the locales, because the starter items are English. "
                "Replace them, then take it out"
            )
    else:
        content = _copy(ctx.obj, source, where, wanted, title or "", with_gold, notes)
    planned = plan(wanted, content)
    write(root, planned)
    made = _begin(root, no_git)
    _tell(root, folder, len(planned), made, content, notes)


def _refuse_mixture(source: str | None, where: str | None, with_gold: bool, **own: str | None) -> None:
    """Raise for options that do not go together."""
    for option, given in (("--with-gold", with_gold), ("--source", where is not None)):
        if given and source is None:
            raise GoldlineError(f"{option} goes with --from", hint="add --from GUIDELINE, or leave it out")
    chosen = [f"--{name}" for name, value in own.items() if value is not None]
    if source is not None and chosen:
        raise GoldlineError(
            f"{' and '.join(chosen)} cannot be chosen with --from",
            hint="the copy has those of its guideline",
        )


# --- doing -----------------------------------------------------------------------------------


def _refuse_place(root: Path) -> None:
    """Raise where the folder lies inside a repository: goldline works from a repository's root."""
    from goldline.store.git import Repository

    around = next((parent for parent in (root, *root.parents) if parent.is_dir()), root)
    repo = Repository.find(around)
    if repo is None or repo.root is None or repo.root.resolve() == root:
        return
    raise GoldlineError(
        f"'{root}' lies inside the git repository '{repo.root}', and goldline works from a repository's root",
        hint=f"start in that root (goldline -C {repo.root} init), or choose a folder outside of it",
    )


def _copy(
    here: str, source: str, where: str | None, wanted: Wanted, title: str, with_gold: bool, notes: list[str]
) -> Content:
    from goldline.app.starter_copy import copied_content

    name = source.partition("@")[0]
    tree = _source_tree(here, source, where, with_gold)
    copied = copied_content(tree, name, wanted, title=title, with_gold=with_gold)
    notes += copied.notes
    return copied.content


def _source_tree(here: str, source: str, where: str | None, with_gold: bool) -> Tree:
    from goldline.app.layout import ROOMS, lay_out
    from goldline.app.starter_copy import shipped_tree

    name, at, _ = source.partition("@")
    place = Place.of(where or here)
    spec = source if at else None
    if where is not None or spec is not None:
        return place.tree(spec)
    own = place.tree(None) if place.repo or any((place.folder / room).is_dir() for room in ROOMS) else None
    if own is not None and name in lay_out(list(own.entries())).guidelines:
        return own
    shipped = shipped_tree()
    names = sorted(lay_out(list(shipped.entries())).guidelines) if shipped is not None else []
    if shipped is not None and name in names:
        if with_gold and not lay_out(list(shipped.entries())).sets:
            raise GoldlineError(
                "goldline ships guidelines, but not their gold",
                hint="name with --source a folder that holds its repository, or leave --with-gold out",
            )
        return shipped
    raise GoldlineError(
        f"there is no guideline `{name}` here, and goldline ships none of that name",
        hint=f"it ships {', '.join(names)}; --source FOLDER looks in another repository"
        if names
        else "--source FOLDER looks in another repository",
    )


def _begin(root: Path, no_git: bool) -> bool:
    """Make a repository of the folder where it is none; return whether it was made."""
    from goldline.store.begin import begin_repository
    from goldline.store.git import Repository

    if no_git or Repository.find(root) is not None:
        return False
    begin_repository(root)
    return True


def _own_package() -> str:
    """Return what `pip install` needs to get this very goldline again, as far as that is known."""
    from importlib.metadata import PackageNotFoundError, distribution

    from goldline import __version__

    try:
        text = distribution("goldline").read_text("direct_url.json")
    except PackageNotFoundError:
        text = None
    origin = json.loads(text) if text else {}
    commit = origin.get("vcs_info", {}).get("commit_id")
    if commit and origin.get("url", "").startswith("https://"):
        return f"goldline @ git+{origin['url']}@{commit}"
    return f"goldline=={__version__}"


def _tell(root: Path, folder: str, count: int, made: bool, content: Content, notes: list[str]) -> None:
    from goldline.render.escape import safe_text

    where = safe_text(folder if folder != "." else str(root))
    click.echo(f"Wrote {count} files{' and made a git repository' if made else ''} in {where}.")
    for note in notes:
        click.echo(safe_text(f"Note: {note}."))
    click.echo("\nNext:")
    steps = [
        ("cd " + where, "") if folder != "." else ("", ""),
        ("goldline check", "what is wrong, now and after each edit"),
        ("git add . && git commit -m 'Start'", "so that later edits have something to be compared with"),
        (f"goldline show {content.item}" if content.item else "goldline list rules", "what is here"),
        ("git switch -c my-change", "then goldline new criterion, rule and item, each asks what it needs"),
        ("goldline diff", "what your edits do to every judgment"),
        ("goldline git install", "git merges and shows these files by what they mean (.gitattributes)"),
        (
            "pre-commit install",
            "git checks what you commit (.pre-commit-config.yaml; pip install pre-commit)",
        ),
    ]
    width = max(len(step) for step, _ in steps)
    for step, says in steps:
        if step:
            click.echo(f"  {step:{width}}  {says}".rstrip())
    click.echo("\nREADME.md says the same at more length.")
