"""The YAML that everybody writes, read line by line: a small part of the language, or nothing.

Nearly every file holds only what is below. There each line says by itself what it is, so one
pattern and a stack of open collections read it in a third of the time of a parser. The rest of
YAML is not refused here: it is somebody else's, and a `None` says so.

- block mappings with plain keys, block lists stepped in under their key, lists of mappings;
- values on one line: plain, or in quotes with neither escapes nor further quotes inside;
- `[…]` and `{…}` on one line, of short words or of quoted texts, nested once at most;
- blocks of text (`|`, `|-`, `>`, `>-`) that begin with text; folded ones with no line stepped in;
- empty lines between any of these. No comments, no empty values, no tabs, no line ends but `\\n`.

The rule for all that follows is: a doubt costs microseconds, a wrong value costs trust. So whatever
is read here, the other readers accept too, and read the same (`tests/reading/test_yaml_lines.py`).
"""

from __future__ import annotations

import re
from typing import Any, Final

from goldline.reading.yaml_scalars import LITERALS, BadNumber, Scalar, resolve

LONGEST: Final = 1 << 17
"""Characters beyond which a text is left to others, so that none holds too many values."""

_LINE: Final = re.compile(
    r"""
    ([ ]{0,26}+) (-[ ])?                        # no deeper: each step in is a collection inside another
    (?: ([A-Za-z_][A-Za-z0-9_.-]{0,99}+) : (?: [ ](?=[^ \n]) | (?=\n) ) )?
    (?:
        (                                       # plain: no indicator first, no `: `, no ` #`
            (?: [^ \n\-?:,\[\]{}\#&*!|>'"%@`] | -(?=[0-9]) ) [^:\#\n]*+
            (?: (?: :(?![ \n]) | (?<![ ])\# ) [^:\#\n]*+ )*+
            (?<! [ ])
        )
      | ( ["'\[{] [^\n]++ )
      | ( [|>]-? ) \n
        ( \1 (?(2)(?(3)[ ][ ])) [ ]++ )         # how far the first line is stepped in, the others are too
        ( [^\n]++ (?: \n++ \7 [^\n]++ )*+ )
    )?
    \n++
    | ([\s\S]++)                                # anything else, and all that follows it
    """,
    re.VERBOSE,
)
_FOLD: Final = re.compile(r"\n(\n*)")

# Inside brackets, `key: value` or `value` at a time.
_WORD: Final = r"[0-9A-Za-z_\u00c0-\ud7ff][0-9A-Za-z_.+*/'()\u00c0-\ud7ff-]*+"
_QUOTED: Final = r"\"[^\"\\]*+\"|'[^']*+'"
_ENTRY: Final = re.compile(
    rf"""
    (?: ([A-Za-z_][A-Za-z0-9_.-]{{0,99}}+) :[ ] )?
    (?:
        ( (?: -(?=[0-9]) )? {_WORD} (?: [ ]{_WORD} )*+ )
      | ( {_QUOTED} )
      | ( \[[^\[\]{{}}]*+\] | \{{[^\[\]{{}}]*+\}} )
    )
    (?: ,[ ](?!\Z) | \Z )
    | ([\s\S]++)
    """,
    re.VERBOSE,
)


class _NotMineError(Exception):
    """Something that another reader must look at."""


class _Numbers(dict[str, Scalar]):
    """Plain values that begin like a number, once met: they mean the same in every file."""

    def __missing__(self, text: str) -> Scalar:
        try:
            value = resolve(text)
        except BadNumber:
            raise _NotMineError from None
        if len(self) < _KEPT and len(text) < 40:
            self[text] = value
        return value


_KEPT: Final = 8192
_numbers: Final = _Numbers()
_flat: Final[dict[str, Any]] = {}
"""Lists and mappings of scalars by how they are written: only copies of them are handed out."""


def read_lines(text: str) -> dict[str, Any] | None:
    """Return the value of a text that is written plainly from end to end, else None.

    `text` is one that `yaml_guards.is_ordinary` let pass, which keeps out all odd characters.
    """
    if len(text) > LONGEST:
        return None
    try:
        return _read(text)
    except _NotMineError:
        return None


def _read(text: str) -> dict[str, Any]:
    """Return the value of a text; raises `_NotMineError` where a line is not of this part of YAML.

    `column` is where the entries of `into` begin. `above` holds what is open around it, each
    further left: it cannot run out, for the outermost begins at column 0.
    """
    lines = _LINE.findall(text)
    if not lines or lines[-1][-1]:
        raise _NotMineError
    literal, number = LITERALS.get, _numbers
    root: dict[str, Any] = {}
    into: Any = root
    column = 0
    above: list[tuple[int, Any]] = []
    waiting = ""  # the key that had no value on its line
    for indent, dash, key, plain, other, header, pad, block, _ in lines:
        here = len(indent)
        if waiting:
            if here <= column:
                raise _NotMineError
            above.append((column, into))
            new: Any = [] if dash else {}
            into[waiting] = new
            into, column, waiting = new, here, ""
        elif here != column:
            while here < column:
                column, into = above.pop()
            if here != column:  # the lines of a plain text, or a fault
                raise _NotMineError
        if dash:
            if into.__class__ is dict:
                raise _NotMineError
            if not key:
                into.append(_value(plain, other, header, pad, block))
                continue
            above.append((column, into))
            new = {}
            into.append(new)
            into, column = new, here + 2
        elif not key or into.__class__ is list:
            raise _NotMineError
        if key in into or key in LITERALS:
            raise _NotMineError
        if plain:  # what sorts above ":" cannot be a number
            into[key] = literal(plain, plain) if plain > ":" else number[plain]
        elif other or header:
            into[key] = _value(plain, other, header, pad, block)
        else:
            waiting = key
    if waiting:
        raise _NotMineError
    return root


def _value(plain: str, other: str, header: str, pad: str, block: str) -> Any:
    """Return the value that a line gives in one of these ways; raises where it gives none."""
    if plain:
        return LITERALS.get(plain, plain) if plain > ":" else _numbers[plain]
    if header:
        return _block(header, pad, block)
    if other[:1] in ("[", "{"):
        return _in_brackets(other)
    return _in_quotes(other)


def _in_quotes(text: str) -> str:
    quote, inner = text[:1], text[1:-1]
    if len(text) < 2 or text[-1] != quote or quote in inner or (quote == '"' and "\\" in inner):
        raise _NotMineError
    return inner


def _block(header: str, pad: str, block: str) -> str:
    """Return the text of a block; `block` begins behind the `pad` of its first line, and ends with text."""
    text = block.replace("\n" + pad, "\n")
    if text[-1] == " " or " \n" in text:
        raise _NotMineError
    if header[0] == ">" and "\n" in text:
        if "\n " in text:
            raise _NotMineError
        text = _FOLD.sub(_fold, text) if "\n\n" in text else text.replace("\n", " ")
    return text if header[1:] else text + "\n"


def _fold(match: re.Match[str]) -> str:
    """Return what is left of line ends in a row: all but the first, or a blank for a single one."""
    return match[1] or " "


def _in_brackets(text: str) -> Any:
    kept = _flat.get(text)
    if kept is not None:
        return kept.copy()
    mapping = text[0] == "{"
    if text[-1] != ("}" if mapping else "]"):
        raise _NotMineError
    into: Any = {} if mapping else []
    flat = True
    for key, word, quoted, inner, rest in _ENTRY.findall(text[1:-1]):
        if rest or mapping != bool(key) or (key and (key in into or key in LITERALS)):
            raise _NotMineError
        value: Any
        if word:
            value = LITERALS.get(word, word) if word > ":" else _numbers[word]
        elif quoted:
            value = quoted[1:-1]
        else:
            value = _in_brackets(inner)
            flat = False
        if mapping:
            into[key] = value
        else:
            into.append(value)
    if not flat:
        return into
    if len(_flat) < _KEPT and len(text) < 100:
        _flat[text] = into
    return into.copy()
