"""An entry of a changelog, new or counted anew: everything else that stands there keeps its bytes."""

from __future__ import annotations

from collections.abc import Sequence

from goldline.errors import GoldlineError
from goldline.reading.changelog import COUNTED, ENTRY, entry_in


def insert_entry(data: bytes | None, file: str, title: str, entry: str) -> bytes:
    """Return the changelog with an entry before all others; a new one begins with its title.

    Raises `GoldlineError` where the file that is there is not UTF-8.
    """
    if data is None:
        return f"# {title}\n\n{entry.strip()}\n".encode()
    text, newline = _text(data, file)
    lines = entry.strip().replace("\n", newline)
    first = ENTRY.search(text)
    if first is not None:
        return f"{text[: first.start()]}{lines}{newline * 2}{text[first.start() :]}".encode()
    body = text.rstrip()
    return (f"{body}{newline * 2}" if body else "").encode() + f"{lines}{newline}".encode()


def renew_counted(data: bytes, file: str, version: str, lines: Sequence[str]) -> bytes:
    """Return the changelog with the points that count in a version's entry replaced by these lines.

    An entry without any such point is its author's own, and stays as it is.
    """
    text, newline = _text(data, file)
    span = entry_in(text, version)
    body = "" if span is None else text[span[0] : span[1]]
    first = COUNTED.search(body)
    if span is None or first is None:
        return data
    kept = COUNTED.sub("", body[first.start() :])
    fresh = "".join(f"{line}{newline}" for line in lines)
    return f"{text[: span[0]]}{body[: first.start()]}{fresh}{kept}{text[span[1] :]}".encode()


def _text(data: bytes, file: str) -> tuple[str, str]:
    """Return a file's text and how its lines end; raises `GoldlineError` where it is not UTF-8."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise GoldlineError(f"`{file}` is not UTF-8", hint="save it as UTF-8") from error
    return text, "\r\n" if "\r\n" in text else "\n"
