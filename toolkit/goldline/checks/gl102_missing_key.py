"""A key that must be there is missing.

Why it matters: without it the file cannot do its work: an item without a guideline cannot be judged, an
answered escalation without an answer helps nobody.

Bad:  `status: answered` without `answer`, `decided_by` and `decided`
Good: `status: answered`, `answer: Yes, if …`, `decided_by: lead-1`, `decided: 2026-10-05`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL102", "missing-key", "error"
