"""Repositories of any number of gold items, the same on every machine.

The branch `main` has two commits: all the items, then one item in a hundred done again. The branch
`stricter` leaves the first of them with a changed rule, so that every item is judged twice and some
labels break. `main` is checked out, and nothing in it is wrong.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import struct
import subprocess
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from json import dumps, loads
from pathlib import Path

from benchmarks.items import MEDIA_OF_A_SET, Item, draw_item, item_id
from goldline.model.guideline import Guideline
from goldline.reading.guideline import build_guideline
from goldline.reading.yaml import read_yaml
from goldline.rules.judge import Judge

GUIDELINE = "guidelines/scene-captions"
SETS = ("harbours", "kitchens", "mountains", "streets")
IN_A_FOLDER = 1000
CHANGED_IN = 100
"""Every item whose number divides by this is done again in the second commit."""
STRICTER = {
    f"{GUIDELINE}/guideline.yaml": [("version: 1.0.0", "version: 2.0.0")],
    f"{GUIDELINE}/criteria/correctness.yaml": [
        ("Two wrong facts have to be repaired.", "A wrong fact has to be repaired."),
        ('when: {wrong_facts: ">= 2"}', 'when: {wrong_facts: ">= 1"}'),
    ],
}
CHANGED_RULE = "COR-5"

_FOLDER = Path(__file__).parent
_FIRST_COMMIT = 1_750_000_000
_SAMPLE = 60
_DONE = "goldline-benchmark.json"
Files = dict[str, bytes]


@dataclass
class Made:
    """A generated repository: its commits, and what a comparison of them must say."""

    path: Path
    items: int
    size: int = 0
    commits: dict[str, str] = field(default_factory=dict)
    changed_items: int = 0
    relabelled: int = 0
    stricter: dict[str, int] = field(default_factory=dict)

    @property
    def item_files(self) -> list[Path]:
        """Every item file of the working tree, sorted."""
        return sorted(self.path.glob("goldsets/*/items/*/*.yaml"))


def make_repository(path: Path, items: int, seed: int = 1) -> Made:
    """Return a repository of so many items at `path`.

    One that is there already is used again, unless it would be made otherwise today.
    """
    note = path / ".git" / _DONE
    recipe = _recipe(path, items, seed)
    if note.is_file():
        kept = loads(note.read_text("utf-8"))
        if kept.pop("recipe") == recipe:
            return Made(**{**kept, "path": path})
        shutil.rmtree(path)
    if path.exists():
        raise SystemExit(f"{path} is not a benchmark's repository: name another folder")
    part = path.with_name(f"{path.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    made = Made(path, items)
    _git(part, "init", "--quiet", "--template=", "-b", "main")
    _import(part, _history(made, seed))
    _git(part, "reset", "--quiet", "--hard", "main")
    made.commits = {
        name: _git(part, "rev-parse", ref)
        for name, ref in (("first", "main~1"), ("main", "main"), ("stricter", "stricter"))
    }
    (part / ".git" / _DONE).write_text(dumps({**asdict(made), "path": str(path), "recipe": recipe}), "utf-8")
    part.rename(path)
    return made


def _recipe(path: Path, items: int, seed: int) -> str:
    """Return a digest that changes whenever the repository would: made from a small one of its kind."""
    digest = hashlib.sha256(f"{items} {seed}".encode())
    for chunk in _history(Made(path, min(items, _SAMPLE)), seed):
        digest.update(chunk)
    return digest.hexdigest()


def frame_files() -> Files:
    """Return the guideline's files by path."""
    folder = _FOLDER / "guidelines"
    return {f"guidelines/{p.relative_to(folder).as_posix()}": p.read_bytes() for p in folder.rglob("*.yaml")}


def stricter_files() -> Files:
    """Return the guideline's files that the branch `stricter` changes, as it has them."""
    files = frame_files()
    changed: Files = {}
    for path, edits in STRICTER.items():
        text = files[path].decode()
        for old, new in edits:
            assert text.count(old) == 1, f"{old!r} must stand in {path} once"
            text = text.replace(old, new)
        changed[path] = text.encode()
    return changed


def read_guideline(files: Files) -> Guideline:
    """Return the guideline that these files hold."""
    documents = {path: read_yaml(data, path).value for path, data in files.items()}
    guideline, problems = build_guideline(GUIDELINE, documents, frozenset())
    assert guideline is not None
    assert not problems, problems
    return guideline


def path_of(number: int) -> str:
    """Return the path of the item of that number."""
    batch, here = divmod(number, IN_A_FOLDER)
    gold_set = SETS[batch % len(SETS)] if here % 2 else SETS[(batch + 1) % len(SETS)]
    return f"goldsets/{gold_set}/items/batch-{batch:03}/{item_id(number)}.yaml"


def _history(made: Made, seed: int) -> Iterator[bytes]:
    """Yield what `git fast-import` is to read."""
    before = Judge(read_guideline(frame_files()))
    after = Judge(read_guideline({**frame_files(), **stricter_files()}))
    outcomes: Counter[str] = Counter()

    yield _commit("main", 1, "Begin")
    for path, data in {**frame_files(), **dict(_set_files())}.items():
        yield _file(path, data)
    for number in range(made.items):
        item = draw_item(before, number, seed)
        outcomes.update(_fates(item, after))
        yield _file(path_of(number), item.text.encode())
        if number % CHANGED_IN:
            made.size += len(item.text)
    made.stricter = dict(outcomes)

    yield _commit("stricter", 2, "Ask for a repair of every wrong fact", parent="refs/heads/main")
    for path, data in stricter_files().items():
        yield _file(path, data)

    yield _commit("main", 3, "Judge some items again")
    for number in range(0, made.items, CHANGED_IN):
        old, new = draw_item(before, number, seed), draw_item(before, number, seed, revision=1)
        made.changed_items += 1
        made.relabelled += sum(old.judgments[c].value != new.judgments[c].value for c in new.judgments)
        made.size += len(new.text)
        yield _file(path_of(number), new.text.encode())
    yield b"done\n"


def _fates(item: Item, after: Judge) -> Iterator[str]:
    """Yield what becomes of each judgment of an item under the stricter rules, as `diff` calls it."""
    for (criterion, _), now in after.judge(item.facts).items():
        was = item.judgments[criterion]
        if now.value != was.value:
            yield "breaks"
        elif now.rules != was.rules or CHANGED_RULE in now.rules:
            yield "review"
        else:
            yield "same"


def _set_files() -> Iterator[tuple[str, bytes]]:
    for number, gold_set in enumerate(SETS):
        entries = []
        for index in range(MEDIA_OF_A_SET):
            picture = png(8 + index, 6 + number)
            path = f"media/scene-{index:02}.png"
            yield f"goldsets/{gold_set}/{path}", picture
            entries.append(
                f"  - id: scene-{index:02}\n    path: {path}\n"
                f"    sha256: {hashlib.sha256(picture).hexdigest()}\n"
                f"    alt: Scene {index} of the {gold_set}, as a plain colour.\n"
                "    license: CC0-1.0\n    attribution: The goldline engineers\n"
            )
        canary = f"5d0f1c4e-6a52-4b0e-9d3b-{number + 1:012x}"
        yield (
            f"goldsets/{gold_set}/goldset.yaml",
            (
                f"format: 1\nid: {gold_set}\ntitle: Captions of {gold_set}\nguideline: scene-captions\n"
                f"visibility: training\nlicense: CC0-1.0\ncanary: {canary}\nmedia:\n" + "".join(entries)
            ).encode(),
        )


def png(width: int, height: int) -> bytes:
    """Return a small valid picture, another one for each size."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    rows = b"".join(b"\0" + bytes([16 * width % 256, 16 * height % 256, 120] * width) for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", header),
            chunk(b"IDAT", zlib.compress(rows)),
            chunk(b"IEND", b""),
        ]
    )


# --- git -------------------------------------------------------------------------------------


def _commit(branch: str, number: int, message: str, parent: str = "") -> bytes:
    when = f"Lead <lead@example.org> {_FIRST_COMMIT + 60 * number} +0000"
    start = f"from {parent}\n" if parent else ""
    return (
        f"commit refs/heads/{branch}\ncommitter {when}\ndata {len(message.encode())}\n{message}\n{start}"
    ).encode()


def _file(path: str, data: bytes) -> bytes:
    return b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(data), data)


def _import(folder: Path, history: Iterable[bytes]) -> None:
    with subprocess.Popen(
        ["git", "fast-import", "--quiet", "--done", "--date-format=raw"],
        cwd=folder,
        stdin=subprocess.PIPE,
        env=_environment(),
    ) as importer:
        assert importer.stdin is not None
        for chunk in history:
            importer.stdin.write(chunk)
    if importer.returncode != 0:
        raise SystemExit("git fast-import failed")


def _git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, capture_output=True, check=True, env=_environment(), text=True
    )
    return done.stdout.strip()


def _environment() -> dict[str, str]:
    """Return an environment in which git knows nothing of the machine's own settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {**kept, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
