r"""One escaper for each place that text can end up in.

Everything that came from a repository passes through one of these. They agree on one convention:
a character that would act instead of show is written as `\xNN` or `\uNNNN`, so that a reader
sees that it is there, in a terminal as in a pull request.
"""

from __future__ import annotations

import re
from unicodedata import category
from urllib.parse import quote

# --- plain text -----------------------------------------------------------------------------

_ACTING = frozenset({"Cc", "Zl", "Zp", "Cs"})
# Format characters that have a glyph of their own (number signs of Arabic and its neighbours).
_SEEN_FORMAT = frozenset([*range(0x0600, 0x0606), 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD])


def safe_text(text: str) -> str:
    r"""Return `text` fit for a terminal or a log, on one line.

    Control characters (line breaks too), what reorders or hides text (bidirectional marks, zero
    widths), line and paragraph separators and lone surrogates become `\xNN` or `\uNNNN`. Who
    wants to keep line breaks splits the text at `\n` first.
    """
    if text.isprintable():
        return text
    return "".join(char if _shows(char) else visible(char) for char in text)


def one_line(text: str) -> str:
    """Return prose of several lines as one safe line."""
    return safe_text(" ".join(part.strip() for part in text.strip().split("\n") if part.strip()))


def shorten(text: str, most: int) -> str:
    """Return `text`, its end left out where it has more than `most` characters, and how much that is."""
    return text if len(text) <= most else f"{text[:most]}… ({len(text) - most:,} more characters)"


def visible(char: str) -> str:
    r"""Return a character as `\xNN`, `\uNNNN` or `\UNNNNNNNN`."""
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _shows(char: str) -> bool:
    if char.isprintable():
        return True
    kind = category(char)
    if kind == "Cf":
        return ord(char) in _SEEN_FORMAT
    return kind not in _ACTING


# --- Markdown -------------------------------------------------------------------------------

_TICKS = re.compile("`+")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_PIPE = re.compile(r"(\\?)\|")


def code_span(text: str) -> str:
    r"""Return `text` as an inline code span, in which no mention, link, image or tag comes alive.

    A `<` that would open a tag is written `\x3c` all the same: readers of Markdown that look for
    tags before they look for code exist, and mail is one of them.
    """
    return _span(_TAG.sub(lambda _: visible("<"), safe_text(text)))


def code_cell(text: str) -> str:
    r"""Return `text` as a code span for a cell of a table.

    A pipe is written `\|`, which a table takes back. After a backslash that is read in two ways,
    so there it is written `\x7c`.
    """
    tamed = _TAG.sub(lambda _: visible("<"), safe_text(text))
    return _span(_PIPE.sub(lambda found: "\\" + visible("|") if found[1] else "\\|", tamed))


def fence(text: str, info: str = "text") -> str:
    """Return `text` as a code block whose fence is longer than any in it; line breaks are kept."""
    lines = [_TAG.sub(lambda _: visible("<"), safe_text(line)) for line in text.split("\n")]
    mark = "`" * max(3, _longest_run(text) + 1)
    return "\n".join([f"{mark}{info}", *lines, mark])


def _span(text: str) -> str:
    if not text:
        return ""
    mark = "`" * (_longest_run(text) + 1)
    # A span loses one space at both ends, and its marks must not touch a backtick.
    blank = not text.strip(" ")
    pad = " " if not blank and (text[0] in "` " or text[-1] in "` ") else ""
    return f"{mark}{pad}{text}{pad}{mark}"


def _longest_run(text: str) -> int:
    return max((len(run) for run in _TICKS.findall(text)), default=0)


# --- GitHub's workflow commands -------------------------------------------------------------


def command_data(text: str) -> str:
    """Return `text` for the message of a workflow command; line breaks in it are kept as such."""
    safe = "\n".join(safe_text(line) for line in text.split("\n"))
    return _no_old_command(safe).replace("%", "%25").replace("\n", "%0A")


def command_property(text: str) -> str:
    """Return `text` for a property (`file`, `title`) of a workflow command."""
    return _no_old_command(safe_text(text)).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")


def _no_old_command(text: str) -> str:
    # The runner looks for the old form of a command, `##[…]`, anywhere in a line.
    return text.replace("##[", "##" + visible("["))


# --- XML, SARIF, CSV ------------------------------------------------------------------------

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})


def xml_text(text: str) -> str:
    """Return `text` for an element or a quoted attribute: XML 1.0 knows no way to hold control characters."""
    safe = "\n".join(safe_text(line) for line in text.split("\n"))
    return _NOT_IN_XML.sub(lambda found: visible(found[0]), safe).translate(_XML)


_SARIF = str.maketrans({"\\": "\\\\", "[": "\\[", "]": "\\]", "{": "{{", "}": "}}"})


def sarif_message(text: str) -> str:
    """Return `text` for a SARIF message: no embedded link, no placeholder."""
    return "\n".join(safe_text(line) for line in text.split("\n")).translate(_SARIF)


def sarif_uri(path: str) -> str:
    """Return a path as a relative, percent-encoded reference that never leaves the repository."""
    parts = [part for part in path.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "/".join(quote(_bytes(part), safe="") for part in parts)


def _bytes(text: str) -> bytes:
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # a surrogate that stands for no byte of a file's name
        return text.encode("utf-8", "backslashreplace")


_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")


def csv_cell(text: str) -> str:
    """Return `text` for a cell that a spreadsheet may open: what would start a formula gets a `'`.

    A text that begins with `'` gets one too, so taking one `'` away gives the text back. The writer
    must quote every cell. Numbers are not texts: write them as they are.
    """
    begins = text.lstrip(" \u00a0\u3000")[:1]
    return f"'{text}" if begins in _FORMULA or text.startswith("'") else text
