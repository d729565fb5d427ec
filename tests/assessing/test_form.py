"""What an analyst gets: everything they need, and nothing that tells an answer."""

from __future__ import annotations

import base64
import csv
import io
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assessing.conftest import CANARY, png, secret
from goldline.app.assessing.issuing import Order, issue
from goldline.app.assessing.records import read_records
from goldline.app.browsing.library import open_library
from goldline.app.layout import SCOPE
from goldline.reading.bare_media import without_metadata
from goldline.render.assess_form import render_assess_csv, render_assess_form
from goldline.store.tree import FolderTree

Run = Callable[..., Any]
Drawn = Callable[..., Any]


def every_reading(data: bytes) -> bytes:
    """The bytes, and all that is packed in them as base64."""
    packed = re.findall(rb"base64,([A-Za-z0-9+/=]+)", data)
    return data + b"\n" + b"\n".join(base64.b64decode(one) for one in packed)


def forms_of(root: Path, seed: int = 7) -> tuple[str, str]:
    """The page and the spreadsheet of one assessment, always the same one."""
    library = open_library(FolderTree(root, SCOPE), reveal=True)
    order = Order("small", "a17", "as-aaaaaa", seed, minutes=30, created="2026-11-24T08:00:00+00:00")
    form = issue(library, read_records(root / "assessments"), order).form
    return render_assess_form(form), render_assess_csv(form)


def test_nothing_that_tells_an_answer_is_in_a_form(drawn: Drawn) -> None:
    record, page = drawn("a17", "--csv", "--minutes", "30")
    assert len(record.asked) == 12
    for path in (page, page.with_suffix(".csv")):
        read = every_reading(path.read_bytes())
        assert CANARY.lower().encode() not in read.lower()
        for item in record.asked:
            assert item.item.encode() not in read
        assert str(record.seed).encode() not in read
        assert b"secret-" not in read


def test_a_form_is_the_same_whatever_the_labels_are(exam: Path) -> None:
    before = forms_of(exam)
    for number, path in enumerate(sorted((exam / "goldsets/exam/items").glob("*.yaml"))):
        text = path.read_text(encoding="utf-8")
        media = text[text.index("media:") : text.index("response:")] if "media:" in text else ""
        locale = "de-DE" if number % 4 == 3 else "en-US"
        path.write_text(secret(path.stem, (number + 1) % 3 + 1, locale=locale, media=media), encoding="utf-8")
    assert forms_of(exam) == before


def test_a_form_loads_and_runs_nothing_but_its_own_script(exam: Path) -> None:
    page, _ = forms_of(exam)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    assert page.count("<script") == 1
    assert "<b>it</b>" not in page
    assert not re.search(r'(src|href)="(?!data:)', page)


def test_a_cell_that_would_be_a_formula_is_none(exam: Path) -> None:
    path = exam / "goldsets/exam/items/secret-01.yaml"
    path.write_text(
        path.read_text("utf-8").replace("title:", "x-a: b\ntitle:").replace("Say <b>", "=cmd <b>")
    )
    library = open_library(FolderTree(exam, SCOPE), reveal=True)
    order = Order("small", "=HYPERLINK(1)", "as-aaaaaa", 7, created="2026-11-24T08:00:00+00:00")
    text = render_assess_csv(issue(library, read_records(exam / "assessments"), order).form)
    rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))
    assert rows[1][1] == "'=HYPERLINK(1)"
    assert all(cell[:1] not in tuple("=+-@") for row in rows for cell in row if cell)


def test_the_same_seed_draws_the_same(exam: Path) -> None:
    assert forms_of(exam, 1) == forms_of(exam, 1)
    assert forms_of(exam, 1) != forms_of(exam, 2)


def test_every_stratum_has_its_share(drawn: Drawn) -> None:
    record, _ = drawn("a17", "--minutes", "15")
    labels = Counter(int(one.item[-2:]) % 3 + 1 for one in record.asked)
    locales = Counter("de-DE" if int(one.item[-2:]) % 4 == 3 else "en-US" for one in record.asked)
    assert len(record.asked) == 10  # of 90 seconds each
    assert max(labels.values()) - min(labels.values()) <= 1
    assert locales["de-DE"] == 3
    assert record.blueprint.expected_minutes == 15


def test_only_what_is_held_out_and_of_the_locale_is_drawn(drawn: Drawn) -> None:
    record, _ = drawn("a17", "--locale", "de-DE")
    assert sorted(one.item for one in record.asked) == ["secret-03", "secret-07", "secret-11"]


def test_nobody_gets_an_item_twice(drawn: Drawn, run: Run) -> None:
    first, _ = drawn("a17", "--minutes", "15")
    second, _ = drawn("a17", "--minutes", "15")
    assert not {one.item for one in first.asked} & {one.item for one in second.asked}
    assert len(second.asked) == 2
    third = run("assess", "new", "small", "--analyst", "a17")
    assert third.exit_code == 2
    assert "a17 has seen 12 of 12" in third.output
    voter = run("assess", "new", "small", "--analyst", "v1")
    assert voter.exit_code == 2
    assert "v1 has seen 12 of 12" in voter.output


def test_what_somebody_judged_in_a_log_they_have_seen(run: Run, drawn: Drawn, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text("item,criterion,annotator,value\nsecret-03,tone,a17,warm\nsecret-03,tone,a18,warm\n")
    record, _ = drawn("a17", "--locale", "de-DE", "--log", str(log))
    assert sorted(one.item for one in record.asked) == ["secret-07", "secret-11"]


def test_burnt_items_are_listed_and_not_drawn(run: Run, drawn: Drawn) -> None:
    assert run("assess", "burn", "secret-03", "--reason", "in a screenshot").exit_code == 0
    assert run("assess", "burn", "secret-07", "--reason", "in a chat").exit_code == 0
    record, _ = drawn("a17", "--locale", "de-DE")
    assert [one.item for one in record.asked] == ["secret-11"]
    drawn("a18", "--locale", "de-DE")
    listed = run("assess", "items", "--most", "2")
    assert listed.exit_code == 1
    assert "secret-03  shown 0 times  BURNT (leaked: in a screenshot)" in listed.output
    assert "secret-11  shown 2 times  BURNT (shown 2 times)" in listed.output
    nothing = run("assess", "new", "small", "--analyst", "a19", "--locale", "de-DE", "--most", "2")
    assert nothing.exit_code == 2
    assert "burnt" in nothing.output


def test_a_picture_says_nothing_of_itself() -> None:
    assert b"Comment" not in (without_metadata(png("secret"), "image/png") or b"Comment")
    assert without_metadata(without_metadata(png("a"), "image/png"), "image/png") == without_metadata(
        png("b"), "image/png"
    )


def test_a_photo_keeps_how_it_lies_and_nothing_else() -> None:
    import struct

    tiff = b"II*\0" + struct.pack("<IHHHIHHI", 8, 1, 0x0112, 3, 1, 6, 0, 0) + b"GPS: here"
    exif = b"Exif\0\0" + tiff
    head = b"\xff\xd8\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    comment = b"\xff\xfe" + struct.pack(">H", 8) + b"secret"
    scan = b"\xff\xda\x00\x02picture\xff\xd9"
    bare = without_metadata(head + comment + scan, "image/jpeg")
    assert bare is not None
    assert b"GPS" not in bare
    assert b"secret" not in bare
    assert struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0) in bare
    assert bare.endswith(scan)


def test_a_medium_of_which_nobody_can_tell_what_it_says_is_not_shown(exam: Path, drawn: Drawn) -> None:
    picture = next((exam / "goldsets/exam/media").iterdir())
    picture.write_bytes(picture.read_bytes()[:60])  # the kind can be told, and no more
    record, _ = drawn("a17", "--minutes", "30")
    assert "secret-00" not in {one.item for one in record.asked}
    assert len(record.asked) == 11


def test_the_lead_is_told_which_medium_and_what_to_do(exam: Path, run: Run, tmp_path: Path) -> None:
    picture = next((exam / "goldsets/exam/media").iterdir())
    picture.write_bytes(picture.read_bytes()[:60])
    shown = run("assess", "new", "small", "--analyst", "a17", "--minutes", "30", "-o", tmp_path / "f").output
    assert "`secret-00` is left out: what the file of `dot` says about itself cannot be taken out" in shown
    assert "save it as JPEG, PNG, WebP, GIF, MP4, WebM, WAV or MP3" in " ".join(shown.split())
