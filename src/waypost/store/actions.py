"""What was computed before, by the digest of all that it was computed from.

It is disposable, and it is never trusted: every value carries a digest of its own,
and whatever is odd about a row, or the whole file, is a miss.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import islice
from pathlib import Path
from time import time
from typing import Any

from msgspec import Struct

from waypost.model.digest import Digest
from waypost.store.database import Database, IfAlone, always

_MUCH = 50_000_000
"""After so many new bytes it is time to look at the size."""

_ASKED_AT_ONCE = 500
_KEY = _CHECK = 20
_DAY = 86_400

BUILD = "build"
"""The kind of a result that stands for a whole build, and for all that it was made of."""

_MANY = 500
"""For more keys than this it is quicker to look through all uses than to look each one up."""

_FIND = """
    select results.key, value, kind, day from results left join uses using (key)
    where results.key in ({})
"""
_FIND_VALUES = "select key, value from results where key in ({})"
_OLDER = "select key, kind, day from uses where day <> ?"


class Action(Struct, frozen=True):
    """A result to keep: ``blob`` is the digest of what it names among the blobs."""

    kind: str
    key: Digest
    value: bytes
    blob: Digest | None = None
    size: int = 0


class Actions:
    """The table of results: read at any time, written in one transaction a batch."""

    def __init__(self, file: Path | None, fresh: bool = False, if_alone: IfAlone = always) -> None:
        """Open the table in a file, or one in memory for None; with ``fresh`` find nothing.

        ``if_alone`` does something if nobody else has the file open, and says whether.

        Raises:
            Unfit: where the file can't be of use, and others have it open.
            sqlite3.Error, OSError: where the system stands in the way.
        """
        self._database = Database(file, if_alone)
        self._fresh = fresh
        self._added = 0
        self._today = int(time()) // _DAY

    @property
    def damaged(self) -> bool:
        """Say whether the file has turned out to hold what it should not."""
        return self._database.damaged

    @property
    def notes(self) -> tuple[str, ...]:
        """Say what went wrong with the file, if anything did."""
        database = self._database
        found = [database.renewed] if database.renewed else []
        if database.damaged:
            found.append("the cache is damaged; what can't be read is made anew")
        if database.trouble:
            found.append(f"not all that was made could be kept in the cache ({database.trouble})")
        return tuple(found)

    def find(self, keys: Sequence[Digest], used: bool = True) -> dict[Digest, bytes]:
        """Give the values of those keys that have one; what is damaged has none.

        They count as used today, unless they are not ``used``.
        """
        found: dict[Digest, bytes] = {}
        stale: list[tuple[bytes, object, object]] = []
        for key, value, kind, day in () if self._fresh else self._rows(keys):
            if _is_whole(key, value):
                found[Digest(key.hex())] = value[_CHECK:]
                if used and day != self._today:
                    stale.append((key, kind, day))
        if stale:
            self._touch(stale)
        return found

    def _rows(self, keys: Sequence[Digest]) -> Iterator[tuple[Any, Any, object, object]]:
        """Give what there is under some keys: key, value, its kind, and when it was used."""
        many = len(keys) > _MANY
        rows = (self._database.rows(_OLDER, (self._today,)) or ()) if many else ()
        older = {key: (kind, day) for key, kind, day in rows}
        of_today = (None, self._today)
        for asked in _parts(keys, _ASKED_AT_ONCE):
            sql = (_FIND_VALUES if many else _FIND).format(",".join("?" * len(asked)))
            for key, value, *use in self._database.rows(sql, [*map(bytes.fromhex, asked)]) or ():
                yield (key, value, *(older.get(key, of_today) if many else use))

    def is_of_today(self, key: Digest) -> bool:
        """Say whether a result was used today."""
        day = self._database.number("select day from uses where key = ?", [bytes.fromhex(key)])
        return day == self._today

    def use(self, keys: Iterable[Digest]) -> None:
        """Note that some results are of use today, without looking them up."""
        used = "update uses set day = ? where key = ?"
        rows = [(self._today, bytes.fromhex(key)) for key in keys]
        if rows:
            self._database.write((used, rows))

    def keep(self, actions: Iterable[Action]) -> bool:
        """Keep some results; says whether that went well."""
        values = []
        uses = []
        for action in actions:
            key = bytes.fromhex(action.key)
            blob = bytes.fromhex(action.blob) if action.blob else None
            size = action.size + len(action.value)
            values.append((key, _check(key, action.value) + action.value))
            uses.append((key, action.kind, blob, size, self._today))
            self._added += size
        return not values or self._database.write(
            ("insert or replace into results values (?, ?)", values),
            ("insert or replace into uses values (?, ?, ?, ?, ?)", uses),
        )

    def renew(self, keys: Iterable[Digest]) -> None:
        """Count some results as the latest of their kinds, if they are there."""
        again = "insert or replace into results select key, value from results where key = ?"
        self._database.write((again, [(bytes.fromhex(key),) for key in keys]))

    def keep_only(self, kind: str, most: int) -> None:
        """Drop all but the latest results of a kind."""
        # As a join it would look at every result there is.
        sql = (
            "select key from results where key in (select key from uses where kind = ?)"
            " order by rowid desc limit -1 offset ?"
        )
        older = self._database.rows(sql, (kind, most))
        if older:
            self._drop(older)

    def is_due_for_sweep(self) -> bool:
        """Say whether today's first sweep is still to come, or much was added since.

        It waits while the file is damaged: then it is not known what is of use.
        """
        if self.damaged:
            return False
        swept = self._database.number("select value from facts where name = 'swept'")
        return swept != self._today or self._added > _MUCH

    def drop_old(self, most_days: int, most_bytes: int) -> None:
        """Drop what was not used for some days, and the oldest of what is too much.

        What was used today stays, however much it is.
        """
        by_day = "select day, total(size) from uses where day < ? group by day order by day desc"
        first_kept = self._today
        room = most_bytes
        for day, size in self._database.rows(by_day, (self._today,)) or ():
            room -= size
            if room < 0 or day < self._today - most_days:
                break
            first_kept = day
        old = self._database.rows("select key from uses where day < ?", (first_kept,))
        if old:
            self._drop(old)
            self._database.shrink()
        swept = "insert or replace into facts values ('swept', ?)"
        self._database.write((swept, [(self._today,)]))

    def named_blobs(self) -> set[str] | None:
        """Give the digests of all blobs that a result names; None where that can't be said."""
        rows = self._database.rows("select blob from uses where blob is not null")
        if rows is None:
            return None
        return {blob.hex() for (blob,) in rows if isinstance(blob, bytes)}

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def _touch(self, found: Sequence[tuple[bytes, object, object]]) -> None:
        used = "update uses set day = ? where key = ?"
        self._database.write((used, [(self._today, key) for key, _, _ in found]))
        # A build that is known as a whole looks up nothing else. All that it was made
        # of was used that day, or since.
        builds = [d for _, kind, d in found if kind == BUILD.encode() and isinstance(d, int)]
        if builds:
            used = "update uses set day = ? where day >= ?"
            self._database.write((used, [(self._today, min(builds))]))

    def _drop(self, keys: Sequence[Sequence[object]]) -> None:
        self._database.write(
            ("delete from results where key = ?", keys), ("delete from uses where key = ?", keys)
        )


def _is_whole(key: object, value: object) -> bool:
    # A damaged file may give a column any type and length.
    if not (isinstance(key, bytes) and isinstance(value, bytes) and len(key) == _KEY):
        return False
    return value[:_CHECK] == _check(key, value[_CHECK:])


def _check(key: bytes, value: bytes) -> bytes:
    return sha256(key + value).digest()[:_CHECK]


def _parts(items: Sequence[Digest], size: int) -> Iterator[list[Digest]]:
    iterator = iter(items)
    while part := list(islice(iterator, size)):
        yield part
