"""An entry at the top of a changelog: everything that stands there already keeps its bytes."""

from __future__ import annotations

from goldline.errors import GoldlineError
from goldline.reading.changelog import ENTRY


def insert_entry(data: bytes | None, file: str, title: str, entry: str) -> bytes:
    """Return the changelog with an entry before all others; a new one begins with its title.

    Raises `GoldlineError` where the file that is there is not UTF-8.
    """
    if data is None:
        return f"# {title}\n\n{entry.strip()}\n".encode()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise GoldlineError(f"`{file}` is not UTF-8", hint="save it as UTF-8") from error
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = entry.strip().replace("\n", newline)
    first = ENTRY.search(text)
    if first is not None:
        return f"{text[: first.start()]}{lines}{newline * 2}{text[first.start() :]}".encode()
    body = text.rstrip()
    return (f"{body}{newline * 2}" if body else "").encode() + f"{lines}{newline}".encode()
