"""An `x-ignore` for something that is no longer found.

Why it matters: it looks as if something were wrong here, and it would hide the next real finding of that
kind.

Bad:  `x-ignore: {GL802: …}` beside a text that was rewritten since
Good: the text without the `x-ignore`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL052", "idle-ignore", "warning"
