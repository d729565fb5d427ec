"""`goldline check`: what it looks at, how it says it, and calls that cannot work."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from contract.checking import complaints, errors, findings, shown
from contract.sample import FINE, GUIDELINE, ITEMS, MAJOR
from contract.workbench import Repo, git, run


@pytest.fixture
def broken(captions: Repo) -> Repo:
    """Give the captions with a label that contradicts the rules, and a locale that is none."""
    captions.edit(MAJOR, "value: 2", "value: 3")
    captions.edit(FINE, "locale: en-US", "locale: fr-FR")
    return captions


# --- what it looks at ----------------------------------------------------------------------------------


def test_it_looks_at_the_working_tree(captions: Repo) -> None:
    captions.edit(FINE, "difficulty: easy", "difficulty: trivial")
    assert FINE in {one["file"] for one in errors(captions)}


def test_it_looks_at_files_that_git_does_not_know_yet(captions: Repo) -> None:
    captions.write(f"{ITEMS}/new.yaml", "id: other\n")
    assert f"{ITEMS}/new.yaml" in {one["file"] for one in errors(captions)}


def test_it_can_look_at_a_revision(captions: Repo) -> None:
    captions.edit(FINE, "difficulty: easy", "difficulty: trivial")
    captions.commit("Break")
    captions.edit(FINE, "difficulty: trivial", "difficulty: easy")
    captions.commit("Mend")
    assert not errors(captions, "--rev", "HEAD")
    assert FINE in {one["file"] for one in errors(captions, "--rev", "HEAD~1")}


def test_it_can_look_at_what_is_staged(captions: Repo) -> None:
    """The index, and not the working tree that went on since."""
    captions.edit(FINE, "difficulty: easy", "difficulty: trivial")
    assert not errors(captions, "--staged")
    captions.git("add", FINE)
    captions.edit(FINE, "difficulty: trivial", "difficulty: easy")
    assert FINE in {one["file"] for one in errors(captions, "--staged")}
    assert not errors(captions)


def test_it_works_before_the_first_commit(captions: Repo) -> None:
    captions.git("update-ref", "-d", "HEAD")
    assert not errors(captions)


def test_it_works_from_a_folder_below(broken: Repo) -> None:
    """Files are named from the top, wherever one stands."""
    done = run(["check", "--format", "json"], broken.path / "goldsets")
    assert {MAJOR, FINE} <= {one["file"] for one in done.json["findings"]}


def test_it_works_in_a_bare_repository(broken: Repo, tmp_path: Path) -> None:
    broken.commit("Break")
    bare = tmp_path / "bare.git"
    git(tmp_path, "clone", "--quiet", "--bare", str(broken.path), str(bare))
    done = run(["check", "--rev", "HEAD", "--format", "json"], bare)
    assert MAJOR in {one["file"] for one in done.json["findings"]}


def test_it_works_with_a_detached_head(broken: Repo) -> None:
    broken.git("checkout", "--quiet", "--detach")
    assert MAJOR in {one["file"] for one in errors(broken)}


def test_looking_changes_nothing(broken: Repo) -> None:
    before = broken.git("status", "--porcelain"), broken.read(MAJOR), broken.git("for-each-ref")
    for name in ("json", "text", "markdown", "github", "sarif", "junit"):
        broken.run("check", "--format", name)
    assert (broken.git("status", "--porcelain"), broken.read(MAJOR), broken.git("for-each-ref")) == before


def test_a_second_look_sees_the_same(broken: Repo) -> None:
    """Whatever the first one kept for later."""
    assert findings(broken) == findings(broken)


def test_a_second_look_sees_what_was_mended(broken: Repo) -> None:
    assert errors(broken)
    broken.edit(MAJOR, "value: 3", "value: 2")
    broken.edit(FINE, "locale: fr-FR", "locale: en-US")
    found = errors(broken)
    assert not found, shown(found)


def test_a_second_look_sees_a_guideline_that_changed(captions: Repo) -> None:
    """The item did not change; what it is held against did."""
    assert not errors(captions)
    captions.edit(GUIDELINE, "locales: [en-US, ja-JP]", "locales: [ja-JP]")
    assert FINE in {one["file"] for one in complaints(captions)}


# --- choosing findings -----------------------------------------------------------------------------------


def code_at(repo: Repo, path: str) -> str:
    return str(next(one["code"] for one in errors(repo) if one["file"] == path))


def test_codes_can_be_selected(broken: Repo) -> None:
    code = code_at(broken, MAJOR)
    assert {one["code"] for one in findings(broken, "--select", code)} == {code}


def test_codes_can_be_ignored(broken: Repo) -> None:
    code = code_at(broken, MAJOR)
    left = findings(broken, "--ignore", code)
    assert code not in {one["code"] for one in left}
    assert FINE in {one["file"] for one in left}


def test_nothing_left_is_all_well(broken: Repo) -> None:
    codes = ",".join(sorted({one["code"] for one in findings(broken)}))
    assert broken.run("check", "--ignore", codes).exit_code == 0


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_code_that_is_none_is_refused(broken: Repo, option: str) -> None:
    done = broken.run("check", option, "GL99999")
    assert done.exit_code == 2
    assert "GL99999" in done.said


# --- how it says it --------------------------------------------------------------------------------------


def test_text_is_what_one_gets_without_asking(broken: Repo) -> None:
    done = broken.run("check")
    assert done.exit_code == 1
    assert done.stdout == broken.run("check", "--format", "text").stdout


@pytest.mark.parametrize("name", ["json", "text", "markdown", "github", "sarif", "junit"])
def test_every_format_names_file_and_line_and_ends_alike(broken: Repo, name: str) -> None:
    line = broken.read(FINE).splitlines().index("locale: fr-FR") + 1
    done = broken.run("check", "--format", name)
    assert done.exit_code == 1
    assert FINE in done.stdout
    assert str(line) in done.stdout


@pytest.mark.parametrize("name", ["json", "text", "markdown", "github", "sarif", "junit"])
def test_every_format_of_a_clean_repository_ends_well(captions: Repo, name: str) -> None:
    assert captions.run("check", "--format", name).exit_code == 0


def test_the_summary_counts(broken: Repo) -> None:
    answer = broken.run("check", "--format", "json").json
    of_errors = sum(one["severity"] == "error" for one in answer["findings"])
    assert of_errors in answer["summary"].values()


def test_sarif_is_sarif(broken: Repo) -> None:
    answer = broken.run("check", "--format", "sarif").json
    assert answer["version"] == "2.1.0"
    (one_run,) = answer["runs"]
    assert one_run["tool"]["driver"]["name"]
    rules = {rule["id"] for rule in one_run["tool"]["driver"]["rules"]}
    for result in one_run["results"]:
        assert result["ruleId"] in rules
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        assert result["partialFingerprints"]
        place = result["locations"][0]["physicalLocation"]
        assert not place["artifactLocation"]["uri"].startswith(("/", "file:", ".."))
        assert place["region"]["startLine"] >= 1


def test_sarif_fingerprints_do_not_hang_on_line_numbers(broken: Repo) -> None:
    """A comment above moves the fault by a line; it is the same fault."""

    def prints() -> list[str]:
        answer = broken.run("check", "--format", "sarif").json
        return sorted(json.dumps(one["partialFingerprints"]) for one in answer["runs"][0]["results"])

    before = prints()
    broken.write(FINE, "# a comment\n" + broken.read(FINE))
    assert prints() == before


def test_junit_is_xml(broken: Repo) -> None:
    root = ElementTree.fromstring(broken.run("check", "--format", "junit").stdout)
    assert root.tag in ("testsuites", "testsuite")
    assert list(root.iter("failure"))


def test_github_annotates_lines(broken: Repo) -> None:
    lines = broken.run("check", "--format", "github").stdout.splitlines()
    assert any(line.startswith("::error ") and f"file={FINE}" in line for line in lines)


def test_all_formats_find_the_same(broken: Repo) -> None:
    found = [(one["file"], one["line"]) for one in findings(broken)]
    sarif = broken.run("check", "--format", "sarif").json["runs"][0]["results"]
    assert len(sarif) == len(found)


# An unknown key is quoted in the message, so its text reaches every format.
HOSTILE_KEY = (
    '"x\\n::add-mask::e\\r##[add-mask]f \\e[31m \\u202e <script>alert(1)</script> @everyone ](x) %0A":'
)


@pytest.mark.parametrize("name", ["json", "text", "markdown", "github", "sarif", "junit"])
def test_text_from_a_file_forges_nothing(captions: Repo, name: str) -> None:
    """No new line, no command to the runner, no colour, no text turned around, no live markup."""
    captions.edit(FINE, "difficulty: easy", f"{HOSTILE_KEY} 1")
    done = captions.run("check", "--format", name)
    assert done.exit_code == 1
    assert "\x1b" not in done.said
    assert "\r" not in done.said
    if name != "json" and name != "sarif":
        assert "\u202e" not in done.said
    for line in done.said.splitlines():
        assert not line.strip().startswith("::add-mask")
    if name == "github":
        assert "##[" not in done.said
    if name == "junit":
        ElementTree.fromstring(done.stdout)
    if name == "markdown":
        page = pytest.importorskip("markdown_it").MarkdownIt("commonmark", {"html": True}).enable("table")
        assert "<script>" not in page.render(done.stdout)


def test_half_a_character_does_not_break_the_output(captions: Repo) -> None:
    captions.edit(FINE, "difficulty: easy", '"x\\ud800": 1')
    for name in ("json", "text", "markdown", "github", "sarif", "junit"):
        done = captions.run("check", "--format", name)
        assert done.exit_code == 1
        done.stdout.encode()


# --- calls that cannot work --------------------------------------------------------------------------------


def test_not_a_repository(tmp_path: Path) -> None:
    done = run(["check"], tmp_path)
    assert done.exit_code == 2
    assert done.said.strip()


@pytest.mark.parametrize(
    "name", ["nowhere", "--output=stolen", "HEAD~7", "", ":/x", "a..b", "caption-quality@8.0.0"]
)
def test_an_unknown_revision(captions: Repo, name: str) -> None:
    done = captions.run("check", f"--rev={name}")
    assert done.exit_code == 2
    assert not (captions.path / "stolen").exists()


def test_an_unknown_format(captions: Repo) -> None:
    assert captions.run("check", "--format", "poem").exit_code == 2


def test_an_unknown_command(captions: Repo) -> None:
    assert captions.run("chekc").exit_code == 2


def test_staged_and_a_revision_at_once(captions: Repo) -> None:
    assert captions.run("check", "--staged", "--rev", "HEAD").exit_code == 2


@pytest.mark.parametrize("content", ["[[[\n", "a = \n", "unheard-of = 1\n"])
def test_settings_that_cannot_be_read(captions: Repo, content: str) -> None:
    """Never as if there were none: a gate that lost its settings would be open."""
    captions.write("goldline.toml", content)
    done = captions.run("check", "--format", "json")
    assert done.exit_code in (1, 2)
    assert "goldline.toml" in done.said


def test_empty_settings_are_settings(captions: Repo) -> None:
    captions.write("goldline.toml", "")
    assert not errors(captions)
