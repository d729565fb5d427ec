"""Asking a person for what options left out: every prompt shows what may be answered and what it means."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import click

from goldline.app.authoring.choices import Choice, one_of
from goldline.cli.common import terminal_width
from goldline.errors import GoldlineError
from goldline.render.escape import safe_text
from goldline.schemas.parts import Pattern

T = TypeVar("T")
Read = Callable[[str], T]


def someone_is_there() -> bool:
    """Whether a person sits at the terminal who can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


@dataclass(frozen=True, slots=True)
class Asker:
    """Takes what an option gives, else asks a person, else a default, else says which option is missing."""

    there: bool

    @classmethod
    def here(cls) -> Asker:
        """Return the asker for this terminal."""
        return cls(someone_is_there())

    def text(
        self,
        what: str,
        given: str | None,
        option: str,
        *,
        default: str | None = None,
        check: Read[str] | None = None,
    ) -> str:
        """Return a text; "" is an answer only where that is the default."""
        return self.value(what, given, option, read=check or _as_is, default=default)

    def choice(
        self,
        what: str,
        given: str | None,
        option: str,
        choices: Sequence[Choice],
        *,
        default: str | None = None,
        other: bool = False,
    ) -> str:
        """Return one of the choices; with `other`, any answer will do."""
        values = tuple(choice.value for choice in choices)
        if given is None and default is None and len(values) == 1 and not other:
            return values[0]

        def read(text: str) -> str:
            if other or (default is not None and text == default):
                return text
            return one_of(text.strip(), values, f"an answer for --{option}")

        return self.value(what, given, option, read=read, default=default, choices=choices)

    def value(
        self,
        what: str,
        given: str | None,
        option: str,
        *,
        read: Read[T],
        default: str | None = None,
        choices: Sequence[Choice] = (),
    ) -> T:
        """Return what `read` makes of the answer; a bad one is refused in words, and asked for again."""
        if given is not None:
            return read(given)
        if not self.there:
            if default is not None:
                return read(default)
            known = f", one of {', '.join(choice.value for choice in choices)}" if choices else ""
            raise GoldlineError(f"--{option} is missing", hint=f"{what}: give --{option}{known}")
        show(choices)
        while True:
            text = click.prompt(f"{what}", default=default, show_default=bool(default))
            if not text.strip() and default is None:
                continue
            try:
                return read(text)
            except GoldlineError as error:
                click.echo(
                    safe_text(f"  {error.message}; {error.hint}" if error.hint else f"  {error.message}")
                )

    def yes(self, what: str, *, default: bool = True) -> bool:
        """Return a person's yes or no; the default where nobody is there."""
        return click.confirm(what, default=default) if self.there else default


def show(choices: Sequence[Choice]) -> None:
    """Print what may be answered, with what it means."""
    width = min(max((len(choice.value) for choice in choices), default=0), 30)
    for choice in choices:
        meaning = safe_text(" ".join(choice.meaning.split()))
        indent = " " * (width + 4)
        text = (
            click.wrap_text(meaning, terminal_width(), f"  {choice.value:{width}}  ", indent)
            if meaning
            else ""
        )
        click.echo(text or f"  {choice.value}")


def fits(pattern: Pattern) -> Read[str]:
    """Return a reader for names that look like `pattern`."""
    import re

    def read(text: str) -> str:
        name = text.strip()
        if len(name) > 64 or not re.fullmatch(pattern.regex, name):
            raise GoldlineError(f"`{safe_text(name)}` cannot be its name", hint=pattern.says)
        return name

    return read


def _as_is(text: str) -> str:
    return text
