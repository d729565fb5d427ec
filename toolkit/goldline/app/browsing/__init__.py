"""Looking around in a repository: `list`, `show` and `grep`. Nothing here writes."""
