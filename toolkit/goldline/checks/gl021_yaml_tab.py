"""A tab where YAML allows only blanks.

Why it matters: how far a tab indents depends on the editor, so nobody could say what belongs to what.
Readers of YAML refuse it, some everywhere and some only at the start of a line.

Bad:  a tab before `then: 1`
Good: two blanks for each level before `then: 1`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL021", "yaml-tab", "error"
