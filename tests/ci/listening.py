"""A forge's API on this machine, and a runner's way with the steps of a job."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

Answer = Callable[[BaseHTTPRequestHandler, Any], tuple[int, bytes]]
"""Says with which status and content a request is answered, given what it brought as JSON."""


@contextmanager
def listening(answer: Answer) -> Iterator[str]:
    """Yield the address at which requests are answered; a 302 leads elsewhere on the same machine."""

    class Handler(BaseHTTPRequestHandler):
        def _speak(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            status, data = answer(self, json.loads(self.rfile.read(size)) if size else None)
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            if status == 302:
                self.send_header("Location", f"{url}/elsewhere")
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = do_PATCH = _speak  # noqa: N815 - names that the library looks for

        def log_message(self, *_args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield url
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def run_steps(steps: list[dict[str, Any]], folder: Path, env: Mapping[str, str]) -> tuple[int, str]:
    """Run the lines of steps as a runner does, until one fails; return its status and the whole log."""
    log = ""
    for step in steps:
        done = subprocess.run(
            ["bash", "-e", "-c", step["run"]],
            cwd=folder,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        log += done.stdout + done.stderr
        if done.returncode:
            return done.returncode, log
    return 0, log
