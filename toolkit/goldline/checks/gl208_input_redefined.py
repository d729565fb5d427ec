"""One name for two different inputs.

Why it matters: observations are kept by name. If two criteria ask different questions under one name,
the answer to the one is taken for the answer to the other.

Bad:  `on_topic` asks about the picture in one criterion and about the prompt in another
Good: `on_topic` once in guideline.yaml, or `answers_prompt` for the second question
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL208", "input-redefined", "error"
