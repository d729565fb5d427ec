"""`goldline check`: files that nobody would write, and somebody sends (CASES, sections 1 to 3)."""

from __future__ import annotations

import os

import pytest

from contract.checking import complaints, errors, findings, listed, shown
from contract.sample import BEACH_PNG, BEACH_SHA256, FINE, GOLDSET, ITEMS, LFS_POINTER, TAXONOMY, png
from contract.workbench import FIRST_COMMIT, Repo, git, text

GOOD = "goldsets/caption-basics/items/cap-0005.yaml"
BOMB = "a0: &a0 {k: 1}\n" + "".join(
    f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}], x{n}: 1}}\n" for n in range(1, 7)
)

WHOLE_FILES: dict[str, bytes] = {
    "nothing": b"",
    "only a comment": b"# to do\n",
    "a word": b"hello\n",
    "a list": b"- a\n- b\n",
    "null": b"~\n",
    "a pointer of Git LFS": LFS_POINTER.encode(),
    "UTF-16": "id: cap-0001\ntitle: Sixteen\n".encode("utf-16"),
    "Latin-1": b"id: cap-0001\ntitle: caf\xe9\n",
    "a NUL": b"id: cap-0001\ntitle: a\0b\n",
    "an escape character": b"id: cap-0001\ntitle: a\x1b[31mb\n",
    "lone carriage returns": b"id: cap-0001\rtitle: One line to every editor\r",
    "a byte order mark in the middle": b"id: cap-0001\n\xef\xbb\xbftitle: Middle\n",
    "a merge bomb": BOMB.encode(),
    "a hundred thousand brackets": b"a: " + b"[" * 100_000 + b"]" * 100_000 + b"\n",
    "five hundred nested maps": "".join(" " * n + "a:\n" for n in range(500)).encode(),
    "five thousand dashes": b"- " * 5000 + b"x\n",
    "two thousand question marks": b"? " * 2000 + b"\n",
    "more than a megabyte": b"id: cap-0001\nx-long: " + b"a" * 1_100_000 + b"\n",
    "an equals sign": b"id: =\n",
    "a name in two scripts": "id: c\u0430p-0001\n".encode(),
    "an id that turns the text around": b'id: "cap-\\u202e0001"\n',
    "an id that goes on": b'id: "cap-0001\\n"\n',
}


@pytest.mark.parametrize("name", WHOLE_FILES)
def test_a_file_that_is_no_item_is_refused_by_name(captions: Repo, name: str) -> None:
    """Its own file is named, and the others are still looked at."""
    captions.write(FINE, WHOLE_FILES[name])
    captions.edit(GOOD, "locale: ja-JP", "locale: fr-FR")
    done = captions.run("check", "--format", "json")
    assert done.exit_code == 1
    files = {one["file"] for one in listed(done) if one["severity"] != "info"}
    assert {FINE, GOOD} <= files


@pytest.mark.parametrize("name", ["nothing", "a word", "a list", "UTF-16", "a merge bomb", "an equals sign"])
@pytest.mark.parametrize("path", [TAXONOMY, GOLDSET, "guidelines/caption-quality/criteria/style.yaml"])
def test_what_holds_for_items_holds_for_all_files(captions: Repo, path: str, name: str) -> None:
    captions.write(path, WHOLE_FILES[name])
    assert path in {one["file"] for one in errors(captions)}


def test_a_byte_order_mark_in_front_is_no_error(captions: Repo) -> None:
    captions.write(FINE, "\ufeff" + captions.read(FINE))
    assert not errors(captions)


def test_the_line_ends_of_windows_are_no_error(captions: Repo) -> None:
    captions.write(FINE, captions.read(FINE).replace("\n", "\r\n"))
    found = errors(captions)
    assert not found, shown(found)


def test_lines_are_counted_alike_whatever_ends_them(captions: Repo) -> None:
    captions.edit(FINE, "difficulty: easy", "difficulty: trivial")
    line = captions.read(FINE).splitlines().index("difficulty: trivial") + 1
    captions.write(FINE, captions.read(FINE).replace("\n", "\r\n"))
    assert line in {one["line"] for one in complaints(captions) if one["file"] == FINE}


@pytest.mark.parametrize(
    "value",
    ["no", "yes", "off", "n", "2026-01-01", "1_000", "a: b"],
)
def test_words_that_older_yaml_read_as_something_else_are_words(captions: Repo, value: str) -> None:
    """Unquoted in block style, all but the last are plain strings of YAML 1.2."""
    quoted = f'"{value}"' if ":" in value else value
    captions.edit(FINE, "tags: [animals]", f"tags:\n  - {quoted}")
    assert not [one for one in errors(captions) if one["file"] == FINE]


def test_one_file_does_not_change_how_the_next_is_read(captions: Repo) -> None:
    """`%YAML 1.1` would make `no` false and 010 eight, in files that come after it."""
    captions.write(f"{ITEMS}/aaa.yaml", "%YAML 1.1\n---\nid: aaa\n")
    captions.edit(FINE, "tags: [animals]", "tags: [no, off]")
    assert {one["file"] for one in errors(captions)} == {f"{ITEMS}/aaa.yaml"}


@pytest.mark.parametrize(
    "prose",
    [
        "Is it so?}",
        "a question mark? in the middle}",
        "see http://example.org/a?b=c#d}",
        "at 12:30 o'clock}",
    ],
)
def test_prose_in_braces_that_yaml_allows_is_allowed(captions: Repo, prose: str) -> None:
    """YAML 1.2 has nothing against a question mark or an address in braces; some parsers do."""
    captions.edit(
        TAXONOMY, "{name: minor, definition: Nobody would be misled.}", f"{{name: minor, definition: {prose}"
    )
    found = errors(captions)
    assert not found, shown(found)


def test_no_cut_of_a_file_is_a_crash(captions: Repo) -> None:
    """Half-written files happen. Most of them are still YAML; without a response they are no items."""
    whole = captions.read(FINE).encode()
    response = whole.index(b"\nresponse:")
    for length in range(0, len(whole) - 40, 61):
        captions.write(FINE, whole[:length])
        done = captions.run("check", "--format", "json")
        listed(done)
        assert done.exit_code == 1 or length > response


# --- the same thing twice ------------------------------------------------------------------------------


def test_an_item_id_twice_in_the_repository(captions: Repo) -> None:
    """The folders below items/ are free, so the files may lie far apart."""
    again = f"{ITEMS}/elsewhere/cap-0001.yaml"
    captions.write(again, captions.read(FINE))
    assert {FINE, again} & {one["file"] for one in errors(captions)}


def test_an_item_id_twice_in_two_sets(captions: Repo) -> None:
    other = captions.read(GOLDSET).replace("id: caption-basics", "id: other").replace("0d7f", "1d7f")
    captions.write("goldsets/other/goldset.yaml", other)
    captions.write("goldsets/other/media/beach.png", png())
    again = "goldsets/other/items/cap-0001.yaml"
    captions.write(again, captions.read(FINE))
    assert {FINE, again} & {one["file"] for one in errors(captions)}


def test_numbers_that_look_alike_do_not_become_one_item(captions: Repo) -> None:
    for name in ("0123", "123"):
        captions.write(f"{ITEMS}/{name}.yaml", captions.read(FINE).replace("id: cap-0001", f"id: {name}"))
    assert {f"{ITEMS}/0123.yaml", f"{ITEMS}/123.yaml"} <= {one["file"] for one in errors(captions)}


# --- media ---------------------------------------------------------------------------------------------


def about_media(repo: Repo) -> list[dict[str, object]]:
    return [one for one in complaints(repo) if one["file"] in (GOLDSET, BEACH_PNG)]


def test_media_that_were_changed(captions: Repo) -> None:
    captions.write(BEACH_PNG, png(9, 6))
    assert about_media(captions)


def test_media_that_are_gone(captions: Repo) -> None:
    captions.remove(BEACH_PNG)
    assert about_media(captions)


def test_media_that_were_not_fetched(captions: Repo) -> None:
    """A pointer of Git LFS stands in their place: that is another trouble than a wrong checksum."""
    captions.write(BEACH_PNG, LFS_POINTER)
    fetched = about_media(captions)
    assert fetched
    captions.write(BEACH_PNG, png(9, 6))
    assert {one["message"] for one in fetched} != {one["message"] for one in about_media(captions)}


@pytest.mark.parametrize(
    "content", [b"<html><script>alert(1)</script></html>", b"<svg onload='alert(1)'/>", b""]
)
def test_media_that_are_not_what_their_name_says(captions: Repo, content: bytes) -> None:
    captions.write(BEACH_PNG, content)
    assert about_media(captions)


def test_media_in_an_item_of_its_own(captions: Repo) -> None:
    """A whole entry in place of an id: its path starts at the set's folder, its checksum counts."""
    entry = text(
        f"""
        media:
          - id: own
            path: media/beach.png
            sha256: {BEACH_SHA256}
            alt: A dog runs on wet sand.
            license: CC0-1.0
        """
    )
    captions.edit(FINE, "media: [beach]\n", entry)
    assert not errors(captions)
    captions.edit(FINE, f"sha256: {BEACH_SHA256}", f"sha256: {'0' * 64}")
    assert FINE in {one["file"] for one in complaints(captions)}


# --- what a tree can hold beside files -----------------------------------------------------------------


def test_a_link_is_not_followed(captions: Repo) -> None:
    """It may lead out of the repository."""
    secret = captions.path.parent / "secret.yaml"
    secret.write_text("id: stolen\ntitle: THE-SECRET\n")
    (captions.path / ITEMS / "link.yaml").symlink_to(secret)
    done = captions.run("check", "--format", "json")
    assert f"{ITEMS}/link.yaml" in {one["file"] for one in listed(done) if one["severity"] == "error"}
    assert "THE-SECRET" not in done.said


def test_media_behind_a_link_are_not_followed(captions: Repo) -> None:
    outside = captions.path.parent / "outside.png"
    outside.write_bytes(png())
    captions.remove(BEACH_PNG)
    (captions.path / BEACH_PNG).symlink_to(outside)
    assert about_media(captions)


def test_names_that_some_machines_cannot_tell_apart(captions: Repo) -> None:
    captions.write("escalations/2026/ESC-0001.yaml", captions.read("escalations/2026/esc-0001.yaml"))
    assert any("esc-0001" in one["file"].casefold() for one in errors(captions))


def test_what_lies_elsewhere_is_nobodys_business(captions: Repo) -> None:
    captions.write("notes/broken.yaml", "a: [\n")
    captions.write("goldsets/caption-basics/README.md", "# Captions\n")
    assert not errors(captions)


def test_a_file_that_git_ignores_can_be_there(captions: Repo) -> None:
    captions.write(".gitignore", "*.bak\n")
    captions.write(f"{ITEMS}/cap-0001.yaml.bak", "a: [\n")
    assert not errors(captions)


def test_a_file_name_that_is_not_utf8_is_no_crash(captions: Repo) -> None:
    (captions.path / ITEMS / os.fsdecode(b"zz\xff.yaml")).write_bytes(b"id: zz\n")
    assert captions.run("check", "--format", "json").exit_code == 1


def test_merging_both_sides_in_silence_is_refused(captions: Repo) -> None:
    """`merge=union` writes both labels into one file, and git calls it clean."""
    captions.write(".gitattributes", "*.yaml merge=union\n")
    assert ".gitattributes" in {one["file"] for one in complaints(captions)}


def test_a_repository_within_the_repository_is_no_trap(captions: Repo) -> None:
    """A bare repository among the files may name programs for git to run."""
    ran = captions.path.parent / "ran"
    trap = captions.path / "goldsets/caption-basics/media/trap"
    git(captions.path.parent, "init", "--quiet", "--bare", str(trap), at=FIRST_COMMIT)
    program = captions.path.parent / "program"
    program.write_text(f"#!/bin/sh\ntouch {ran}\n")
    program.chmod(0o755)
    git(trap, "config", "core.fsmonitor", str(program))
    findings(captions)
    assert not ran.exists()
