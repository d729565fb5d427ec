"""goldline: evaluation guidelines and gold sets in git, checked, diffed and proved."""

__version__ = "0.1.0"
