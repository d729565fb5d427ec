"""Where a parser gave up, in the words of someone who has never heard of tokens or block ends.

The parsers name what they expected; people need to hear what they wrote. So each case looks at
the text around the spot, and a parser's own words appear only in brackets, where no case fits.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from goldline.model.finding import Place, Problem
from goldline.reading.cut_prose import cut_at_colon, cut_at_comment, cut_at_error, problem_of
from goldline.reading.text import shorten
from goldline.reading.yaml_walk import Frame

KIND = "yaml-syntax"
TAB = "yaml-tab"

_KEY_IN_LINE = re.compile(r"[ ]*(?:- +)*(?P<key>[^\s\"'#{}\[\],][^:\n]*?)[ ]*:(?:[ ]+(?P<value>\S.*))?$")
_BEYOND_UNICODE = re.compile(r"\\U(?!0010|000[0-9a-fA-F])[0-9a-fA-F]{8}")
_LONGEST = 2000  # characters of a line that the pattern above is let loose on
_QUOTE = "put the whole text in quotes, or begin it with `|` and write it on the lines below"
_SPECIAL = {
    "*": "`*` at the start of a value means something else in YAML (an alias)",
    "&": "`&` at the start of a value means something else in YAML (an anchor)",
    "!": "`!` at the start of a value means something else in YAML (a tag)",
    "%": "`%` cannot stand at the start of a value",
    "@": "`@` cannot stand at the start of a value",
    "`": "a backtick cannot stand at the start of a value",
    "|": "`|` cannot stand at the start of a value here",
    ">": "`>` cannot stand at the start of a value here",
}


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place where the parser gave up: its words, and the text around it."""

    text: str
    lines: list[str]
    words: str
    line: int
    column: int
    index: int
    begun: Any  # the mark where what could not be finished began, or None
    frames: list[Frame]

    @property
    def here(self) -> str:
        """The text of the line from the spot on."""
        return self.lines[self.line][self.column :] if self.line < len(self.lines) else ""

    @property
    def before(self) -> str:
        """The text of the line before the spot."""
        return self.lines[self.line][: self.column] if self.line < len(self.lines) else ""

    @property
    def above(self) -> int:
        """The number of the nearest line above that is neither empty nor a comment, or -1."""
        number = min(self.line, len(self.lines)) - 1
        while number >= 0 and (not self.lines[number].strip() or self.lines[number].lstrip().startswith("#")):
            number -= 1
        return number


@dataclass(frozen=True, slots=True)
class _Said:
    """What to say, and where if not at the spot itself."""

    message: str
    hint: str
    line: int | None = None
    column: int = 0
    kind: str = KIND


def explain(error: Exception, text: str, frames: list[Frame], file: str) -> Problem:
    """Return what is wrong where the parser raised `error`, with the collections that were open."""
    spot = _spot(error, text, frames)
    cut = cut_at_error(text, frames, spot.index)
    if cut is None and "mapping values are not allowed" in spot.words:
        cut = cut_at_colon(text, spot.index)
    if cut is None and not spot.before.strip() and not spot.here.startswith("- "):
        cut = cut_at_comment(text, spot.index)
    if cut is not None:
        return problem_of(cut, text, file)
    said = next(
        (found for words, case in _CASES if re.search(words, spot.words) and (found := case(spot))),
        None,
    ) or _anything(spot)
    line, column = (spot.line, spot.column) if said.line is None else (said.line, said.column)
    return Problem(said.kind, Place(file, line + 1, column + 1), said.message, said.hint)


def _spot(error: Exception, text: str, frames: list[Frame]) -> _Spot:
    context = getattr(error, "context", None)
    context = context if isinstance(context, str) else ""
    problem = getattr(error, "problem", None)
    problem = problem if isinstance(problem, str) else ("" if context else str(error))
    begun = getattr(error, "context_mark", None)
    begun = begun if hasattr(begun, "line") else None
    mark: Any = getattr(error, "problem_mark", None) or begun
    line, column = (mark.line, mark.column) if mark is not None else (0, 0)
    lines = text.split("\n")
    index = sum(len(each) + 1 for each in lines[:line]) + column
    return _Spot(text, lines, f"{context}: {problem}".strip(": "), line, column, index, begun, frames)


# --- the cases -------------------------------------------------------------------------------


def _wrong_start(spot: _Spot) -> _Said | None:
    char = spot.here[:1]
    if char == "\t":
        return _tab(spot)
    if char not in _SPECIAL:
        return None
    if not spot.before.strip():
        return _Said(f"a line cannot begin with `{char}`", _QUOTE)
    return _Said(_SPECIAL[char], f"put the text in quotes: {_in_quotes(spot)}")


def _tab(spot: _Spot) -> _Said:
    if spot.before.strip():
        return _Said("a tab stands between parts of a line", "put a blank there instead", kind=TAB)
    return _Said("a tab is used to indent the line", "indent with blanks, two for each level", kind=TAB)


def _special_word(spot: _Spot) -> _Said | None:
    line = spot.begun.line if spot.begun is not None else spot.line
    column = spot.begun.column if spot.begun is not None else spot.column
    char = spot.lines[line][column : column + 1] if line < len(spot.lines) else ""
    if char not in _SPECIAL:
        return None
    rest = _Spot(spot.text, spot.lines, "", line, column, 0, None, [])
    return _Said(_SPECIAL[char], f"put the text in quotes: {_in_quotes(rest)}", line, column)


def _second_colon(spot: _Spot) -> _Said:
    here, above = _KEY_IN_LINE.match(spot.lines[spot.line][:_LONGEST]), spot.above
    if here and here["value"] and ":" in here["value"] and spot.before.strip().count(":"):
        return _Said(
            f"the line gives `{shorten(here['key'])}` a value, and then has another colon",
            "put the value in quotes if it is text; put each `key: value` on a line of its own if it is not",
        )
    if above < 0:
        return _Said("a colon stands where it cannot", _QUOTE)
    parent = _KEY_IN_LINE.match(spot.lines[above][:_LONGEST])
    if parent and parent["value"]:
        return _Said(
            f"this line continues the text of `{shorten(parent['key'])}`, and unquoted text cannot hold a"
            " colon and a blank",
            f"if it is more text: {_QUOTE}; if it is another key, indent it like `{shorten(parent['key'])}`",
        )
    joined = spot.lines[above].strip()
    if ":" in joined:
        return _Said(
            f"`{shorten(joined)}` has no blank after its colon, so it is not yet `key: value`",
            "put a blank after the colon",
            above,
            len(spot.lines[above]) - len(spot.lines[above].lstrip()),
        )
    return _Said(
        f"`{shorten(joined)}` is not `key: value`, so this line cannot follow it",
        "give it a colon and a value, or, if it continues the text above, indent it",
        above,
        len(spot.lines[above]) - len(spot.lines[above].lstrip()),
    )


def _no_colon(spot: _Spot) -> _Said:
    line = spot.begun.line if spot.begun is not None else spot.line
    column = spot.begun.column if spot.begun is not None else spot.column
    if spot.begun is not None and (special := _special_word(spot)):
        return special
    said = shorten(spot.lines[line][column:].strip() if line < len(spot.lines) else "")
    return _Said(
        f"`{said}` is not `key: value`: there is no colon and blank after a key",
        "if it continues the text above, indent it further; in quotes or after `|` any text may stand",
        line,
        column,
    )


def _list_in_line(spot: _Spot) -> _Said:
    if spot.before.rstrip().endswith(":"):
        return _Said(
            "a list begins in the line of its key",
            "begin it on the next line, indented; or put the text in quotes if it is text",
        )
    return _Said(
        "a list entry (`- `) stands where none can", "give it the same indentation as the entries above"
    )


def _key_mark(_: _Spot) -> _Said:
    return _Said("`? ` at the start of a value means something else in YAML (a key)", _QUOTE)


def _unclosed_quote(spot: _Spot) -> _Said | None:
    if spot.begun is None or spot.begun.line >= len(spot.lines):
        return None
    quote = spot.lines[spot.begun.line][spot.begun.column : spot.begun.column + 1]
    return _Said(
        f"the quote `{quote}` that opens here is never closed",
        f"close it with `{quote}` at the end of the text",
        spot.begun.line,
        spot.begun.column,
    )


def _open_bracket(spot: _Spot) -> _Said | None:
    if spot.begun is None or spot.begun.line >= len(spot.lines):
        return None
    bracket = spot.lines[spot.begun.line][spot.begun.column : spot.begun.column + 1]
    if bracket not in ("[", "{"):
        return None
    if spot.line != spot.begun.line or not spot.here.strip():
        return _still_open(spot, spot.begun.line, spot.begun.column)
    closing = "]" if bracket == "[" else "}"
    if spot.before.rstrip().endswith(('"', "'")):
        return _text_after_quote(spot)
    return _Said(
        f"`{shorten(spot.here, 20)}` cannot follow here inside `{bracket}…{closing}`",
        "text that holds one of , : # [ ] { } needs quotes",
    )


def _still_open(spot: _Spot, line: int, column: int) -> _Said:
    bracket = spot.lines[line][column : column + 1]
    closing = "]" if bracket == "[" else "}"
    return _Said(
        f"the `{bracket}` that opens here is still open on line {min(spot.line + 1, len(spot.lines))}",
        f"close it with `{closing}`; text that holds one of , : # [ ] {{ }} needs quotes",
        line,
        column,
    )


def _text_after_quote(_: _Spot) -> _Said:
    return _Said(
        "the text goes on after its closing quote",
        "put the whole text in quotes; inside '…' a single quote is written twice, inside \"…\" a double"
        ' quote is written \\"',
    )


def _wrong_indentation(spot: _Spot) -> _Said:
    before = spot.before.rstrip()
    if before.endswith(('"', "'")):
        return _text_after_quote(spot)
    if before.endswith(("]", "}")):
        return _Said(
            f"the text goes on after the closing `{before[-1]}`",
            "put the whole text in quotes if the brackets belong to it",
        )
    words = before.split()
    if words and words[-1][0] in "*&!" and len(words[-1]) > 1:
        column = before.rindex(words[-1])
        return _special_word(_Spot(spot.text, spot.lines, "", spot.line, column, 0, None, [])) or _anything(
            spot
        )
    if before:
        return _anything(spot)
    if spot.here.startswith("- "):
        return _Said(
            "the indentation of this list entry fits nothing above it",
            "give it the same indentation as the entries above, or indent it below its key",
        )
    return _Said(
        "the indentation of this line fits nothing above it",
        "begin it below the key or text that it belongs with",
    )


def _odd_brackets(spot: _Spot) -> _Said | None:
    char = spot.here[:1]
    opened = next((frame.start for frame in reversed(spot.frames) if frame.flow), None)
    if opened is not None and (not spot.here.strip() or opened.line != spot.line):
        return _still_open(spot, opened.line, opened.column)
    if opened is not None and char == "-":
        return _Said(
            "a list entry (`- `) cannot stand inside brackets",
            "separate entries with commas, or quote the text",
        )
    if char and char in "]},:":
        return _Said(f"a value cannot begin with `{char}`", f"put the text in quotes: {_in_quotes(spot)}")
    if char == "?":
        return _Said("a value inside brackets cannot begin with `?`", "put the text in quotes")
    return None


def _escape(spot: _Spot) -> _Said:
    line, column = spot.line, spot.column
    beyond = _BEYOND_UNICODE.search(spot.text)
    if beyond and "arg not in range" in spot.words:  # a fault that comes without a place
        before = spot.text[: beyond.start()]
        line, column = before.count("\n"), beyond.start() - before.rfind("\n") - 1
    elif spot.before.endswith("\\"):
        column -= 1
    return _Said(
        "inside double quotes a backslash begins a special character, and this one is none",
        "write it twice (`\\\\`), or use single quotes, inside which it is an ordinary character",
        line,
        column,
    )


def _block_header(_: _Spot) -> _Said:
    return _Said(
        "after `|` or `>` the line must end",
        "begin the text on the next line, indented; a comment needs a blank before its `#`",
    )


def _block_start(spot: _Spot) -> _Said:
    blank = spot.line - 1
    while blank > 0 and (not spot.lines[blank] or spot.lines[blank].strip()):
        blank -= 1
    return _Said(
        "the text below `|` or `>` begins with a line of nothing but blanks, so its indentation is unclear",
        "delete the blanks in that line",
        max(blank, 0),
    )


def _stray_document(spot: _Spot) -> _Said:
    if any(line.rstrip() == "..." for line in spot.lines[: spot.line + 1]):
        return _Said("something follows the end of the document (`...`)", "delete the line `...`")
    return _Said(
        "this line is indented less than the first one of the file",
        "begin every key of the file in the first column",
    )


def _directive(spot: _Spot) -> _Said:
    return _Said(
        "a line that begins with `%` is a directive, which has no place here",
        f"if it is text, {_QUOTE}",
        spot.begun.line if spot.begun is not None else spot.line,
    )


def _anything(spot: _Spot) -> _Said:
    here = shorten(spot.here.strip(), 40)
    what = f"the line cannot be read from `{here}` on" if here else "the text cannot be read here"
    return _Said(
        what,
        f"look at the quotes, brackets and indentation of this line and the one above (the parser says:"
        f" {shorten(spot.words, 120)})",
    )


def _in_quotes(spot: _Spot) -> str:
    rest = spot.here.rstrip()
    quote = "'" if '"' in rest or "\\" in rest else '"'
    body = rest.replace("'", "''") if quote == "'" else rest
    return f"{quote}{shorten(body, 80)}{quote}"


_CASES: list[tuple[str, Callable[[_Spot], _Said | None]]] = [
    (r"cannot start any token", _wrong_start),
    (r"found a tab character|found '\\t'", _tab),
    (r"mapping values are not allowed", _second_colon),
    (r"could not find expected ':'", _no_colon),
    (r"sequence entries are not allowed", _list_in_line),
    (r"mapping keys are not allowed", _key_mark),
    (r"scanning a quoted scalar|found unexpected end of stream", _unclosed_quote),
    (r"escape character|escape sequence|escape code|arg not in range", _escape),
    (r"while scanning an (alias|anchor)", _special_word),
    (r"(scanning|parsing) an? tag|undefined tag handle", _special_word),
    (r"directive", _directive),
    (r"flow (mapping|sequence)", _open_bracket),
    (r"node content", _odd_brackets),
    (r"more indented follow up line", _block_start),
    (r"scanning a block scalar", _block_header),
    (r"block (mapping|collection)", _wrong_indentation),
    (r"document (start|end)", _stray_document),
]
