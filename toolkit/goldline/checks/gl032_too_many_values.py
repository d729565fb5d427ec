"""A file that holds more keys and values than any item or guideline needs.

Why it matters: it takes long to read and nobody can review it. It is nearly always an export of many
items in one file.

Bad:  200,000 votes in one item
Good: one file for each item, with its own votes
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL032", "too-many-values", "error"
