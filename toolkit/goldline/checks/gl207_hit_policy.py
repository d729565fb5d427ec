"""A hit policy that is missing, or that does not go with its other keys.

Why it matters: where two rules hold, the hit policy says which one decides. Without it two analysts may
apply the same rules and reach two judgments.

Bad:  `rules:` without `hit_policy:`
Good: `hit_policy: first` above `rules:`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL207", "hit-policy", "error"
