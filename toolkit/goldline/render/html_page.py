"""What all pages of HTML that a command writes share: templates that escape whatever they are given."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup


def page_environment() -> Environment:
    """Return the environment of this room's templates: all is escaped, and what is not given is an error."""
    return Environment(
        loader=PackageLoader("goldline.render", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def style_sheet(environment: Environment, *names: str) -> str:
    """Return sheets of styles of this room as one."""
    assert environment.loader is not None
    sources = (environment.loader.get_source(environment, name)[0] for name in names)
    return "".join(source.replace("\r\n", "\n") for source in sources)


def sealed(style: str) -> dict[str, Any]:
    """Return what a page needs for its policy to allow this style and no other: `style`, `style_hash`.

    A browser hashes the text between the tags as it stands, so nothing may be added to it later.
    """
    return {
        "style": Markup(style),  # files of this package
        "style_hash": b64encode(sha256(style.encode()).digest()).decode("ascii"),
    }
