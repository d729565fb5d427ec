"""Writing new guidelines and gold, and renaming what is there."""
