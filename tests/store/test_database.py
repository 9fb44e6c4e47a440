"""A file of results: made where there is none, refused where it is unfit, never a fault."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from waypost.store.database import FORMAT, PAGE, Database, Unfit

INSERT = "insert into facts values (?, ?)"
SELECT = "select name, value from facts order by name"

_HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute(sys.argv[2])
connection.execute("begin exclusive")
connection.execute("insert or replace into facts values ('held', 1)")
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def held(file: Path, how: str = "pragma journal_mode = wal") -> Iterator[None]:
    """Hold a file's lock in another process."""
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(file), how], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        try:
            yield
        finally:
            process.kill()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "actions.sqlite"


def test_what_was_written_is_there_when_it_is_opened_again(file: Path) -> None:
    with closing(Database(file)) as first:
        assert first.write((INSERT, [("a", 1), ("b", 2)]))
    with closing(Database(file)) as second:
        assert second.rows(SELECT) == [(b"a", 1), (b"b", 2)]
        assert second.number("select value from facts where name = ?", ("b",)) == 2
        assert (second.trouble, second.damaged) == ("", False)


def test_two_may_have_it_open_and_write(file: Path) -> None:
    with closing(Database(file)) as one, closing(Database(file)) as other:
        assert one.write((INSERT, [("a", 1)]))
        assert other.rows(SELECT) == [(b"a", 1)]
        assert other.write((INSERT, [("b", 2)]))
        assert one.rows(SELECT) == [(b"a", 1), (b"b", 2)]


def test_statements_are_written_all_or_none(file: Path) -> None:
    with closing(Database(file)) as database:
        assert not database.write((INSERT, [("a", 1)]), (INSERT, [("b", None)]))
        assert database.rows(SELECT) == []


def _other_version(file: Path) -> None:
    Database(file).close()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("pragma user_version = 99")


def _tables_gone(file: Path) -> None:
    Database(file).close()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("drop table uses")


def _somebody_elses(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("create table notes (text)")


def _unwritable_format(file: Path) -> None:
    Database(file).close()
    data = bytearray(file.read_bytes())
    data[19] = 200
    file.write_bytes(data)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (_other_version, "the cache is of another version of Waypost"),
        (_somebody_elses, "the cache is of another version of Waypost"),
        (_tables_gone, "the cache is damaged"),
        (_unwritable_format, "the cache is damaged"),
        (lambda file: file.write_bytes(b"no database"), "the cache is damaged"),
        (lambda file: file.write_bytes(b"\xff" * 10_000), "the cache is damaged"),
    ],
)
def test_an_unfit_file_is_made_anew_and_says_why(
    file: Path, spoil: Callable[[Path], object], reason: str
) -> None:
    spoil(file)
    with closing(Database(file)) as database:
        assert database.renewed == f"{reason}, and is made anew"
        assert database.write((INSERT, [("a", 1)]))
    with closing(Database(file)) as database:
        assert (database.renewed, database.rows(SELECT)) == ("", [(b"a", 1)])


def test_an_unfit_file_that_others_have_open_is_refused(file: Path) -> None:
    file.write_bytes(b"no database")
    with pytest.raises(Unfit, match="the cache is damaged"):
        Database(file, lambda work: False)
    assert file.read_bytes() == b"no database"


def test_an_empty_file_is_filled(file: Path) -> None:
    file.touch()
    with closing(Database(file)) as database:
        assert database.number("pragma user_version") == FORMAT


def test_a_folder_in_its_place_is_the_systems_fault(file: Path) -> None:
    file.mkdir()
    with pytest.raises(sqlite3.OperationalError):
        Database(file)


def test_a_file_that_is_being_written_for_long_is_read_and_not_written(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("waypost.store.database._PATIENCE", 50)
    with closing(Database(file)) as database:
        assert database.write((INSERT, [("a", 1)]))
        with held(file):
            assert database.rows(SELECT) == [(b"a", 1)]
            assert not database.write((INSERT, [("b", 2)]))
        assert (database.trouble, database.damaged) == ("database is locked", False)


def test_only_the_first_write_waits_for_a_lock(file: Path) -> None:
    with closing(Database(file)) as database, held(file):
        database.write((INSERT, [("a", 1)]))
        assert database.rows("pragma busy_timeout") == [(0,)]


def test_a_file_that_somebody_has_for_himself_cannot_be_opened(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("waypost.store.database._PATIENCE", 50)
    Database(file).close()
    with held(file, "pragma locking_mode = exclusive"), pytest.raises(sqlite3.OperationalError):
        Database(file)


def _damage_within(file: Path) -> None:
    with closing(Database(file)) as database:
        database.write((INSERT, [(f"name {n}", n) for n in range(20_000)]))
    size = file.stat().st_size
    with file.open("r+b") as stream:
        stream.seek(15 * PAGE)
        stream.write(b"\xa5" * (size - 15 * PAGE))


def test_damage_that_is_met_on_the_way_gives_nothing_and_the_file_is_made_anew(file: Path) -> None:
    _damage_within(file)
    with closing(Database(file)) as database:
        assert (database.damaged, database.renewed) == (False, "")
        assert database.rows(SELECT) is None
        assert (database.trouble, database.damaged) == ("", True)
        assert database.number("select sum(value) from facts") == 0
        assert database.write((INSERT, [("a", 1)]))
    with closing(Database(file)) as database:
        assert (database.damaged, database.rows(SELECT)) == (False, [(b"a", 1)])


def test_what_meets_damage_when_it_is_written_is_written_anew(file: Path) -> None:
    _damage_within(file)
    with closing(Database(file)) as database:
        rows = [(f"name {n}", n) for n in range(5_000, 9_000)]
        assert database.write((INSERT, rows))
        assert database.damaged
        assert len(database.rows(SELECT) or ()) == 4_000


def test_a_damaged_file_that_others_have_open_stays_and_nothing_is_kept(file: Path) -> None:
    _damage_within(file)
    before = file.read_bytes()
    with closing(Database(file, lambda work: False)) as database:
        assert database.rows(SELECT) is None
        assert database.write((INSERT, [("a", 1)]))
        assert database.rows(SELECT) == [(b"a", 1)]
    assert file.read_bytes() == before


def test_what_is_deleted_makes_the_file_smaller(file: Path) -> None:
    with closing(Database(file)) as database:
        database.write((INSERT, [(f"name {n}", n) for n in range(20_000)]))
    full = file.stat().st_size
    with closing(Database(file)) as database:
        database.write(("delete from facts where value > ?", [(10,)]))
        database.shrink()
    assert file.stat().st_size < full / 4
