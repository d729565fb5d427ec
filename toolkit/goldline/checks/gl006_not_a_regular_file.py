"""Something that is neither a file nor a folder, such as a pipe or a device.

Why it matters: reading it may wait for ever or give something else each time, and git cannot keep it.

Bad:  `goldsets/basics/items/cap-0001.yaml` is a named pipe
Good: `goldsets/basics/items/cap-0001.yaml` is a file
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL006", "not-a-regular-file", "error"
