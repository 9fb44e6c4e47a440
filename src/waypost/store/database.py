"""One SQLite file that may be damaged, locked or full, and never breaks a build.

Reading and writing it raises nothing: what goes wrong is noted, and gives nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

IfAlone = Callable[[Callable[[], None]], bool]

FORMAT = 3
"""The version of the tables, and of what is kept in them."""

_TABLES = (
    """create table results (
        key blob primary key,  -- digest of all that the value was computed from
        value blob not null    -- 20 bytes that digest key and value, then the value
    )""",
    # Apart from the values, so that looking at all rows reads little.
    """create table uses (
        key blob primary key,
        kind text not null,     -- which function computed the value
        blob blob,              -- digest of the bytes that the value names, if any
        size integer not null,  -- of the value and those bytes
        day integer not null    -- when it was last used, counted from 1970
    ) without rowid""",
    "create table facts (name text primary key, value integer not null)",
)

PAGE = 16_384
"""Bytes of a page of the file: most results fill a good part of one, some fill many."""

_PATIENCE = 2_000
"""Milliseconds to wait for another build that is just writing, once."""

_FAULTS = (sqlite3.Error, UnicodeDecodeError, MemoryError)
"""All that a damaged file may raise: its texts go into messages, its sizes into buffers."""

_OF_THE_MACHINE = {
    sqlite3.SQLITE_AUTH,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOLFS,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_PROTOCOL,
}
"""What says nothing against the file. One that can't be written is not worth keeping."""


class Unfit(Exception):  # noqa: N818 - says what the file is
    """A file is damaged, or of another version; the message says which."""


def always(work: Callable[[], None]) -> bool:
    """Do something at once, as one does who has a file for himself."""
    work()
    return True


class Database:
    """An open file of results, or one in memory.

    A file that is unfit is made anew, also where that turns out on the way, unless
    others have it open. ``renewed`` says why it was, "" where it was not; ``damaged``
    says that something could not be read, or written, on the way; and ``trouble``
    what else stood in the way.
    """

    def __init__(self, file: Path | None, if_alone: IfAlone = always) -> None:
        """Open a file, and make it where there is none; None for one in memory.

        ``if_alone`` does something if nobody else has the file open, and says whether.

        Raises:
            Unfit: where the file can't be of use, and others have it open.
            sqlite3.Error, OSError: where the system stands in the way.
        """
        self.renewed = self.trouble = ""
        self.damaged = False
        self._file = file
        self._if_alone = if_alone
        try:
            self._connection = _connected(file)
        except Unfit as unfit:
            if not if_alone(self._remove):
                raise
            self.renewed = f"{unfit}, and is made anew"
            self._connection = _connected(file)

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Any] | None:
        """Give all rows of a query; None where that is not possible."""
        try:
            return self._connection.execute(sql, parameters).fetchall()
        except _FAULTS as fault:
            self._renews(fault)
            return None

    def number(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """Give a query's only number, 0 where it gives none."""
        rows = self.rows(sql, parameters)
        value = rows[0][0] if rows else 0
        return value if isinstance(value, int) else 0

    def write(self, *statements: tuple[str, Sequence[Sequence[object]]]) -> bool:
        """Run statements, each for all its rows, all or none; says whether it did."""
        for _ in range(2):
            try:
                self._run(statements)
            except _FAULTS as fault:
                if not self._renews(fault):
                    return False
            else:
                return True
        return False

    def shrink(self) -> None:
        """Give the room of what was deleted back to the file system."""
        try:
            # As a script, because every page that it frees is a step of its own.
            self._connection.executescript("pragma incremental_vacuum")
        except _FAULTS as fault:
            self._renews(fault)

    def close(self) -> None:
        """Close the file."""
        with suppress(*_FAULTS):
            self._connection.close()

    def _run(self, statements: Iterable[tuple[str, Sequence[Sequence[object]]]]) -> None:
        with self._connection:
            # Not left to the first write: one that only waits to become a
            # writer is refused at once where another has written meanwhile.
            self._connection.execute("begin immediate")
            for sql, rows in statements:
                self._connection.executemany(sql, rows)

    def _renews(self, fault: BaseException) -> bool:
        """Note what went wrong; says whether the file was therefore made anew."""
        if isinstance(fault, sqlite3.Error) and _is_of_the_machine(fault):
            self.trouble = str(fault).lower()
            if fault.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                # Who holds it for so long holds it for longer.
                with suppress(*_FAULTS):
                    self._connection.execute("pragma busy_timeout = 0")
            return False
        first, self.damaged = not self.damaged, True
        return first and self._replace()

    def _replace(self) -> bool:
        """Go on with an empty file, or where that can't be, in memory."""
        self.close()
        try:
            if self._if_alone(self._remove):
                self._connection = _connected(self._file)
                return True
        except (*_FAULTS, OSError, Unfit) as fault:
            self.trouble = str(fault).lower()
        self._connection = _connected(None)
        return False

    def _remove(self) -> None:
        assert self._file is not None
        for end in ("", "-wal", "-shm", "-journal"):
            self._file.with_name(f"{self._file.name}{end}").unlink(missing_ok=True)


def _connected(file: Path | None) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(file or ":memory:", timeout=_PATIENCE / 1000)
        try:
            _prepare(connection)
        except BaseException:
            connection.close()
            raise
    except _FAULTS as fault:
        if isinstance(fault, sqlite3.Error) and _is_of_the_machine(fault):
            raise
        raise Unfit("the cache is damaged") from fault
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    # What a damaged file holds as text need not be any.
    connection.text_factory = bytes
    # Nothing is lost with the cache, so nothing waits for the disk.
    connection.execute("pragma synchronous = off")
    if _version(connection) == 0 and not _tables(connection):
        connection.execute(f"pragma page_size = {PAGE}")
        connection.execute("pragma auto_vacuum = incremental")
        connection.execute("pragma journal_mode = wal")
        with connection:
            connection.execute("begin immediate")
            # Two that find no tables make them one after the other.
            if not _tables(connection):
                for table in _TABLES:
                    connection.execute(table)
                connection.execute(f"pragma user_version = {FORMAT}")
    if _version(connection) != FORMAT:
        raise Unfit("the cache is of another version of Waypost")
    for table in ("results", "uses", "facts"):
        connection.execute(f"select * from {table} limit 1")  # noqa: S608


def _version(connection: sqlite3.Connection) -> object:
    return connection.execute("pragma user_version").fetchone()[0]


def _tables(connection: sqlite3.Connection) -> list[object]:
    return connection.execute("select name from sqlite_master").fetchall()


def _is_of_the_machine(fault: sqlite3.Error) -> bool:
    code = getattr(fault, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return code & 0xFF in _OF_THE_MACHINE
