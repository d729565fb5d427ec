"""What all pages of HTML that a command writes share: templates that escape whatever they are given."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined


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
