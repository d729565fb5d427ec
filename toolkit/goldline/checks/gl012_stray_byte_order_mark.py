"""A byte order mark inside the text.

Why it matters: the mark is invisible, but it is a character: a key that begins with it is another key,
and a quote that holds it occurs nowhere. It comes from joining files or from copying out of other
programs.

Bad:  `title:` preceded by an invisible U+FEFF in the third line
Good: `title:`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL012", "stray-byte-order-mark", "error"
