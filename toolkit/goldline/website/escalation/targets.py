"""Where a question can go, each place with the form that it understands; all of them work without scripts.

A form carries ids, a version, a commit and the question, never the content of an item: what it sends
is an address, and addresses end up in histories and logs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from goldline.app.escalating.form import LABELS, TEMPLATE, TITLE
from goldline.reading.targets import normal_target

LONGEST = 8_000
"""How long an address may be, as sent: forges take about 8,191 bytes."""

LONGEST_MAIL = 2_000
"""The same for mail: Windows hands a mail program no longer one."""

WORST = 9
"""The most bytes that one character takes in an address: those of Chinese, Japanese and Korean do."""

_LINES = ("item", "criterion", "rules", "guideline", "commit")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question is about. `open` are the parts that its asker fills in."""

    guideline: str = ""
    item: str = ""
    criterion: str = ""
    rules: tuple[str, ...] = ()
    commit: str = ""
    open: tuple[str, ...] = ()

    def value(self, part: str) -> str:
        """Return what is known of a part."""
        return ", ".join(self.rules) if part == "rules" else str(getattr(self, part))


@dataclass(frozen=True, slots=True)
class Form:
    """One form: where it goes, and its fields by the names that are understood there.

    `parts` are the names of the fields that its asker fills in, `question` that of the question, in which
    `text` stands before. Where a place has one field for everything, `pattern` is how a script makes that
    text: `{item}` stands for what was filled in. `subject` is the field of the title, `title` its pattern.
    """

    kind: str
    action: str
    button: str
    fixed: tuple[tuple[str, str], ...]
    question: str
    subject: str
    title: str
    parts: dict[str, str] = field(default_factory=dict)
    text: str = ""
    pattern: str = ""
    limit: int = LONGEST

    @property
    def most(self) -> int:
        """How many characters fit, whatever they are: for browsers that run no scripts."""
        room = self.limit - len(self.address("")) - WORST * sum(64 for _ in self.parts)
        return max(room // WORST, 40) + len(self.text)

    def address(self, question: str) -> str:
        """Return what a browser opens for a question."""
        fields = [*self.fixed, *((name, "") for name in self.parts.values())]
        if self.question:
            fields.append((self.question, self.text + question))
        pairs = [(name, value.replace("\n", "\r\n")) for name, value in fields]
        # Browsers write a space as + where a server will read it, and as %20 for a mail program.
        return (
            f"{self.action}?{urlencode(pairs, quote_via=quote) if self.kind == 'mail' else urlencode(pairs)}"
        )


def forms(targets: Iterable[str], asked: Asked) -> list[Form]:
    """Return a form for each target; where none is set, one whose text is copied and given to a lead."""
    found: list[Form] = []
    for target in targets:
        kind, _, where = (normal_target(target) or "").partition(":")
        if kind in _ADAPTERS:
            found.append(_ADAPTERS[kind](where, asked))
    return found or [_by_hand(asked)]


def form_action(target: str) -> str:
    """Return where the form of a target goes, as a page's policy names it; "" for what is no target."""
    kind, _, where = (normal_target(target) or "").partition(":")
    if kind not in _ADAPTERS:
        return ""
    return "mailto:" if kind == "mail" else _ADAPTERS[kind](where, Asked()).action


# --- adapters --------------------------------------------------------------------------------


def _github(where: str, asked: Asked) -> Form:
    """Return GitHub's: a field for each field of the issue form, named by its id."""
    known = [(part, asked.value(part)) for part in _LINES if part not in asked.open and asked.value(part)]
    title = _title(asked)
    return Form(
        kind="github",
        action=f"https://github.com/{where}/issues/new",
        button=f"Open an issue in {where}",
        fixed=(("template", TEMPLATE), ("title", _without_gaps(title)), *known),
        parts={part: part for part in asked.open},
        question="question",
        subject="title",
        title=title,
    )


def _gitlab(where: str, asked: Asked) -> Form:
    """Return GitLab's: one description, laid out as its template is."""
    title = _title(asked)
    lines = _lines(asked, "- {}: {}")
    pattern = f"{lines}\n\n**{LABELS['question']}**\n\n"
    return Form(
        kind="gitlab",
        action=f"https://{where}/-/issues/new",
        button=f"Open an issue in {where}",
        fixed=(("issue[title]", _without_gaps(title)),),
        question="issue[description]",
        subject="issue[title]",
        title=title,
        text=_without_gaps(pattern),
        pattern=pattern,
    )


def _mail(where: str, asked: Asked) -> Form:
    """Return that of mail: subject and body."""
    title = _title(asked)
    pattern = _lines(asked, "{}: {}") + "\n\n"
    return Form(
        kind="mail",
        action=f"mailto:{where}",
        button=f"Write to {where}",
        fixed=(("subject", _without_gaps(title)),),
        question="body",
        subject="subject",
        title=title,
        text=_without_gaps(pattern),
        pattern=pattern,
        limit=LONGEST_MAIL,
    )


def _by_hand(asked: Asked) -> Form:
    pattern = _lines(asked, "{}: {}") + "\n\n"
    return Form(
        kind="none",
        action="",
        button="Copy the text",
        fixed=(),
        question="",
        subject="",
        title="",
        text=_without_gaps(pattern),
        pattern=pattern,
    )


_ADAPTERS: dict[str, Callable[[str, Asked], Form]] = {
    "github": _github,
    "gitlab": _gitlab,
    "mail": _mail,
}


def _title(asked: Asked) -> str:
    return TITLE + " ".join(filter(None, (_gap(asked, part) for part in ("criterion", "rules", "item"))))


def _lines(asked: Asked, shape: str) -> str:
    return "\n".join(shape.format(LABELS[part], value) for part in _LINES if (value := _gap(asked, part)))


def _gap(asked: Asked, part: str) -> str:
    return f"{{{part}}}" if part in asked.open else asked.value(part)


def _without_gaps(pattern: str) -> str:
    for part in _LINES:
        pattern = pattern.replace(f"{{{part}}}", "")
    return "\n".join(line.rstrip() for line in pattern.split("\n"))
