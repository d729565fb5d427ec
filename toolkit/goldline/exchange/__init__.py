"""Foreign formats, a file each."""
