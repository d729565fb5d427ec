"""A cache of what was read from files, by blob id: forgetful, but never wrong and never in the way.

One sqlite file for all working trees of a repository, in git's own folder. A value belongs to a table
("facts"), a key (a digest of everything it depends on besides the file) and a blob id. Values are
bytes; nothing in them is ever run, so do not put pickles in.

- Never an error: a cache that is locked, read-only, on a full disk or broken is left alone or made
  anew, and the caller merely finds nothing in it. `Cache.state` says what happened.
- Never wrong: the file must carry our application id and schema version, and every row a CRC over its
  table, key, blob id and value, as sqlite does not notice a flipped bit inside a value. (This is
  against accidents. Whoever can write into `.git` can do worse than forge a cache.)
- An open cache must not be carried over a fork: sqlite forbids it. The child finds it empty.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import sys
import time
import zlib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from goldline.store.git import Repository

T = TypeVar("T")

APPLICATION_ID = 0x676C6463  # "gldc"
SCHEMA_VERSION = 1
MAX_BYTES = 2 << 30  # rows of files long gone stay behind; at this size it is quicker to start anew
_LOCK_SECONDS = 10.0
_ROWS_AT_ONCE = 20_000  # a transaction; in between, other processes get their turn
_ROWS_AT_A_LOOK = 500
_NAMES_AT_ONCE = 500  # old builds of sqlite take no more than 999 parameters

# Rows of one space lie side by side in the order of their ids: reading a whole space is one sweep.
_SCHEMA = (
    "CREATE TABLE spaces (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, UNIQUE (kind, key))",
    "CREATE TABLE rows (space INTEGER NOT NULL, blob TEXT NOT NULL, sum INTEGER NOT NULL,"
    " value BLOB NOT NULL, PRIMARY KEY (space, blob)) WITHOUT ROWID",
)

# What says nothing against the file: busy, no memory, no right, no space, no access.
_CIRCUMSTANCES = frozenset(
    [
        sqlite3.SQLITE_PERM, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY, sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL,
    ]
)  # fmt: skip


class _Unusable(Exception):
    """The file is not a cache of ours, or no longer one."""


class Cache:
    """An open cache, or one that holds nothing. For one thread at a time, in the process that opened it."""

    def __init__(self, path: Path | None, state: str = "off") -> None:
        self.path = path
        self.state = state
        self._process = os.getpid()
        self._connection: sqlite3.Connection | None = None
        self._rebuilt = False

    @classmethod
    def open(cls, repo: Repository | None, folder: Path) -> Cache:
        """Return the cache of a repository, or of a folder outside git. Always returns one."""
        if os.environ.get("GOLDLINE_CACHE", "").strip().lower() in ("off", "0", "no", "false"):
            return cls(None, "off (GOLDLINE_CACHE)")
        path = (_folder_of(folder) if repo is None else repo.common_dir / "goldline") / _FILE
        cache = cls(path)
        with cache._trouble():
            cache._connection = _connect(path)
            cache.state = f"on ({path})"
        return cache

    def get_all(self, table: str, key: str) -> dict[str, bytes]:
        """Return everything that is kept in a table under this key: blob id to value."""
        return dict(self.each(table, key))

    def each(self, table: str, key: str) -> Iterator[tuple[str, bytes]]:
        """Yield everything that is kept in a table under this key, row by row, as there may be much of it.

        Do not write meanwhile.
        """
        with self._trouble():
            if (connection := self._open_connection()) and (space := _find_space(connection, table, key)):
                rows = connection.execute("SELECT blob, value, sum FROM rows WHERE space = ?", (space,))
                seed = _seed(table, key)
                while batch := rows.fetchmany(_ROWS_AT_A_LOOK):
                    yield from _sound(batch, seed).items()

    def get_many(self, table: str, key: str, blobs: Iterable[str]) -> dict[str, bytes]:
        """Return what is kept in a table under this key for these blob ids; what is not is left out."""
        found: dict[str, bytes] = {}
        for names in _batches(blobs, _NAMES_AT_ONCE):
            with self._trouble():
                if (connection := self._open_connection()) and (space := _find_space(connection, table, key)):
                    marks = ",".join("?" * len(names))
                    query = f"SELECT blob, value, sum FROM rows WHERE space = ? AND blob IN ({marks})"
                    rows = connection.execute(query, (space, *names))
                    found.update(_sound(rows, _seed(table, key)))
        return found

    def put_many(self, table: str, key: str, rows: Iterable[tuple[str, bytes]]) -> None:
        """Keep these values, each for its blob id. Other processes may do the same at the same time."""
        seed = _seed(table, key)
        for batch in _batches(rows, _ROWS_AT_ONCE):
            # In the order of the table, which makes writing three times faster.
            summed = [(blob, _sum(blob, value, seed), value) for blob, value in sorted(batch)]
            with self._trouble():
                if connection := self._open_connection():
                    with _transaction(connection):
                        connection.execute(
                            "INSERT OR IGNORE INTO spaces (kind, key) VALUES (?, ?)", (table, key)
                        )
                        space = _find_space(connection, table, key)
                        connection.executemany(
                            f"INSERT OR REPLACE INTO rows VALUES ({space}, ?, ?, ?)", summed
                        )

    def prune(self, keep_keys: Iterable[str]) -> None:
        """Forget everything that is kept under other keys. The space is used again."""
        kept = set(keep_keys)
        with self._trouble():
            if connection := self._open_connection():
                with _transaction(connection):
                    for space, key in connection.execute("SELECT id, key FROM spaces").fetchall():
                        if key not in kept:
                            connection.execute("DELETE FROM rows WHERE space = ?", (space,))
                            connection.execute("DELETE FROM spaces WHERE id = ?", (space,))

    def close(self) -> None:
        """Close the file. The cache is empty from then on."""
        if self._connection is not None and self._process == os.getpid():
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None

    def __enter__(self) -> Cache:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _open_connection(self) -> sqlite3.Connection | None:
        return self._connection if self._process == os.getpid() else None

    @contextlib.contextmanager
    def _trouble(self) -> Iterator[None]:
        """Turn any trouble with the file into a cache that holds nothing, new or none at all."""
        try:
            yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", None)
            self._give_up(str(error), broken=code is None or code & 0xFF not in _CIRCUMSTANCES)
        except _Unusable as error:
            self._give_up(str(error), broken=True)
        except OSError as error:
            self._give_up(error.strerror or str(error), broken=False)

    def _give_up(self, reason: str, *, broken: bool) -> None:
        self.close()
        self.state = f"off ({reason})"
        if not broken or self._rebuilt or self.path is None:
            return
        self._rebuilt = True
        with self._trouble():
            _remove(self.path)
            self._connection = _connect(self.path)
            self.state = f"on ({self.path}), made anew: {reason}"


_FILE = f"cache-{SCHEMA_VERSION}.sqlite"


def _folder_of(folder: Path) -> Path:
    """Return where the cache of a folder outside git is kept."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or "~/AppData/Local"
    elif sys.platform == "darwin":
        base = "~/Library/Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    name = hashlib.sha256(os.fsencode(os.path.realpath(folder))).hexdigest()[:32]
    return Path(os.path.expanduser(base)) / "goldline" / name


def _connect(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Made before sqlite makes it, as only we can say who may read it: gold can be confidential.
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, 0o600)
    try:
        if os.fstat(handle).st_size > MAX_BYTES:
            raise _Unusable("it had grown too large")
    finally:
        os.close(handle)
    connection = sqlite3.connect(path, timeout=_LOCK_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        _prepare(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA page_size = 16384")
    if _mark(connection) == (0, 0):
        _use_write_ahead(connection)
        with _transaction(connection):
            if _mark(connection) == (0, 0):  # else another process was quicker
                if connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() != (0,):
                    raise _Unusable("it is another program's database")
                for statement in _SCHEMA:
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    if _mark(connection) != (APPLICATION_ID, SCHEMA_VERSION):
        raise _Unusable("it is another program's database")
    # Waiting for the disk would only guard what is safe to lose: a file that is torn is made anew.
    connection.execute("PRAGMA synchronous = OFF")


def _use_write_ahead(connection: sqlite3.Connection) -> None:
    """Let readers and a writer work at once. Where several processes start a cache together, take turns."""
    for _ in range(100):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            # Here sqlite reports a lock at once instead of waiting for it.
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise
            time.sleep(0.02)


def _mark(connection: sqlite3.Connection) -> tuple[int, int]:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return application, version


def _remove(path: Path) -> None:
    # The log first: a log without its database is harmless, a new database beside an old log is not.
    for suffix in ("-wal", "-shm", ""):
        with contextlib.suppress(FileNotFoundError):
            os.unlink(f"{path}{suffix}")


@contextlib.contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _find_space(connection: sqlite3.Connection, table: str, key: str) -> int | None:
    found = connection.execute("SELECT id FROM spaces WHERE kind = ? AND key = ?", (table, key)).fetchone()
    return None if found is None else int(found[0])


def _sound(rows: Iterable[tuple[str, bytes, int]], seed: int) -> dict[str, bytes]:
    """Return the rows whose checksum is right."""
    checksum = zlib.crc32
    try:
        return {
            blob: value for blob, value, was in rows if checksum(value, checksum(blob.encode(), seed)) == was
        }
    except (TypeError, AttributeError) as error:
        # A damaged file can hold a number where a text belongs.
        raise _Unusable("it is damaged") from error


def _sum(blob: str, value: bytes, seed: int) -> int:
    return zlib.crc32(value, zlib.crc32(blob.encode(), seed))


def _seed(table: str, key: str) -> int:
    return zlib.crc32(f"{table}\0{key}".encode())


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
