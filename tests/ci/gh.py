"""A `gh api` for the steps of a workflow: GitHub's answer is a file, and `--jq` is asked of it for real.

Called with the folder that holds `artifacts.json` and `artifact.zip`, then as `gh` is.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import jq  # type: ignore[import-not-found]  # it says nothing of its types


def main(home: Path, command: str, address: str, *options: str) -> None:
    """Print what GitHub's command line would."""
    assert command == "api"
    with (home / "gh.log").open("a", encoding="utf-8") as log:
        log.write(f"{address}\n")
    if address.endswith("/zip"):
        sys.stdout.buffer.write((home / "artifact.zip").read_bytes())
        return
    assert options[:1] == ("--jq",), options
    answer = json.loads((home / "artifacts.json").read_text(encoding="utf-8"))
    for found in jq.compile(options[1]).input_value(answer):
        print(found if isinstance(found, str) else json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
