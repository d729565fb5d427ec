"""Prose that YAML cuts short at a comma, a colon or ` #`.

Why it matters: unquoted text ends at a comma inside `{…}`, at a colon and a blank, and at a blank and a
`#`. Nothing says so: the rest becomes a key or a comment, and analysts read half a rule.

Bad:  `- {id: COR-2, text: A wrong colour, or a wrong shape, gives 2., then: 2}`
Good:
    - id: COR-2
      text: A wrong colour, or a wrong shape, gives 2.
      then: 2
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL040", "cut-prose", "error"
