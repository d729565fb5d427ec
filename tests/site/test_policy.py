"""The policy of a page: its theme's inline scripts by hash, and nothing else inline."""

from __future__ import annotations

import pytest

from goldline.errors import GoldlineError
from goldline.website.policy import form_places, policy, refuse_active, with_policy

PAGE = '<head>\n<meta charset="utf-8">\n<script>var a = 1</script><script src="x.js"></script></head>'


def test_inline_scripts_are_allowed_by_their_hash_alone() -> None:
    found = policy(PAGE)
    assert found.count("sha256-") == 1
    assert "unsafe" not in found
    assert "default-src 'none'" in found


def test_data_in_a_page_needs_no_hash() -> None:
    assert "sha256" not in policy('<script type="application/json">{"a": 1}</script>')


def test_the_policy_stands_before_everything_that_it_rules() -> None:
    page = with_policy(PAGE)
    assert page.index("Content-Security-Policy") < page.index("<script")


def test_forms_may_go_to_where_escalations_go_and_nowhere_else() -> None:
    assert "form-action 'none'" in policy(PAGE)
    assert form_places(["github:o/r", "gitlab:git.example.org/g/p", "mail:a@example.org", "nowhere"]) == [
        "https://git.example.org/g/p/-/issues/new",
        "https://github.com/o/r/issues/new",
        "mailto:",
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<p>x</p><script>alert(1)</script>",
        "<SCRIPT >1</SCRIPT >",
        "<style>p{}</style>",
        '<p style="color:red">x</p>',
        '<a onclick="x()">x</a>',
    ],
)
def test_a_body_that_brings_its_own_script_or_style_is_refused(body: str) -> None:
    with pytest.raises(GoldlineError, match="handbook/x"):
        refuse_active(body, "handbook/x.md")


@pytest.mark.parametrize(
    "body",
    [
        '<script src="../a.js" defer></script>',
        '<script type="application/json">{}</script>',
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; style=</p>",
    ],
)
def test_a_body_without_is_not(body: str) -> None:
    refuse_active(body, "handbook/x.md")
