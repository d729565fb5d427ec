"""Two names that are one and the same on many computers.

Why it matters: Windows and macOS do not tell `Beach.png` from `beach.png`. After a checkout there, one
of the two files is gone, and the next commit deletes it for everybody.

Bad:  `media/Beach.png` beside `media/beach.png`
Good: `media/beach.png` beside `media/beach-2.png`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL002", "path-collision", "error"
