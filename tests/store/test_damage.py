"""A table of actions that something has happened to: a miss, and then as good as new."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from waypost.model.digest import Digest, digest_of
from waypost.store.actions import Action, Actions
from waypost.store.database import PAGE

KEPT = {digest_of(bytes([n])): bytes([n]) * 37 * n for n in range(1, 120)}
MAY_WRITE, PAYLOADS, FREE_PAGES, FORMAT_OF_TABLES, LARGEST_ROOT = 18, 21, 36, 47, 52
"""Places in the header of the file that SQLite has an opinion about."""


@pytest.fixture(scope="module")
def whole() -> Iterator[bytes]:
    with TemporaryDirectory() as folder:
        file = Path(folder, "actions.sqlite")
        fill(file)
        yield file.read_bytes()


def fill(file: Path) -> None:
    with closing(Actions(file)) as actions:
        assert actions.keep([Action("page", key, value, key) for key, value in KEPT.items()])
        actions.drop_old(30, 1_000_000)


def found(file: Path) -> dict[Digest, bytes]:
    with closing(Actions(file)) as actions:
        return actions.find(list(KEPT))


@given(at=st.integers(0, 300_000), flipped=st.binary(min_size=1, max_size=16))
@example(at=0, flipped=b"S")
@example(at=MAY_WRITE, flipped=b"\x01")
@example(at=PAYLOADS, flipped=b"\x01")
@example(at=FREE_PAGES, flipped=b"\xff")
@example(at=FORMAT_OF_TABLES, flipped=b"\x01")
@example(at=LARGEST_ROOT, flipped=b"\x01")
def test_flipped_bits_are_a_miss_at_worst_and_the_next_build_keeps_again(
    whole: bytes, at: int, flipped: bytes
) -> None:
    data = bytearray(whole)
    for offset, bits in enumerate(flipped):
        data[(at + offset) % len(data)] ^= bits
    with TemporaryDirectory() as folder:
        file = Path(folder, "actions.sqlite")
        file.write_bytes(data)
        assert found(file).items() <= KEPT.items()
        fill(file)
        fill(file)  # a second one, where the first has found out
        assert found(file) == KEPT


@given(at=st.floats(0, 1, exclude_max=True))
def test_what_is_cut_off_is_a_miss_and_the_next_build_keeps_again(whole: bytes, at: float) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder, "actions.sqlite")
        file.write_bytes(whole[: int(at * len(whole))])
        assert found(file).items() <= KEPT.items()
        fill(file)
        fill(file)
        assert found(file) == KEPT


@pytest.mark.parametrize(
    "sql",
    [
        "drop table results",
        "drop table facts",
        "alter table results rename column value to valve",
        "update results set key = cast(key as text)",
        "update results set key = rowid",
        "update results set value = 'text'",
        "update results set value = zeroblob(30)",
        "update uses set day = 'never', blob = 3.5, kind = x'00'",
        "pragma user_version = 99",
    ],
)
def test_a_table_of_another_kind_is_a_miss_and_made_anew(tmp_path: Path, sql: str) -> None:
    file = tmp_path / "actions.sqlite"
    fill(file)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(sql)
    assert found(file).items() <= KEPT.items()
    fill(file)
    assert found(file) == KEPT


def test_a_message_that_is_no_text_is_damage_as_any_other(tmp_path: Path, whole: bytes) -> None:
    file = tmp_path / "actions.sqlite"
    file.write_bytes(whole.replace(b"facts", b"\xff\xfe\xfd\xfc\xfb"))
    with closing(Actions(file)) as actions:
        assert actions.notes == ("the cache is damaged, and is made anew",)
        assert actions.find(list(KEPT)) == {}


def test_damage_that_is_found_on_the_way_does_not_cost_what_is_made_then(
    tmp_path: Path, whole: bytes
) -> None:
    file = tmp_path / "actions.sqlite"
    data = bytearray(whole)
    for start in range(2 * PAGE, len(data), PAGE):
        data[start : start + 8] = b"\xff" * 8
    file.write_bytes(data)
    fill(file)
    assert found(file) == KEPT
