r"""A control character that YAML does not allow.

Why it matters: such characters are invisible in most editors and can move the cursor or change colours
in a terminal, so that people see another text than the one which is judged.

Bad:  a raw escape character (U+001B) in `response`
Good: `response: "red: \u001b[31m"`, where the text must have it
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL013", "control-character", "error"
