r"""A character that shows the text around it in another order.

Why it matters: a reviewer sees `pass if safe` where the file says something else. Such characters are
invisible, and they come with text that is copied from web pages, or from people who mean to deceive.
Arabic, Hebrew and other scripts do not need them: they run from right to left by themselves.

Bad:  a raw right-to-left override (U+202E) in `text`
Good: `response: "\u202eabc"`, where the text under judgment has it; or, beside a text that must keep it,
      `x-ignore: {GL019: The page that is quoted has it here.}`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL019", "reordering-character", "warning"
