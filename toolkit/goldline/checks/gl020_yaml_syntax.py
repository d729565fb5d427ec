"""A line that cannot be read as YAML.

Why it matters: a file that cannot be read is not checked at all, so what it says does not count until
the line is mended.

Bad:  `text: Rule: the caption is wrong`
Good: `text: "Rule: the caption is wrong"`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL020", "yaml-syntax", "error"
