"""The one exception for trouble that its reader can mend before we can run.

Trouble in the data is never raised: it is a `Problem` or a `Finding` (see `model/finding.py`).
Anything else that escapes is a fault of goldline itself and ends with exit status 3.
"""

from __future__ import annotations


class GoldlineError(Exception):
    """The call or the repository is unusable (exit status 2): a message, and a way out."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n  hint: {self.hint}" if self.hint else self.message
