"""What a file must be before any parser sees it: found by scanning its bytes.

`is_ordinary` is the quick answer for nearly every file. Where it says no, `inspect` looks closely,
reports what it finds, and hands on a text that is safe to parse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from goldline.model.finding import Place, Problem

BOM: Final = b"\xef\xbb\xbf"
MOST_PROBLEMS: Final = 50
"""Problems of one file that are reported: a broken export need not fill the screen."""

# Deleted by `bytes.translate` at the speed of a copy; what is left decides whether to look closer.
_ORDINARY = bytes(range(0x20, 0x7F)) + b"\n" + bytes(range(0x80, 0x100))
_ALLOWED = _ORDINARY + b"\t\r"
_UNREMARKABLE = bytes(set(_ORDINARY) - set(b"<=>|"))
_RUNS = (b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")
# The UTF-8 of what no YAML text may hold beyond ASCII: C1 controls (with U+0085), U+2028, U+2029,
# U+FEFF, U+FFFE, U+FFFF; and of what reorders the text around it. `_FORBIDDEN` and `_REORDERING` say
# the same of characters.
_ODD_BYTES = re.compile(
    rb"\xc2[\x80-\x9f]|\xe2\x80[\xa8-\xae]|\xe2\x81[\xa6-\xa9]|\xef\xbb\xbf|\xef\xbf[\xbe\xbf]"
)
_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_LINE_BREAKS = {"\x85": "next line", "\u2028": "line separator", "\u2029": "paragraph separator"}
# Where libyaml is more lenient than the pure parser, or reads otherwise. The first of a pair begins
# with its rarest character, which makes the search cheap; the second says exactly what is meant.
_DOUBTFUL = (
    # a comment that touches the `|` of a block
    (re.compile(rb"#(?<=[|>]#|[-+0-9]#)"), re.compile(rb"[|>][-+0-9]{0,2}#")),
    # a block that begins with a line of nothing but blanks
    (
        re.compile(rb" \n(?<=\n \n|  \n)"),
        re.compile(rb"[|>][-+0-9]{0,2}[ ]*(?:#[^\n]*)?\n(?:[ ]*\n)*[ ]+\n"),
    ),
    # a `?` that may or may not mark a key
    (re.compile(rb"\?(?<=[\s,\[{]\?)[^\s]"), re.compile(rb"[\s,\[{]\?[^\s]")),
)
_CONFLICT = re.compile(r"[ \t]*(?:(<{7})(?:[ \t].*)?|(>{7})(?:[ \t].*)?|\|{7}(?:[ \t].*)?|={7})[ \t]*")
ALLOW_MARKERS: Final = "x-allow-conflict-markers"
_ALLOWS_MARKERS = re.compile(rb"^" + ALLOW_MARKERS.encode() + rb":[ ]+true[ ]*(?:[ ]#.*)?$", re.MULTILINE)
_DIRECTIVE = re.compile(rb"(?:[ ]*(?:#[^\n]*)?\n)*%[^\n]*")
_LFS = b"version https://git-lfs.github.com/spec/"


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the bytes of a file say: the text to parse (None: there is none), and the problems met.

    `tolerable` problems are reported and the values still used; `serious` ones refuse the file;
    `conflicts` do so unless the file allows them. `doubtful`: the parsers may disagree, ask both.
    """

    text: bytes | None
    tolerable: list[Problem]
    serious: list[Problem]
    conflicts: list[Problem]
    doubtful: bool


def is_ordinary(data: bytes, limit: int) -> bool:
    """Return whether `data` can go to the parser as it is: UTF-8, no odd character, line or pattern."""
    if len(data) > limit:
        return False
    if not data.isascii():
        try:
            data.decode()
        except UnicodeDecodeError:
            return False
        if _ODD_BYTES.search(data):
            return False
    rest = data.translate(None, _UNREMARKABLE)
    if rest and (rest.strip(b"|>=<") or any(run in rest and run in data for run in _RUNS)):
        return False
    return not (any(cheap.search(data) for cheap, _ in _DOUBTFUL) or data.startswith((b"%", _LFS)))


def allows_conflict_markers(data: bytes) -> bool:
    """Return whether a line of its own says so, for a file that cannot be read as a whole."""
    return bool(_ALLOWS_MARKERS.search(data))


def inspect(data: bytes, file: str, limit: int) -> Inspection:
    """Return all that is wrong with the bytes of a file, and the text that is left to parse."""
    if len(data) > limit:
        return _refused(
            Problem(
                "file-too-large",
                Place(file),
                f"the file is {len(data):,} bytes long: more than {limit:,} are refused",
                "split it: one item a file, and media in files of their own",
            )
        )
    if data.startswith(_LFS):
        return _refused(
            Problem(
                "lfs-pointer",
                Place(file),
                "this is a pointer of Git LFS, not the file itself",
                "run `git lfs pull` to fetch the file; better, keep YAML files out of LFS",
            )
        )
    unreadable = _find_wrong_encoding(data, file)
    if unreadable:
        return _refused(unreadable)
    tolerable: list[Problem] = []
    if data.startswith(BOM):
        data = data[len(BOM) :]
        tolerable.append(
            Problem(
                "byte-order-mark",
                Place(file),
                "the file begins with a byte order mark, which is invisible and not needed",
                "save it as UTF-8 without a BOM",
            )
        )
    if b"\r\n" in data:
        tolerable.append(_windows_line_ends(data, file))
        data = data.replace(b"\r\n", b"\n")
    text = data.decode()
    if not text.isascii():
        tolerable += islice(_find_reordering(text, file), MOST_PROBLEMS)
    serious: list[Problem] = []
    if data.translate(None, _ALLOWED) or (not text.isascii() and _ODD_BYTES.search(data)):
        serious += islice(_find_odd_characters(text, file), MOST_PROBLEMS)
    if b"\r" in data:  # lines and columns are uncertain from there on
        return Inspection(None, tolerable, [*serious, _lone_return(data, file)], [], False)
    if serious:  # so that the parser can go on and show what else is wrong
        text = _FORBIDDEN.sub("\ufffd", text)
        data = text.encode()
    serious += _find_directive(data, file)
    return Inspection(
        data,
        tolerable,
        serious,
        list(islice(_find_conflicts(text, file), MOST_PROBLEMS)),
        any(cheap.search(data) and exact.search(data) for cheap, exact in _DOUBTFUL),
    )


def _refused(problem: Problem) -> Inspection:
    return Inspection(None, [], [problem], [], False)


def _find_wrong_encoding(data: bytes, file: str) -> Problem | None:
    wide = _wide_encoding(data)
    if wide:
        return Problem(
            "not-utf8",
            Place(file),
            f"the file is {wide} (from byte offset 0 on), and only UTF-8 is read: git shows no changes in it",
            "save it as UTF-8",
        )
    try:
        data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start]
        start = before.rfind(b"\n") + 1
        return Problem(
            "not-utf8",
            Place(file, before.count(b"\n") + 1, len(before[start:].decode(errors="replace")) + 1),
            f"byte 0x{data[error.start]:02X} at byte offset {error.start} is not UTF-8",
            "save it as UTF-8 (it may be Latin-1 or Windows-1252 now)",
        )
    return None


def _wide_encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "UTF-32"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    # Without a mark: every other byte of Latin letters is then a NUL.
    head = data[:64]
    for name, start in (("UTF-16", 1), ("UTF-16", 0)):
        if len(head) >= 4 and head[start::2].count(0) == len(head[start::2]):
            return name
    return ""


def _windows_line_ends(data: bytes, file: str) -> Problem:
    lines = data.count(b"\r\n")
    first = data.index(b"\r\n")
    return Problem(
        "crlf",
        Place(file, data.count(b"\n", 0, first) + 1),
        f"{lines} line{'s end' if lines > 1 else ' ends'} in CRLF (Windows line ends)",
        "add `*.yaml text eol=lf` to .gitattributes and run `git add --renormalize .`",
    )


def _lone_return(data: bytes, file: str) -> Problem:
    found = data.index(b"\r")
    start = data.rfind(b"\n", 0, found) + 1
    return Problem(
        "lone-carriage-return",
        Place(file, data.count(b"\n", 0, start) + 1, len(data[start:found].decode()) + 1),
        "a carriage return without a line feed: YAML sees two lines here where editors and git show one",
        "put an ordinary line end there",
    )


def _find_odd_characters(text: str, file: str) -> Iterator[Problem]:
    for match in _FORBIDDEN.finditer(text):
        char, at = match[0], _place(text, match.start(), file)
        if char in _LINE_BREAKS:
            yield Problem(
                "odd-line-break",
                at,
                f"U+{ord(char):04X} ({_LINE_BREAKS[char]}) ends a line for some readers, not for others",
                f'delete it, or write `\\u{ord(char):04x}` between double quotes: "…\\u{ord(char):04x}…"',
            )
        elif char == "\ufeff":
            yield Problem(
                "stray-byte-order-mark",
                at,
                "an invisible byte order mark (U+FEFF) inside the text: it would be part of a word or key",
                "delete it; it comes from joining or copying files",
            )
        else:
            offset = len(text[: match.start()].encode())
            yield Problem(
                "control-character",
                at,
                f"the control character U+{ord(char):04X} at byte offset {offset} is not allowed in YAML",
                f"delete it, or write `\\u{ord(char):04x}` between double quotes if the text must have it",
            )


def _find_reordering(text: str, file: str) -> Iterator[Problem]:
    for match in _REORDERING.finditer(text):
        code = f"{ord(match[0]):04x}"
        yield Problem(
            "reordering-character",
            _place(text, match.start(), file),
            f"the invisible character U+{code.upper()} makes editors and reviews show the text around it in"
            " another order than the one it is in",
            f"delete it, or write `\\u{code}` between double quotes if the text must have it",
        )


def _find_directive(data: bytes, file: str) -> Iterator[Problem]:
    match = _DIRECTIVE.match(data)
    if match:
        line = data.count(b"\n", 0, match.end()) + 1
        yield Problem(
            "yaml-directive",
            Place(file, line),
            "a line that begins with `%` is a directive, such as `%YAML 1.1`: it changes how a file is read",
            "delete the line, and the `---` below it",
        )


def _find_conflicts(text: str, file: str) -> Iterator[Problem]:
    """Yield one problem for each conflict, and for each marker that a careless mend left behind."""
    if not any(run in text for run in ("<" * 7, "=" * 7, ">" * 7, "|" * 7)):
        return
    inside = False
    for number, line in enumerate(text.split("\n"), 1):
        match = _CONFLICT.fullmatch(line)
        if not match:
            continue
        if not inside:
            column = len(line) - len(line.lstrip()) + 1
            lone = match[0].strip() == "=" * 7
            yield Problem(
                "merge-conflict",
                Place(file, number, column),
                f"`{line.strip()[:7]}` is what git leaves where two changes met: resolve this conflict",
                (
                    "delete the line, or, if it underlines a heading, write `# Heading` instead"
                    if lone
                    else "keep what is right and delete the marker lines"
                )
                + "; a file that must show such lines says"
                f" `{ALLOW_MARKERS}: true`",
            )
        inside = not match[2] and (inside or bool(match[1]))


def _place(text: str, index: int, file: str) -> Place:
    start = text.rfind("\n", 0, index) + 1
    return Place(file, text.count("\n", 0, start) + 1, index - start + 1)
