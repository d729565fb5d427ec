"""Escalations: brought in from a forge, decided, linked to what they led to, and counted."""
