"""Frozen nouns: what guidelines, gold and findings are. No file, no git, no printing."""
