"""Agreement and scores: numbers in, numbers out. Nothing here reads a file or knows a guideline.

`tallies`, `coefficients`, `jackknife` and `moments` need numpy (the extra `goldline[people]`); the
other modules are plain Python.
"""
