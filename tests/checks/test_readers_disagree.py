"""No text is known that two readers of YAML take differently, so one of them is made to err here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from checks.cases import TODAY, base
from goldline.app import check
from goldline.reading import yaml_events
from goldline.store.tree import MemoryTree

FILE = "escalations/esc-0001.yaml"


def test_text_that_two_readers_take_differently_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    truthful = yaml_events.pure_events

    def erring(data: bytes) -> Callable[[], Any]:
        return truthful(data.replace(b"a02", b"a20"))

    monkeypatch.setattr(yaml_events, "pure_events", erring)
    files = dict(base())
    files[FILE] = files[FILE].replace(b"by: a02", b"by: a02\nx-other: ?b")
    found = check(MemoryTree(files), today=TODAY).findings
    assert [(finding.code, finding.file, finding.line) for finding in found] == [("GL033", FILE, 3)]
