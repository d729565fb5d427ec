"""`goldline init`: from an empty folder to a repository that is checked, and nothing overwritten."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from goldline.cli.main import COMMANDS
from goldline.reading.yaml import read_yaml
from goldline.store.git import Repository
from starting.conftest import Run, files_in

ROOT = Path(__file__).parents[2]


def test_a_new_repository_is_checked_at_once(run: Run, tmp_path: Path) -> None:
    result = run("init", "captions", "--modality", "image-caption", "--scale", "four-point")
    assert result.exit_code == 0, result.output
    repo = Repository.find(tmp_path / "captions")
    assert repo is not None
    assert repo.root == tmp_path / "captions"
    checked = run("check", cwd=tmp_path / "captions")
    assert checked.exit_code == 0
    assert "All is well" in checked.output


def test_it_works_without_git(run: Run, tmp_path: Path) -> None:
    assert run("init", "plain", "--no-git").exit_code == 0
    assert not (tmp_path / "plain/.git").exists()
    assert run("check", cwd=tmp_path / "plain").exit_code == 0


def test_it_fills_the_folder_one_stands_in(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "town-answers"
    folder.mkdir()
    assert run("init", cwd=folder).exit_code == 0
    assert (folder / "guidelines/town-answers/guideline.yaml").is_file()


def test_what_is_there_is_never_overwritten(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "full"
    folder.mkdir()
    (folder / "README.md").write_text("mine")
    (folder / "notes.txt").write_text("mine too")
    result = run("init", "full")
    assert result.exit_code == 2
    assert "README.md" in result.output
    assert "notes.txt" not in result.output
    assert files_in(folder) == {"README.md", "notes.txt"}
    assert (folder / "README.md").read_text() == "mine"
    assert not (folder / ".git").exists()


def test_a_folder_with_guidelines_is_left_to_goldline_new(run: Run, tmp_path: Path) -> None:
    (tmp_path / "old/guidelines").mkdir(parents=True)
    result = run("init", "old")
    assert result.exit_code == 2
    assert "guidelines/" in result.output
    assert "goldline new guideline" in result.output


def test_a_folder_inside_a_repository_is_refused(run: Run, tmp_path: Path) -> None:
    assert run("init", "outer").exit_code == 0
    result = run("init", "inner", cwd=tmp_path / "outer")
    assert result.exit_code == 2
    assert "lies inside" in result.output
    assert not (tmp_path / "outer/inner").exists()


def test_the_root_of_an_empty_repository_is_filled(run: Run, tmp_path: Path) -> None:
    from goldline.store.begin import begin_repository

    folder = tmp_path / "cloned"
    folder.mkdir()
    begin_repository(folder)
    assert run("init", "cloned").exit_code == 0
    assert run("check", cwd=folder).exit_code == 0


def test_a_link_to_elsewhere_is_not_followed(run: Run, tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "linked", tmp_path / "elsewhere"
    folder.mkdir()
    elsewhere.mkdir()
    (folder / ".vscode").symlink_to(elsewhere)
    result = run("init", "linked")
    assert result.exit_code == 2
    assert files_in(elsewhere) == set()
    assert not (folder / "README.md").exists()


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--name", "Bad Name"], "lower-case words"),
        (["--scale", "five"], "three-point"),
        (["--escalate-to", "somewhere"], "github:OWNER/REPO"),
        (["--locales", ","], "no locale"),
        (["--with-gold"], "--from"),
        (["--source", "."], "--from"),
        (["--from", "image-caption", "--scale", "pass-fail"], "--scale cannot be chosen with --from"),
        (["--from", "no-such-guideline"], "no guideline `no-such-guideline`"),
    ],
)
def test_a_wrong_option_is_refused_before_anything_is_written(
    run: Run, tmp_path: Path, args: list[str], says: str
) -> None:
    result = run("init", "new", *args)
    assert result.exit_code == 2
    assert says in result.output
    assert not (tmp_path / "new").exists()


def test_a_person_is_asked_and_may_err(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goldline.cli.asking.someone_is_there", lambda: True)
    name, scale, target = (
        ["Our Captions", "our-captions"],
        ["five", "pass-fail"],
        ["nowhere", "leads@example.org"],
    )
    answers = [*name, "Captions of ours", "image-caption", *scale, "en-GB, de-DE", *target]
    result = run("init", "asked", stdin="\n".join(answers) + "\n")
    assert result.exit_code == 0, result.output
    assert "four levels, so that nobody can choose the middle" in result.output
    manifest = (tmp_path / "asked/guidelines/our-captions/guideline.yaml").read_text()
    assert "title: Captions of ours" in manifest
    assert "locales: [en-GB, de-DE]" in manifest
    assert 'to = ["mail:leads@example.org"]' in (tmp_path / "asked/goldline.toml").read_text()


def test_nobody_is_asked_with_no_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goldline.cli.asking.someone_is_there", lambda: True)
    assert run("init", "quiet", "--no-input").exit_code == 0


# --- around the guideline --------------------------------------------------------------------

WORKFLOWS = {".github/workflows/goldline.yml", ".github/workflows/goldline-comment.yml"}


@pytest.mark.parametrize(
    ("target", "files"),
    [
        ("none", WORKFLOWS),
        (
            "github:acme/guide",
            {
                *WORKFLOWS,
                ".github/ISSUE_TEMPLATE/escalation.yml",
                ".github/workflows/goldline-escalation.yml",
            },
        ),
        ("https://gitlab.example.org/a/b", {".gitlab-ci.yml", ".gitlab/issue_templates/Escalation.md"}),
        ("leads@example.org", WORKFLOWS),
    ],
)
def test_ci_and_forms_are_those_of_the_place_where_escalations_go(
    run: Run, tmp_path: Path, target: str, files: set[str]
) -> None:
    run("init", "new", "--escalate-to", target)
    assert {path for path in files_in(tmp_path / "new") if path.startswith((".github", ".gitlab"))} == files
    assert run("doctor", cwd=tmp_path / "new").exit_code == 0


def test_ci_pins_what_this_repository_pins_and_may_only_read(run: Run, tmp_path: Path) -> None:
    run("init", "new")
    workflow = (tmp_path / "new/.github/workflows/goldline.yml").read_text()
    ours = "".join(path.read_text() for path in (ROOT / ".github/workflows").glob("*.yml"))
    used = re.findall(r"uses: (\S+)", workflow)
    assert used
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", action) and action in ours for action in used)
    value = read_yaml(workflow.encode(), "goldline.yml").value
    assert value["permissions"] == {}
    assert value["jobs"]["goldline"]["permissions"] == {"contents": "read"}
    assert "persist-credentials: false" in workflow
    commands = re.findall(r"goldline (\w+)", "\n".join(re.findall(r"run: (.*)", workflow)))
    assert commands == ["check", "ci"]
    for step in value["jobs"]["goldline"]["steps"]:  # nothing that a pull request names is put into a script
        assert "${{" not in step.get("run", "")


def test_the_hooks_run_on_what_is_staged(run: Run, tmp_path: Path) -> None:
    import subprocess

    run("init", "new")
    subprocess.run(["git", "add", "--all"], cwd=tmp_path / "new", check=True)
    hooks = read_yaml((tmp_path / "new/.pre-commit-config.yaml").read_bytes(), "").value["repos"][0]["hooks"]
    for hook in hooks:
        program, *args = hook["entry"].split()
        assert program == "goldline"
        assert run(*args, cwd=tmp_path / "new").exit_code == 0
    changed = subprocess.run(
        ["git", "diff", "--name-only"], cwd=tmp_path / "new", check=True, capture_output=True, text=True
    )
    assert changed.stdout == "", "a new repository's schemas are up to date"


def test_hooks_and_attributes_are_named_where_people_look(run: Run, tmp_path: Path) -> None:
    said = run("init", "new").output
    readme = (tmp_path / "new/README.md").read_text()
    for text in (said, readme):
        for name in (
            "goldline git install",
            "pre-commit install",
            ".gitattributes",
            ".pre-commit-config.yaml",
        ):
            assert name in text
    before = (tmp_path / "new/.gitattributes").read_bytes()
    assert "there already" in run("git", "install", cwd=tmp_path / "new").output
    assert (tmp_path / "new/.gitattributes").read_bytes() == before
    assert run("git", "status", cwd=tmp_path / "new").exit_code == 0


def test_every_command_that_the_readme_names_is_there(run: Run, tmp_path: Path) -> None:
    said = run("init", "new").output
    readme = (tmp_path / "new/README.md").read_text()
    named = set(
        re.findall(r"goldline ([a-z]+)", "\n".join(re.findall(r"```sh\n(.*?)```", readme, re.S)) + said)
    )
    assert {"check", "diff", "new", "show", "list"} <= named
    assert named <= {*COMMANDS, "init"}
    for line in re.findall(r"^goldline (show .*|explain .*|list .*)$", readme, re.M):
        assert run(*line.split(), cwd=tmp_path / "new").exit_code == 0, line


# --- from another guideline ------------------------------------------------------------------


@pytest.fixture
def old(run: Run, tmp_path: Path) -> Path:
    """Give a repository with a guideline that has had releases, and gold of all of them."""
    run("init", "old", "--name", "captions", "--modality", "image-caption")
    folder = tmp_path / "old"
    root = folder / "guidelines/captions"
    _edit(root / "guideline.yaml", "version: 0.1.0", "version: 2.1.0")
    _edit(
        root / "taxonomy.yaml",
        "      object:\n",
        "      object:\n        since: 2.0.0 # split\n        was: hallucination.attribute\n",
    )
    _edit(
        root / "criteria/correctness.yaml",
        "  - id: COR-minor-error\n",
        "  # kept\n  - id: COR-minor-error\n    revised: 2.0.0\n",
    )
    for path in (folder / "goldsets/captions-basics/items").glob("*.yaml"):
        _edit(path, "captions@0.1.0", "captions@1.0.0")
    _edit(
        folder / "goldsets/captions-basics/items/meadow-orange-sun.yaml",
        "findings:",
        "inspected: [hallucination.object]\nfindings:",
    )
    return folder


def _edit(path: Path, before: str, after: str) -> None:
    text = path.read_text()
    assert before in text, path
    path.write_text(text.replace(before, after, 1))


def test_a_copy_begins_its_versions_anew(run: Run, tmp_path: Path, old: Path) -> None:
    result = run("init", "mine", "--from", "captions", "--source", str(old), "--title", "Mine")
    assert result.exit_code == 0, result.output
    copied = tmp_path / "mine/guidelines/captions"
    text = "".join(path.read_text() for path in copied.rglob("*.yaml"))
    assert "version: 0.1.0" in text
    assert "title: Mine" in text
    assert not re.search(r"^\s*(since|revised|was|examples):", text, re.M)
    assert "# kept" in text, "comments come along"
    assert run("check", cwd=tmp_path / "mine").exit_code == 0


def test_gold_comes_along_where_it_is_asked_for(run: Run, tmp_path: Path, old: Path) -> None:
    result = run(
        "init", "mine", "--from", "captions", "--source", str(old), "--with-gold", "--name", "photos"
    )
    assert result.exit_code == 0, result.output
    items = tmp_path / "mine/goldsets/photos-basics/items"
    assert "guideline: photos@0.1.0" in (items / "meadow-dog.yaml").read_text()
    assert (tmp_path / "mine/goldsets/photos-basics/media/meadow.png").read_bytes().startswith(b"\x89PNG")
    canaries = {
        read_yaml(path.read_bytes(), "").value["canary"]
        for path in (old / "goldsets/captions-basics/goldset.yaml", items.parent / "goldset.yaml")
    }
    assert len(canaries) == 2
    assert run("check", cwd=tmp_path / "mine").exit_code == 0


def test_an_item_that_nobody_searched_for_a_newer_type_comes_as_a_draft(
    run: Run, tmp_path: Path, old: Path
) -> None:
    """In the copy the type is as old as all others: not recorded would mean not there."""
    result = run("init", "mine", "--from", "captions", "--source", str(old), "--with-gold")
    items = tmp_path / "mine/goldsets/captions-basics/items"
    assert "status: draft" in (items / "meadow-as-it-is.yaml").read_text()
    assert "meadow-as-it-is is a draft now" in result.output
    inspected = (items / "meadow-orange-sun.yaml").read_text()
    assert "status" not in inspected
    assert "inspected" not in inspected


def test_what_goldline_ships_can_be_started_from(run: Run, tmp_path: Path) -> None:
    result = run("init", "mine", "--from", "image-caption")
    assert result.exit_code == 0, result.output
    assert run("check", cwd=tmp_path / "mine").exit_code == 0


def test_a_version_of_the_past_can_be_started_from(run: Run, tmp_path: Path, old: Path) -> None:
    import subprocess

    who = ["-c", "user.name=Lead", "-c", "user.email=lead@example.org"]
    subprocess.run(["git", "add", "--all"], cwd=old, check=True)
    subprocess.run(["git", *who, "commit", "--quiet", "-m", "Old"], cwd=old, check=True)
    _edit(old / "guidelines/captions/guideline.yaml", "title: Captions", "title: Later")
    result = run("init", "../mine", "--from", "captions@2.1.0", cwd=old)
    assert result.exit_code == 0, result.output
    assert "title: Captions" in (tmp_path / "mine/guidelines/captions/guideline.yaml").read_text()


# --- editor settings -------------------------------------------------------------------------


def test_settings_of_ones_own_stay(run: Run, tmp_path: Path) -> None:
    run("init", "new")
    path = tmp_path / "new/.vscode/settings.json"
    settings = json.loads(path.read_text())
    settings["editor.fontSize"] = 19
    settings["yaml.schemas"]["https://example.org/other.json"] = ["other.yaml"]
    settings["yaml.format.enable"] = True
    path.write_text(json.dumps(settings))
    (tmp_path / "new/goldsets/second").mkdir()
    (tmp_path / "new/goldsets/second/goldset.yaml").write_text(
        (tmp_path / "new/goldsets/new-basics/goldset.yaml")
        .read_text()
        .replace("id: new-basics", "id: second")
    )
    assert run("schema", "--write", ".goldline/schemas", "--vscode", cwd=tmp_path / "new").exit_code == 0
    after = json.loads(path.read_text())
    assert after["editor.fontSize"] == 19
    assert after["yaml.format.enable"] is True
    assert after["yaml.schemas"]["https://example.org/other.json"] == ["other.yaml"]
    mapped = after["yaml.schemas"][".goldline/schemas/item.new.schema.json"]
    assert mapped == ["goldsets/new-basics/items/**/*.yaml", "goldsets/second/items/**/*.yaml"]


def test_settings_with_comments_are_left_to_their_author(run: Run, tmp_path: Path) -> None:
    run("init", "new")
    path = tmp_path / "new/.vscode/settings.json"
    path.write_text("// mine\n{}\n")
    result = run("schema", "--write", ".goldline/schemas", "--vscode", cwd=tmp_path / "new")
    assert result.exit_code == 2
    assert "left as it is" in result.output
    assert path.read_text() == "// mine\n{}\n"
