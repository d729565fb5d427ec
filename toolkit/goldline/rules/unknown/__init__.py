"""Judging facts of which some are not known: all that they could be, and what would settle them."""
