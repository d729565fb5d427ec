"""How many files a command parses: `python counting.py OUTPUT ARGUMENTS` runs it in one process.

Counted is every parser that is started, so that no layer above can hide one.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any


def run_counted(arguments: list[str]) -> int:
    """Return how many parsers `goldline ARGUMENTS` starts."""
    from goldline.cli.main import cli
    from goldline.reading import yaml_events

    parser: Any = vars(yaml_events)["CParser"]
    started = 0

    def counted(data: bytes) -> Any:
        nonlocal started
        started += 1
        return parser(data)

    vars(yaml_events)["CParser"] = counted
    cli(arguments, standalone_mode=False)
    return started


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(str(run_counted(sys.argv[2:])))
