"""Where bytes come from: one door to working tree, index, commits and folders, and a cache beside it."""
