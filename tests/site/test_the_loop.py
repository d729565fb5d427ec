"""A guideline's life, once around: asked on the site, decided, reviewed, released, read on the site."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from escalating.issues import body_of, github
from goldline.reading.yaml import read_yaml
from sites import captions, commit, expect, goldline, listen, served

CORRECTNESS = "guidelines/image-caption/criteria/correctness"
STATE = (
    "#helper?o..on_topic=true"
    "&f.correctness..worst_error=major&f.correctness..main_errors=1&f.correctness..small_errors=1"
)
QUESTION = "One main point and one detail are wrong. Is that still a 2?"
RULING = "A main error with a small one beside it gives 1."
WHY = "Readers who meet a second error stop believing the rest."

# What the new rule reaches: active items with one major error, a minor one beside it, and none that is
# critical. `overall` then rejects what it sent to revision. All else with a major error keeps its 2, by a
# rule that reads differently now.
MOVED = {"cap-0005", "cap-0014", "cap-0024"}
REREAD = {"cap-0007", "cap-0009", "cap-0010", "cap-0021", "cap-0027", "cap-0035", "cap-0036"}

EDITOR = """\
import pathlib, sys

file = pathlib.Path(sys.argv[1])
text = file.read_text(encoding="utf-8")


def put(before, after):
    global text
    assert text.count(before) == 1, f"{before!r} in {text}"
    text = text.replace(before, after)


if file.name == "correctness.yaml":
    put(
        "    when: {worst_error: major}\\n    then: 2\\n  - id: COR-4\\n",
        "    when: {worst_error: major, small_errors: '>= 1'}\\n    then: 1\\n"
        "    why: WHY\\n    examples: [cap-4711]\\n  - id: COR-4\\n",
    )
    put("One major error gives 2. Minor errors beside it change nothing.", "One major error alone gives 2.")
    put("examples: [cap-0005, cap-0024]", "examples: [cap-0036]")
else:
    put('response: ""\\n', "prompt: Write one sentence about this picture.\\nmedia: [chelsea]\\n"
        "response: A tabby cat with blue eyes holds a fish.\\n")
    start = text.index("labels: {}")
    text = text[:start] + '''\\
findings:
  - {type: hallucination.attribute, severity: minor, evidence: [{quote: blue eyes}]}
  - {type: hallucination.object, severity: major, evidence: [{quote: a fish}]}
observations:
  on_topic: true
  task_done: fully
  language: clean
  register: neutral
  within_length: true
  filler: false
  role_from_looks: false
  gender_fits: true
labels:
  correctness: {value: 1, rules: [COR-7]}
  completeness: 3
  style: 3
  cultural-appropriateness: 3
  overall: reject
votes:
VOTES
'''
file.write_text(text, encoding="utf-8")
"""
_VALUES = "{correctness: 1, completeness: 3, style: 3, cultural-appropriateness: 3, overall: reject}"
VOTES = "\n".join(f"  - {{annotator: a0{n}, values: {_VALUES}, seconds: 60}}" for n in (3, 5, 6))


class Team:
    """A repository with a site, and the people around it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.root = captions(home / "work")
        with (self.root / "goldline.toml").open("a", encoding="utf-8") as settings:
            settings.write('\n[escalations]\nto = ["github:acme/guidelines"]\n')
        commit(self.root)
        self.git("tag", "image-caption@2.1.1")
        editor = home / "editor"
        script = EDITOR.replace("VOTES", VOTES).replace("WHY", WHY)
        editor.write_text(f"#!/usr/bin/env python3\n{script}", encoding="utf-8")
        editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
        self.environ = {
            "EDITOR": str(editor),
            "VISUAL": "",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_COMMITTER_NAME": "Lead",
            "GIT_COMMITTER_EMAIL": "lead@example.org",
        }

    def run(self, *words: str | Path, exits: int = 0) -> str:
        """Run goldline, see how it ends, and return all that it says."""
        done = goldline(*words, folder=self.root, **self.environ)
        assert done.returncode == exits, f"{words}: {done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def git(self, *words: str) -> str:
        command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *words]
        done = subprocess.run(command, cwd=self.root, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    @contextmanager
    def site(self) -> Iterator[str]:
        """Build the site and serve it; give its address."""
        self.run("site", "build", "--folder", self.home / "public")
        with served(self.home / "public") as address:
            yield address

    def comment(self) -> str:
        """Return what CI says on the pull request, by the two commands that its two jobs run."""
        report = self.home / "goldline-ci.json"
        done = goldline(
            *("ci", "report", "--base", "main", "--out", report), folder=self.root, **self.environ
        )
        assert done.returncode in (0, 1), done.stderr
        return self.run("ci", "comment", report)


def asked_on(address: str, browser: Any) -> dict[str, str]:
    """Escalate the facts in the helper as an analyst does; return the fields that leave the browser."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    sent: list[str] = []

    def keep(route: Any) -> None:
        sent.append(route.request.url)
        route.fulfill(body="<title>caught</title>", content_type="text/html")

    context.route("https://github.com/**", keep)
    try:
        page = context.new_page()
        listen(page)
        page.goto(f"{address}/{CORRECTNESS}.html{STATE}")
        expect(page.locator(".gl-helper__outcome")).to_have_text("2 · Wrong in a main point")
        page.get_by_role("link", name="Escalate these facts").click()
        place = page.locator("details.gl-escalate:has(#escalate)")
        box = place.locator("textarea").first
        expect(box).to_have_value(re.compile("worst_error = major, main_errors = 1, small_errors = 1"))
        place.get_by_label("Item").fill("Task 4711")
        box.press("Control+End")
        box.press_sequentially(QUESTION)
        with context.expect_page() as opened:
            place.get_by_role("button", name="Open an issue in acme/guidelines").click()
        expect(opened.value).to_have_title("caught")
        assert page.trouble == []
    finally:
        context.close()
    [request] = sent
    assert request.startswith("https://github.com/acme/guidelines/issues/new?template=escalation.yml&")
    return dict(parse_qsl(urlsplit(request).query))


def judgments(comment: str, status: str) -> set[tuple[str, str]]:
    """Return the items and criteria that stand under a status in a comment."""
    if f"### {status}: " not in comment and f"<summary>{status}: " not in comment:
        return set()
    table = re.split(rf"(?:### |<summary>){status}: ", comment)[1].split("\n| item |")[1].split("\n\n")[0]
    rows = re.findall(r"^\| `([\w-]+)`.*? \| `image-caption` › `([\w-]+)` \|", table, re.MULTILINE)
    return set(rows)


def value(root: Path, path: str) -> dict[str, Any]:
    found: Any = read_yaml((root / path).read_bytes(), path).value
    return found


def test_a_question_becomes_a_rule_that_everybody_reads(browser: Any, tmp_path: Path) -> None:
    team = Team(tmp_path)

    # An analyst asks on the site, and the forge makes an issue of it.
    with team.site() as address:
        fields = asked_on(address, browser)
    issue = github(body_of(fields), title=fields["title"], created_at="2026-09-20T08:00:00Z")
    (tmp_path / "event.json").write_text(json.dumps(issue), encoding="utf-8")

    # The issue becomes a record on a branch.
    team.git("switch", "-qc", "ruling")
    team.run("escalations", "import", tmp_path / "event.json")
    [path] = team.git("ls-files", "--others", "--exclude-standard", "escalations").splitlines()
    name = Path(path).stem
    record = value(team.root, path)
    assert (record["guideline"], record["criterion"], record["rules"]) == (
        "image-caption@2.1.1",
        "correctness",
        ["COR-4"],
    )
    assert record["content"] == {"title": "Task 4711"}
    assert record["question"].endswith(QUESTION)
    commit(team.root, "Ask")

    # A lead rules: a rule and a gold item, drafted from the record, are filled in.
    team.run(
        *("escalations", "resolve", name, "--answer", RULING, "--by", "lead-2", "--decided", "2026-09-28"),
        *("--draft-rule", "--rule-id", "COR-7", "--draft-gold", "caption-basics", "--draft-id", "cap-4711"),
        *("--edit",),
    )
    commit(team.root, "Rule")

    # A version that says too little is told from the first comment on, and is never released.
    manifest = team.root / "guidelines/image-caption/guideline.yaml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace("version: 2.1.1", "version: 2.2.0"), encoding="utf-8")
    commit(team.root, "Guess the version")
    assert "2.2.0" in (first := team.comment())
    assert "GL601" in first
    refused = team.run("release", "image-caption", exits=1)
    assert "2.2.0 is not the version that this change demands after 2.1.1: it is a major change" in refused
    assert team.git("tag") == "image-caption@2.1.1"
    assert "image-caption: 2.2.0 -> 3.0.0" in team.run("bump", "--reason", f"{WHY} ({name})")
    team.git("commit", "-qa", "--amend", "-m", "Bump")

    # The comment shows exactly what moves.
    comment = team.comment()
    assert "### goldline: this change needs work" in comment
    assert "This is a major change; the guideline declares `3.0.0`: right." in comment
    both = {(item, criterion) for item in MOVED for criterion in ("correctness", "overall")}
    assert judgments(comment, "Breaks") == both
    assert judgments(comment, "Review") == {(item, "correctness") for item in REREAD}
    assert {item for item, _ in judgments(comment, "Added")} == {"cap-4711"}
    for status in ("Undecided", "Drifts", "Fixes", "Follows", "Decided", "Uninspected", "Removed"):
        assert judgments(comment, status) == set()

    # The lead decides the labels that break, and looks again at the others; then nothing breaks.
    for item in sorted(MOVED):
        for criterion, label in (("correctness", "1"), ("overall", "reject")):
            # Until the second label stands, the first contradicts it.
            goldline(
                *("adjudicate", item, "--criterion", criterion, "--value", label),
                *("--by", "lead-2", "--reason", f"COR-7 is newer than the votes ({name})."),
                folder=team.root,
            )
    team.run("confirm", "cap-4711", *sorted(MOVED | REREAD))
    assert "is counted anew" in team.run("bump")
    commit(team.root, "Label")
    comment = team.comment()
    assert "### goldline: nothing stands in the way" in comment
    assert judgments(comment, "Follows") == both
    assert judgments(comment, "Breaks") == set()

    # It is merged and released under the version that it demands.
    team.git("switch", "-q", "main")
    team.git("merge", "-q", "--no-ff", "-m", "Merge", "ruling")
    assert "tagged image-caption@3.0.0" in team.run("release", "image-caption")
    assert team.git("rev-parse", "image-caption@3.0.0^{}") == team.git("rev-parse", "HEAD")
    assert value(team.root, path)["outcome"] == {"rules": ["COR-7"], "gold": ["cap-4711"], "version": "3.0.0"}

    # The site tells everybody.
    with team.site() as address:
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        try:
            page = context.new_page()
            listen(page)
            page.goto(f"{address}/escalations/index.html#{name}")
            ruling = page.locator(f".gl-escalation:has(#{name})")
            expect(ruling).to_contain_text(QUESTION)
            expect(ruling).to_contain_text(RULING)
            expect(ruling).to_contain_text("Task 4711")
            ruling.get_by_role("link", name="3.0.0").click()
            expect(page).to_have_url(f"{address}/guidelines/image-caption/changes/3.0.0.html")
            change = page.locator("main article")
            expect(change).to_contain_text("This is a major change; the guideline declares 3.0.0: right.")
            expect(change).to_contain_text("6 follow their label")
            expect(change).not_to_contain_text("contradict now")
            expect(change).to_contain_text(WHY)
            page.goto(f"{address}/escalations/index.html#{name}")
            ruling.get_by_role("link", name="COR-7").click()
            expect(page).to_have_url(f"{address}/{CORRECTNESS}.html#COR-7")
            rule = page.locator(".gl-rule:has([id='COR-7'])").last
            expect(rule).to_contain_text(RULING)
            expect(rule.get_by_role("link", name=name).first).to_have_attribute(
                "href", re.compile(f"escalations/index.html#{name}$")
            )
            page.goto(f"{address}/{CORRECTNESS}.html{STATE}")
            expect(page.locator(".gl-helper__outcome")).to_have_text("1 · Misleading")
            assert page.trouble == []
        finally:
            context.close()
    fsck = subprocess.run(
        ["git", "fsck", "--strict"], cwd=team.root, capture_output=True, text=True, check=True
    )
    assert "error" not in fsck.stderr
