"""Whatever is held out leaves no trace: nobody can tell from the site what it is, or whether it is."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import pytest

from sites import ROOT, captions, commit, contents, goldline

CANARY = "GL-CANARY-6b1f7f0e-8a53-4d0e-9f1d-2f6f6a3f9f4d"

ITEM = f"""\
id: {{id}}
title: {CANARY}
modality: image-caption
locale: en-US
guideline: image-caption@2.1.1
prompt: Describe the photo. {CANARY}
media: [rocket]
response: A rocket stands there. {CANARY}
findings: []
observations: {{{{on_topic: true}}}}
labels:
  correctness: {{label}}
tags: [{{tag}}]
{{more}}
"""

ESCALATION = """\
id: esc-9001
opened: 2026-10-02
by: a17
guideline: image-caption@2.1.1
item: {item}
criterion: correctness
question: GL-CANARY-question about it
status: open
"""


def held_out_a(folder: Path) -> None:
    """The exam of this repository, an item that is held out by its own word, a draft, an escalation."""
    shutil.copytree(ROOT / "goldsets" / "caption-exam", folder / "goldsets" / "caption-exam")
    items = folder / "goldsets" / "caption-basics" / "items"
    (items / "cap-9001.yaml").write_text(
        ITEM.format(id="cap-9001", label=1, tag="secret-a", more="visibility: held-out")
    )
    (items / "cap-9003.yaml").write_text(
        ITEM.format(id="cap-9003", label=2, tag="secret-d", more="status: draft")
    )
    (folder / "escalations" / "esc-9001.yaml").write_text(ESCALATION.format(item="cap-9001"))


def held_out_b(folder: Path) -> None:
    """Another exam of another size, another item, and a set that cannot be read."""
    exam = folder / "goldsets" / "other-exam"
    (exam / "items").mkdir(parents=True)
    (exam / "goldset.yaml").write_text(
        f"format: 1\nid: other-exam\ntitle: {CANARY}\nguideline: image-caption\nvisibility: held-out\n"
        f"license: CC0-1.0\ncanary: {CANARY}\n"
    )
    for number in range(7):
        name = f"cap-95{number:02}"
        text = ITEM.format(id=name, label=number % 4 + 1, tag="secret-b", more="")
        (exam / "items" / f"{name}.yaml").write_text(text)
    broken = folder / "goldsets" / "broken-set"
    (broken / "items").mkdir(parents=True)
    (broken / "goldset.yaml").write_text(f"visibility: [{CANARY}\n")
    (broken / "items" / "cap-9601.yaml").write_text(
        ITEM.format(id="cap-9601", label=1, tag="secret-c", more="visibility: training")
    )
    items = folder / "goldsets" / "caption-basics" / "items"
    (items / "cap-9002.yaml").write_text(
        ITEM.format(id="cap-9002", label=4, tag="secret-e", more="visibility: held-out")
    )
    (items / "cap-9004.yaml").write_text(f"id: cap-9004\ntitle: '{CANARY}\n")


def nothing(folder: Path) -> None:
    """No held-out item at all."""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    found = {}
    for change in (held_out_a, held_out_b, nothing):
        folder = captions(tmp_path_factory.mktemp("repository") / "work")
        commit(folder)
        change(folder)
        out = folder / "build" / "site"
        run = goldline("site", "build", "--folder", out, folder=folder)
        assert run.returncode == 0, run.stderr
        found[change.__name__] = contents(out)
    return found


@pytest.mark.parametrize("other", ["held_out_a", "held_out_b"])
def test_a_site_is_the_same_byte_for_byte_whatever_is_held_out(
    sites: dict[str, dict[str, bytes]], other: str
) -> None:
    plain, site = sites["nothing"], sites[other]
    assert site.keys() == plain.keys()
    assert [path for path in plain if site[path] != plain[path]] == []


def test_no_byte_of_what_is_held_out_is_in_the_site(sites: dict[str, dict[str, bytes]]) -> None:
    for files in sites.values():
        for path, data in files.items():
            plain = gzip.decompress(data) if path.endswith(".gz") else data
            for secret in (b"GL-CANARY", b"cap-90", b"cap-95", b"secret-", b"other-exam", b"esc-9001"):
                assert secret not in plain, path


def test_the_site_does_hold_the_public_gold(sites: dict[str, dict[str, bytes]]) -> None:
    assert b"cap-0004" in sites["nothing"]["guidelines/image-caption/criteria/correctness.html"]


def test_an_item_that_is_held_out_now_is_not_told_of_as_it_was(tmp_path: Path) -> None:
    folder = captions(tmp_path / "work")
    item = folder / "goldsets" / "caption-basics" / "items" / "cap-9001.yaml"
    item.write_text(ITEM.format(id="cap-9001", label=1, tag="once", more="visibility: training"))
    commit(folder)
    manifest = folder / "guidelines" / "image-caption" / "guideline.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("version: 2.1.1", "version: 3.0.0"), "utf-8")
    item.write_text(ITEM.format(id="cap-9001", label=1, tag="once", more="visibility: held-out"))
    commit(folder, "Hold it out")
    out = tmp_path / "out"
    run = goldline("site", "build", "--folder", out, folder=folder)
    assert run.returncode == 0, run.stderr
    assert "guidelines/image-caption/changes/3.0.0.html" in contents(out)
    assert [path for path, data in contents(out).items() if b"cap-9001" in data] == []
