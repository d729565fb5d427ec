"""What scripts draw a gold item from: records of items, shelf by shelf, and the words of each guideline."""

from __future__ import annotations
