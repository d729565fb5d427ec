"""What reading alone costs: ruamel.yaml's C parser over files, its events thrown away.

Run as `python floor.py FOLDER PATTERN`; the fastest thing that still looks at every byte of the YAML.
"""

from __future__ import annotations

import sys
from pathlib import Path


def read_all(folder: Path, pattern: str) -> int:
    """Return how many events the files below `folder` that match `pattern` have."""
    from _ruamel_yaml import CParser
    from ruamel.yaml.events import StreamEndEvent

    events = 0
    for file in sorted(folder.glob(pattern)):
        next_event = CParser(file.read_bytes()).get_event
        while next_event().__class__ is not StreamEndEvent:
            events += 1
    return events


if __name__ == "__main__":
    print(read_all(Path(sys.argv[1]), sys.argv[2]))
