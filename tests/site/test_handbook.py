"""The handbook: complete where goldline writes it itself, plain where people do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from goldline.checks.readability import is_beyond_b2
from goldline.checks.registry import ALL
from goldline.cli.main import COMMANDS
from goldline.errors import GoldlineError
from goldline.schemas import KINDS, schema_for
from goldline.website import links
from goldline.website.handbook import FAMILIES, commands
from sites import ROOT, goldline

KNOWN = {"escalations", "escalate", "undecided", "content-security-policy"}
PAGES = sorted((ROOT / "site" / "pages").glob("*.md"))


def test_every_check_is_explained_at_its_own_address(built: Path) -> None:
    page = (built / links.CHECKS).read_text("utf-8")
    assert [one.code for one in ALL if f'id="{one.code}"' not in page] == []
    assert page.count("<strong>Bad:</strong>") == len(ALL)
    assert {one.code[2] for one in ALL} <= FAMILIES.keys()


def test_every_command_is_there_with_its_options(built: Path) -> None:
    page = (built / links.COMMANDS).read_text("utf-8")
    assert [name for name in COMMANDS if f'id="{name}"' not in page] == []
    assert 'id="escalations-import"' in page
    assert "--escalate-to" in page


def test_what_is_told_of_commands_does_not_depend_on_who_builds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    wide = commands()
    monkeypatch.setenv("COLUMNS", "40")
    assert commands() == wide


def test_the_site_names_no_command() -> None:
    """Commands stand above the site: it finds them by what the package says of itself, when it is built."""
    room = sorted((ROOT / "toolkit/goldline/website").rglob("*.py"))
    assert room
    assert [path.name for path in room if "goldline.cli" in path.read_text("utf-8")] == []


def test_an_installation_that_names_no_commands_is_told_how_to_mend_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("goldline.website.handbook.entry_points", lambda **_: ())
    with pytest.raises(GoldlineError) as caught:
        commands()
    assert "install it again" in caught.value.hint


def test_every_key_of_every_file_is_there(built: Path) -> None:
    page = (built / links.FORMAT).read_text("utf-8")
    for kind in KINDS:
        for key in schema_for(kind)["properties"]:
            assert f"<code>{key}</code>" in page, (kind, key)


def test_a_new_repository_has_these_pages_too(tmp_path: Path) -> None:
    assert goldline("init", "new", "--no-git", folder=tmp_path).returncode == 0
    run = goldline("site", "build", "--folder", tmp_path / "out", folder=tmp_path / "new")
    assert run.returncode == 0, run.stderr
    for address in (links.CHECKS, links.COMMANDS, links.FORMAT):
        assert (tmp_path / "out" / address).is_file()
    assert links.CHECKS in (tmp_path / "out" / "index.html").read_text("utf-8")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_what_is_written_by_hand_can_be_read_at_b2(path: Path) -> None:
    text = re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL)
    hard = []
    for block in re.split(r"\n\s*\n|\n(?=[-|\d#])", text):
        plain = re.sub(r"`[^`]*`|\[([^\]]*)\]\([^)]*\)|[*|#]", r" \1 ", block)
        for sentence in re.split(r"(?<=[.!?:])\s+", plain):
            words = re.findall(r"[A-Za-z][A-Za-z'-]*", sentence)
            if len(words) > 25 or (words and is_beyond_b2(words, KNOWN)):
                hard.append(" ".join(sentence.split()))
    assert hard == []


def test_a_command_that_the_handbook_names_exists() -> None:
    code = set(re.findall(r"`goldline ([a-z-]+)", "\n".join(path.read_text("utf-8") for path in PAGES)))
    assert code
    assert code - COMMANDS.keys() == set()


@pytest.mark.parametrize("address", [links.CHECKS, links.COMMANDS, links.FORMAT])
def test_a_phone_shows_them_whole(site: Any, browser: Any, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    try:
        page = context.new_page()
        page.goto(site.at(address))
        root = "document.documentElement"
        assert page.evaluate(f"{root}.scrollWidth - {root}.clientWidth") == 0
    finally:
        context.close()
