"""Something that two readers of YAML read differently.

Why it matters: the tool that checks the file and the tool that rewrites it must read the same, or a
rewrite would change what it says.

Bad:  unusual mixtures of `?`, `|`, comments and line breaks
Good: text in quotes, lists and mappings in block style
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL033", "readers-disagree", "error"
