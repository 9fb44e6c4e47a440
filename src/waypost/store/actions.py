"""What was computed before, by the digest of all that it was computed from.

One table in SQLite. It is disposable, and it is never trusted: every row carries a
digest of its own, and whatever is odd about a row, or the whole file, is a miss.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from time import time
from typing import Any, TypeVar

from waypost.model.digest import Digest

T = TypeVar("T")
Row = tuple[Any, Any, Any]

FORMAT = 1
"""The table's version: a file of another one is put away."""

_TABLE = """
create table if not exists actions (
    key blob primary key,   -- digest of all that the value was computed from
    kind text not null,     -- which function computed it
    value blob not null,    -- 20 bytes that digest key and value, then the value
    blob blob,              -- digest of the bytes that the value names, if any
    size integer not null,  -- of value and blob, in bytes
    used integer not null   -- the day that it was last used, since 1970
)
"""
_FACTS = "create table if not exists facts (name text primary key, value integer)"

_MUCH = 50_000_000
"""After so many new bytes it is time to look at the size."""

_ASKED_AT_ONCE = 500
_CHECK = 20
_DAY = 86_400
_NOT_BUSY = 2.0
"""Seconds to wait for another build that is just writing."""


@dataclass(frozen=True, slots=True)
class Action:
    """A result to keep: ``blob`` is the digest of what it names among the blobs."""

    kind: str
    key: Digest
    value: bytes
    blob: Digest | None = None
    size: int = 0


class Actions:
    """The table of actions: read at any time, written in one transaction a stage.

    Raises:
        sqlite3.Error, OSError: from the constructor, where the file can't be used.
    """

    def __init__(self, file: Path | None, fresh: bool = False) -> None:
        """Open the table in a file, or one in memory for None; with ``fresh`` find nothing."""
        self.renewed = ""
        self._fresh = fresh
        self._added = 0
        self._file = file
        self._damaged = False
        self._connection = self._opened(file)
        self._today = int(time()) // _DAY

    def find(self, keys: Sequence[Digest]) -> dict[Digest, bytes]:
        """Give the values of those keys that have one; what is damaged has none."""
        found: dict[Digest, bytes] = {}
        if self._fresh:
            return found
        stale: list[bytes] = []
        for asked in _parts(keys, _ASKED_AT_ONCE):
            rows: list[Row] = self._tried(partial(self._rows, asked), [])
            for key, value, used in rows:
                # A damaged file may give a column any type.
                if isinstance(value, bytes) and value[:_CHECK] == _check(key, value[_CHECK:]):
                    found[Digest(key.hex())] = value[_CHECK:]
                if used != self._today:
                    stale.append(key)
        self._touch(stale)
        return found

    def keep(self, actions: Iterable[Action]) -> bool:
        """Keep some results; says whether that went well."""
        rows = [self._row(action) for action in actions]
        self._added += sum(row[4] for row in rows)
        sql = "insert or replace into actions values (?, ?, ?, ?, ?, ?)"
        return not rows or self._write(sql, rows)

    def keep_only(self, kind: str, most: int) -> None:
        """Drop all but the latest results of a kind."""
        sql = (
            "delete from actions where kind = ? and rowid not in"
            " (select rowid from actions where kind = ? order by rowid desc limit ?)"
        )
        self._write(sql, [(kind, kind, most)])

    def is_due_for_sweep(self) -> bool:
        """Say whether today's first sweep is still to come, or much was added since."""
        swept = self._number("select value from facts where name = 'swept'")
        return swept != self._today or self._added > _MUCH

    def drop_old(self, most_days: int, most_bytes: int) -> None:
        """Drop what was not used for some days, and the oldest of what is too much.

        What was used today stays, however much that is.
        """
        self._write("delete from actions where used < ?", [(self._today - most_days,)])
        older = self._number("select sum(size) from actions where used < ?", self._today)
        day = self._today - most_days
        while older > most_bytes and day < self._today:
            self._write("delete from actions where used <= ?", [(day,)])
            older = self._number("select sum(size) from actions where used < ?", self._today)
            day += 1
        self._write("insert or replace into facts values ('swept', ?)", [(self._today,)])

    def named_blobs(self) -> set[str] | None:
        """Give the digests of all blobs that a result names; None where that can't be said."""
        sql = "select blob from actions where blob is not null"
        rows = self._tried(lambda: self._connection.execute(sql).fetchall(), None)
        if rows is None:
            return None
        return {blob.hex() for (blob,) in rows if isinstance(blob, bytes)}

    def close(self) -> None:
        """Close the file; one that has proved to be damaged is put away."""
        with suppress(sqlite3.Error):
            self._connection.close()
        if self._damaged and self._file:
            with suppress(OSError):
                _remove(self._file)

    def _tried(self, work: Callable[[], T], otherwise: T) -> T:
        try:
            return work()
        except sqlite3.OperationalError:
            pass  # another build writes, or the disk is full: then this is not kept
        except sqlite3.Error:
            self._damaged = True
        return otherwise

    def _opened(self, file: Path | None) -> sqlite3.Connection:
        if file is None:
            return _connected(":memory:")
        try:
            connection = _connected(str(file))
            version = connection.execute("pragma user_version").fetchone()[0]
            if version == FORMAT:
                connection.execute("select count(*) from (select key from actions limit 1)")
                return connection
            connection.close()
            self.renewed = "the cache is of another version of Waypost, and is made anew"
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            self.renewed = "the cache is damaged, and is made anew"
        _remove(file)
        return _connected(str(file))

    def _number(self, sql: str, *parameters: int) -> int:
        row = self._tried(lambda: self._connection.execute(sql, parameters).fetchone(), None)
        return row[0] if row and isinstance(row[0], int) else 0

    def _rows(self, keys: Sequence[Digest]) -> list[Row]:
        marks = ",".join("?" * len(keys))
        sql = f"select key, value, used from actions where key in ({marks})"  # noqa: S608
        return self._connection.execute(sql, [bytes.fromhex(key) for key in keys]).fetchall()

    def _row(self, action: Action) -> tuple[bytes, str, bytes, bytes | None, int, int]:
        key = bytes.fromhex(action.key)
        blob = bytes.fromhex(action.blob) if action.blob else None
        size = action.size + len(action.value)
        value = _check(key, action.value) + action.value
        return key, action.kind, value, blob, size, self._today

    def _touch(self, keys: list[bytes]) -> None:
        if keys:
            rows = [(self._today, key) for key in keys]
            self._write("update actions set used = ? where key = ?", rows)

    def _write(self, sql: str, rows: Sequence[tuple[object, ...]]) -> bool:
        def write() -> bool:
            with self._connection:
                self._connection.executemany(sql, rows)
            return True

        return self._tried(write, False)


def _connected(name: str) -> sqlite3.Connection:
    connection = sqlite3.connect(name, timeout=_NOT_BUSY)
    # Nothing is lost with the cache, so nothing waits for the disk.
    connection.execute("pragma synchronous = off")
    if connection.execute("pragma user_version").fetchone()[0] == 0:
        connection.execute("pragma journal_mode = wal")
        with connection:
            connection.execute(_TABLE)
            connection.execute(_FACTS)
            connection.execute(f"pragma user_version = {FORMAT}")
    return connection


def _remove(file: Path) -> None:
    for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
        file.with_name(name).unlink(missing_ok=True)


def _check(key: bytes, value: bytes) -> bytes:
    return blake2b(value, digest_size=_CHECK, key=key).digest()


def _parts(items: Sequence[Digest], size: int) -> Iterator[list[Digest]]:
    iterator = iter(items)
    while part := list(islice(iterator, size)):
        yield part
