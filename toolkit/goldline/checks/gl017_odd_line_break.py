r"""A character that ends a line for some readers and not for others.

Why it matters: YAML readers, editors and git do not agree on where a line ends, so they do not agree on
what the file says. Such characters come with text copied from web pages and old documents.

Bad:  U+2028 or U+0085 in `response`
Good: `response: "first line\u2028second line"`, where the text must have it
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL017", "odd-line-break", "error"
