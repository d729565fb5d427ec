"""Agreement and scores: numbers in, numbers out. Nothing here reads a file or knows a guideline.

What counts many judgments (`tallies` and all that stands on it) and `calibrating` need numpy (the extra
`goldline[people]`), `gamma` needs its own package (`goldline[gamma]`); the rest is plain Python.
"""
