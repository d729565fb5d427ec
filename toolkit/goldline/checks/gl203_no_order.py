"""A test that asks for an order which its input does not have.

Why it matters: `< formal` means something only if the words stand in an order. Without `ordered: true`
each reader would assume another one.

Bad:  `register: "< formal"` for `register: {enum: [casual, neutral, formal]}`
Good: `register: {enum: [casual, neutral, formal], ordered: true}`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL203", "no-order", "error"
