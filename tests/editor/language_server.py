"""A small editor: it speaks the language server protocol with the real YAML language server."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PATIENCE = 20.0


@dataclass(frozen=True)
class Spot:
    """A place in a text, both counted from 0 as the protocol does."""

    line: int
    character: int

    @property
    def json(self) -> dict[str, int]:
        return {"line": self.line, "character": self.character}


class Editor:
    """An editor with one folder open, set up by the `.vscode/settings.json` that lies in it."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self.folder = folder
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder
        )
        self._arrived: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._diagnostics: dict[str, list[dict[str, Any]]] = {}
        self._number = self._version = 0
        threading.Thread(target=self._listen, daemon=True).start()
        root = folder.as_uri()
        self.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": root,
                "workspaceFolders": [{"uri": root, "name": "work"}],
                "capabilities": {
                    "workspace": {"configuration": True, "workspaceFolders": True},
                    "textDocument": {
                        "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
                        "hover": {"contentFormat": ["markdown"]},
                    },
                },
            },
        )
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": {}})

    def wait_for_schema(self, path: str) -> None:
        """Come back once files like this one have their schema: until then, nothing is offered or marked."""
        for _ in range(50):
            if self.problems(path, "no-such-key-anywhere: 1\n"):
                return
        raise AssertionError(f"{path} has no schema, says the language server")

    def close(self) -> None:
        self._process.kill()
        self._process.wait()

    # --- what a person does -----------------------------------------------------------------

    def open(self, path: str, text: str | None = None) -> str:
        """Return the address of a file that now stands open, with `text` in place of what is on the disk."""
        uri = (self.folder / path).as_uri()
        content = (self.folder / path).read_text(encoding="utf-8") if text is None else text
        self._version += 1  # the server remembers what it parsed by file and version
        document = {"uri": uri, "languageId": "yaml", "version": self._version, "text": content}
        self.tell("textDocument/didOpen", {"textDocument": document})
        return uri

    def close_file(self, uri: str) -> None:
        self.tell("textDocument/didClose", {"textDocument": {"uri": uri}})

    def completions(self, path: str, text: str) -> dict[str, str]:
        """Return what is offered where `¦` stands in the text, each with its explanation."""
        plain, spot = cursor(text)
        uri = self.open(path, plain)
        try:
            answer = self.ask(
                "textDocument/completion", {"textDocument": {"uri": uri}, "position": spot.json}
            )
        finally:
            self.close_file(uri)
        items = answer["items"] if isinstance(answer, dict) else answer or []
        return {item["label"].strip("'\""): _words(item.get("documentation")) for item in items}

    def hover(self, path: str, text: str) -> str:
        """Return what is told of the word where `¦` stands."""
        plain, spot = cursor(text)
        uri = self.open(path, plain)
        try:
            answer = self.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": spot.json})
        finally:
            self.close_file(uri)
        return "" if answer is None else _words(answer["contents"])

    def problems(self, path: str, text: str | None = None) -> list[tuple[int, str]]:
        """Return what is marked as wrong in a file: the line, counted from 1, and the words.

        It is opened under a name of its own: closing a file makes the server take its marks back, and
        that message would be taken for the answer here.
        """
        self._number += 1
        content = (self.folder / path).read_text(encoding="utf-8") if text is None else text
        uri = self.open(_beside(path, self._number), content)
        while uri not in self._diagnostics:
            self._receive(None)
        return [(one["range"]["start"]["line"] + 1, one["message"]) for one in self._diagnostics[uri]]

    # --- protocol ---------------------------------------------------------------------------

    def ask(self, method: str, params: Any) -> Any:
        self._number += 1
        number = self._number
        self._send({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        return self._receive(number)

    def tell(self, method: str, params: Any) -> None:
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def _receive(self, number: int | None) -> Any:
        """Return the answer to a question; with None, come back after any message that was no question."""
        while True:
            try:
                message = self._arrived.get(timeout=_PATIENCE)
            except queue.Empty:
                raise AssertionError("the language server did not answer") from None
            assert message is not None, "the language server has ended"
            if "method" in message and "id" in message:
                self._answer(message)
                continue
            if message.get("method") == "textDocument/publishDiagnostics":
                self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
            if number is None:
                return None
            if message.get("id") == number:
                assert "error" not in message, message["error"]
                return message["result"]

    def _answer(self, message: dict[str, Any]) -> None:
        """Answer the server's own questions: above all, what the settings say."""
        result: Any = None
        if message["method"] == "workspace/configuration":
            result = [self._section(item.get("section", "")) for item in message["params"]["items"]]
        self._send({"jsonrpc": "2.0", "id": message["id"], "result": result})

    def _section(self, name: str) -> Any:
        """Return a section of the settings as VS Code gives it: `yaml.format.enable` lies below `yaml`."""
        settings = json.loads((self.folder / ".vscode/settings.json").read_text(encoding="utf-8"))
        if name in settings:
            return settings[name]
        found: dict[str, Any] = {}
        for key, value in settings.items():
            head, dot, rest = key.partition(f"{name}.")
            if dot and not head:
                at = found
                *above, last = rest.split(".")
                for step in above:
                    at = at.setdefault(step, {})
                at[last] = value
        if name == "yaml":
            found = {"validate": True, "hover": True, "completion": True, **found}
        return found

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps(message).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _listen(self) -> None:
        pipe = self._process.stdout
        assert pipe is not None
        while True:
            length = 0
            while line := pipe.readline().strip():
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            body = pipe.read(length) if length else b""
            if not body:
                self._arrived.put(None)
                return
            self._arrived.put(json.loads(body))


def _beside(path: str, number: int) -> str:
    """Return a path that no other file has, and that has the same schema."""
    folder, _, name = path.rpartition("/")
    if name in ("guideline.yaml", "taxonomy.yaml", "goldset.yaml"):
        return f"{folder}-{number}/{name}"
    return f"{folder}/{number}-{name}"


def cursor(text: str) -> tuple[str, Spot]:
    """Return the text without its one `¦`, and where that stood."""
    before, mark, after = text.partition("¦")
    assert mark, "the text has no cursor"
    return before + after, Spot(before.count("\n"), len(before) - before.rfind("\n") - 1)


def _words(content: Any) -> str:
    if isinstance(content, dict):
        return str(content.get("value", ""))
    return "" if content is None else str(content)
