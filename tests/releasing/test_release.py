"""A release is verified, tagged once, and told to analysts without telling what they are tested with."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from goldline.model.bulletin import Bulletin, BulletinChange, BulletinExample
from goldline.render.bulletin import (
    render_bulletin_entry,
    render_bulletin_html,
    render_bulletin_markdown,
)
from releasing.conftest import Run, git

GUIDELINE = "guidelines/image-caption/guideline.yaml"
RULES = "guidelines/image-caption/criteria/correctness.yaml"
CHANGELOG = "guidelines/image-caption/CHANGELOG.md"
RULE = "when: {worst_error: major}\n    then: "


@pytest.fixture
def version(root: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give the version that is released, tagged, with one more major change committed on top."""
    for key in ("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.setenv(key, "lead@example.org")
    text = (root / GUIDELINE).read_text(encoding="utf-8")
    found = next(line for line in text.splitlines() if line.startswith("version:")).split()[1]
    git(root, "tag", f"image-caption@{found}")
    return found


def replace(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def reword(root: Path, before: str, after: str, entry: bool = True) -> None:
    """Commit a change of words, with this version and, if so, its entry in the changelog."""
    replace(root, RULES, "text: Two or more major errors give 1.", "text: Two major errors or more give 1.")
    replace(root, GUIDELINE, f"version: {before}", f"version: {after}")
    if entry:
        replace(root, CHANGELOG, "\n## ", f"\n## {after} (2026-11-24)\n\nCOR-3 is <b>shorter</b>.\n\n## ")
    git(root, "commit", "-qam", f"Release {after}")


def next_patch(version: str) -> str:
    major, minor, patch = version.split(".")
    return f"{major}.{minor}.{int(patch) + 1}"


def tags(root: Path) -> list[str]:
    return git(root, "tag", "-l", "image-caption@*").split()


def test_a_sound_version_is_tagged_with_its_changelog_entry(root: Path, run: Run, version: str) -> None:
    new = next_patch(version)
    reword(root, version, new)
    result = run("release", "image-caption", "--bulletin", str(root.parent / "news"))
    assert result.exit_code == 0, result.output
    assert f"tagged image-caption@{new}" in result.output
    assert git(root, "cat-file", "-t", f"image-caption@{new}").strip() == "tag"
    assert "COR-3 is <b>shorter</b>." in git(root, "cat-file", "-p", f"image-caption@{new}")
    assert git(root, "rev-parse", f"image-caption@{new}^{{}}") == git(root, "rev-parse", "HEAD")
    forms = {path.suffix: path.read_text(encoding="utf-8") for path in (root.parent / "news").iterdir()}
    assert set(forms) == {".md", ".html", ".json"}
    assert "Before: `Two or more major errors give 1.`" in forms[".md"]
    assert "Now: `Two major errors or more give 1.`" in forms[".md"]
    entry = json.loads(forms[".json"])
    assert (entry["format"], entry["id"]) == ("goldline/bulletin/1", f"image-caption@{new}")
    assert entry["date_published"] == "2026-11-24T00:00:00Z"


def test_a_changelog_that_counts_broken_labels_is_not_released(root: Path, run: Run, version: str) -> None:
    new = next_patch(version)
    reword(root, version, new)
    replace(
        root, CHANGELOG, "COR-3 is <b>", "- Labels that the rules contradict now: `cap-0004`.\n\nCOR-3 is <b>"
    )
    git(root, "commit", "-qam", "Count")
    result = run("release", "image-caption")
    assert result.exit_code == 1
    assert f"`goldline bump image-caption --against image-caption@{version}` counts anew" in result.output
    assert tags(root) == [f"image-caption@{version}"]


def test_a_change_before_the_version_was_raised_counts_too_where_nothing_is_tagged(
    root: Path, run: Run, version: str
) -> None:
    git(root, "tag", "-d", f"image-caption@{version}")
    begin = git(root, "rev-parse", "HEAD").strip()
    replace(root, RULES, RULE + "2", RULE + "1")
    git(root, "commit", "-qam", "Rule, under the old version")
    reword(root, version, next_patch(version))
    result = run("release", "image-caption")
    assert result.exit_code == 1
    assert (
        f"is not the version that this change demands after {version}: it is a major change" in result.output
    )
    assert f"`goldline bump image-caption --against {begin[:12]}` writes 3.0.0" in result.output
    assert "-> 3.0.0" in run("bump", "--against", begin[:12], "--reason", "R", "--dry-run").output


def test_a_version_that_cannot_be_read_any_more_is_to_be_tagged(root: Path, run: Run, version: str) -> None:
    git(root, "tag", "-d", f"image-caption@{version}")
    text = (root / RULES).read_text(encoding="utf-8")
    (root / RULES).write_text("id: [\n", encoding="utf-8")
    git(root, "commit", "-q", "--amend", "-am", "Begin badly")
    (root / RULES).write_text(text, encoding="utf-8")
    git(root, "commit", "-qam", "Mend")
    reword(root, version, next_patch(version))
    result = run("release", "image-caption")
    assert result.exit_code == 2
    assert f"git tag image-caption@{version} COMMIT" in result.output


def test_a_version_is_released_once(root: Path, run: Run, version: str) -> None:
    result = run("release", "image-caption")
    assert result.exit_code == 1
    assert "a version is released once" in result.output
    assert tags(root) == [f"image-caption@{version}"]


def test_all_that_stands_in_the_way_is_said_at_once_and_nothing_is_tagged(
    root: Path, run: Run, version: str
) -> None:
    new = next_patch(version)
    reword(root, version, new, entry=False)
    replace(root, RULES, f"{RULE}2", f"{RULE}1")
    git(root, "commit", "-qam", "Judge more strictly")
    replace(root, GUIDELINE, "title: ", "title: New ")
    result = run("release", "image-caption", "--bulletin", str(root.parent / "news"))
    assert result.exit_code == 1
    for words in (
        "differs from what is committed",
        "has no entry for",
        "is not the version that this change demands",
        "GL301",
    ):
        assert words in result.output
    assert tags(root) == [f"image-caption@{version}"]
    assert not (root.parent / "news").exists()


def test_a_dry_run_shows_the_bulletin_and_tags_nothing(root: Path, run: Run, version: str) -> None:
    reword(root, version, next_patch(version))
    result = run("release", "image-caption", "--dry-run")
    assert result.exit_code == 0
    assert "## What changed for you" in result.output
    assert tags(root) == [f"image-caption@{version}"]


def test_examples_never_name_what_people_train_or_are_tested_with(root: Path, run: Run, version: str) -> None:
    major = f"{int(version.split('.')[0]) + 1}.0.0"
    replace(root, RULES, f"{RULE}2", f"{RULE}1")
    reword(root, version, major)
    shown = run("release", "image-caption", "--dry-run")
    news = shown.stdout
    assert "Some judgments change." in news
    assert "`correctness`, `where " in news
    assert "Before: `2 (Wrong in a main point)`. Now: `1 (Misleading)`." in news
    public = {
        path.stem
        for path in (root / "goldsets/caption-basics/items").rglob("*.yaml")
        if "\nvisibility: example\n" in path.read_text(encoding="utf-8")
    }
    named = {word.strip("`(),.") for word in news.partition("## Examples")[2].split() if "cap-" in word}
    assert named <= public


def test_without_a_name_for_the_tagger_nothing_is_tagged_and_the_way_out_is_told(
    root: Path, run: Run, version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reword(root, version, next_patch(version))
    for key in ("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.delenv(key)
    git(root, "config", "user.useConfigOnly", "true")
    monkeypatch.setenv("HOME", str(root.parent))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(root.parent))
    result = run("release", "image-caption")
    assert result.exit_code == 2
    assert "git config user.name" in result.output
    assert tags(root) == [f"image-caption@{version}"]


def test_a_signature_that_fails_leaves_no_tag(root: Path, run: Run, version: str) -> None:
    reword(root, version, next_patch(version))
    git(root, "config", "tag.gpgSign", "true")
    git(root, "config", "gpg.program", "false")
    result = run("release", "image-caption")
    assert (result.exit_code, "could not make the tag" in result.output) == (2, True)
    assert tags(root) == [f"image-caption@{version}"]


def test_a_tag_is_signed_where_git_is_set_up_so(root: Path, run: Run, version: str) -> None:
    """A stand-in for the signing program: what it prints is the signature."""
    new = next_patch(version)
    reword(root, version, new)
    program = root.parent / "sign"
    program.write_text(
        "#!/bin/sh\ncat >/dev/null\necho '[GNUPG:] SIG_CREATED ' >&2\n"
        "printf -- '-----BEGIN PGP SIGNATURE-----\\nx\\n-----END PGP SIGNATURE-----\\n'\n"
    )
    program.chmod(0o755)
    git(root, "config", "tag.gpgSign", "true")
    git(root, "config", "gpg.program", str(program))
    assert run("release", "image-caption").exit_code == 0
    assert "BEGIN PGP SIGNATURE" in git(root, "cat-file", "-p", f"image-caption@{new}")


def test_the_first_version_of_a_guideline_needs_no_version_before(root: Path, run: Run) -> None:
    """The history knows one version only."""
    result = run("release", "image-caption", "--dry-run")
    assert "This is the first version." in result.stdout


# --- the forms ---------------------------------------------------------------------------------------

HOSTILE = Bulletin(
    "captions",
    "Captions <script>alert(1)</script>",
    "2.0.0",
    "1.0.0",
    "2026-11-24",
    "Some judgments change.",
    "A <img src=x onerror=alert(1)> note.\n\nSecond \x1b[31m part.",
    (
        BulletinChange("style", "rule <b>", "`a` | b", "</del><script>x</script>"),
        BulletinChange("", "type x", "a", ""),
    ),
    (BulletinExample("style", 'cap-1 "><svg onload=x>', "1", "2"),),
)


class Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, len(attrs)))


def test_a_mail_holds_text_and_nothing_that_acts_or_loads() -> None:
    page = render_bulletin_html(HOSTILE)
    parser = Elements()
    parser.feed(page)
    assert {tag for tag, _ in parser.seen} <= {
        *(
            "html",
            "head",
            "meta",
            "title",
            "body",
            "h1",
            "h2",
            "h3",
            "p",
            "del",
            "ins",
            "ul",
            "li",
            "br",
            "strong",
        )
    }
    assert [tag for tag, count in parser.seen if count] == ["html", "meta"]
    assert "\x1b" not in page
    assert "Now: it is gone." in page


def test_markdown_and_feed_hold_the_same_news() -> None:
    text = render_bulletin_markdown(HOSTILE)
    entry = json.loads(render_bulletin_entry(HOSTILE))
    assert entry["content_text"] == text
    assert "\x1b" not in text
    assert "- Before: `` `a` | b ``" in text
