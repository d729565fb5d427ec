"""Lines that end as on Windows.

Why it matters: when one colleague's editor writes CRLF and another's LF, every line of a file counts as
changed, and nobody sees the one that was. It ends when git is told to store LF.

Bad:  lines that end in CRLF in the repository
Good: `*.yaml text eol=lf` in `.gitattributes`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL015", "crlf", "warning"
