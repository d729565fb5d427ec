"""The checks: one file each, with its explanation, its examples and its logic.

`registry.py` lists them all; `run.py` runs them. A check never prints, never edits, never raises.
"""
