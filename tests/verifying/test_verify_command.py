"""`goldline verify` as it is called."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from goldline.cli.main import cli

BASE = Path(__file__).parents[1] / "cases" / "base"
RULES = "guidelines/caption-quality/criteria/correctness.yaml"


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["-C", str(folder), *arguments], prog_name="goldline")


def copy(folder: Path, old: str = "", new: str = "") -> Path:
    for path in BASE.rglob("*"):
        if path.is_file():
            target = folder / path.relative_to(BASE)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    text = (folder / RULES).read_text()
    assert old in text
    (folder / RULES).write_text(text.replace(old, new))
    return folder


def test_a_sound_guideline_ends_well(tmp_path: Path) -> None:
    result = run(copy(tmp_path), "verify")
    assert result.exit_code == 0
    assert "nothing wrong in 2 criteria" in result.output


def test_a_flaw_is_shown_with_an_example_a_way_out_and_its_place(tmp_path: Path) -> None:
    text = (BASE / RULES).read_text()
    result = run(copy(tmp_path, text[text.index("otherwise:") :], ""), "verify", "caption-quality")
    assert result.exit_code == 1
    assert "no rule says what to judge where `worst_error` is none or minor" in result.output
    assert "example worst_error: none" in result.output
    assert f"{RULES}:16:1" in result.output


def test_json_holds_the_boxes_and_the_example(tmp_path: Path) -> None:
    text = (BASE / RULES).read_text()
    result = run(copy(tmp_path, text[text.index("otherwise:") :], ""), "verify", "--format", "json")
    report = json.loads(result.output)
    assert report["format"] == "goldline/verify/1"
    (gap,) = [flaw for flaw in report["flaws"] if flaw["kind"] == "gap"]
    assert gap["regions"] == [{"worst_error": ["none", "minor"]}]
    assert gap["example"] == {"worst_error": "none"}
    assert gap["severity"] == "error"
    assert report["summary"]["exhaustive"] is True


def test_an_unknown_criterion_is_answered_with_the_nearest_one(tmp_path: Path) -> None:
    result = run(copy(tmp_path), "verify", "caption-quality", "--criterion", "correctnes")
    assert result.exit_code == 2
    assert "correctness" in result.output
