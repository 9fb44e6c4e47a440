"""The edition that was published last lies in a file, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.editions import edition, post
from waypost.editions.encoding import encode
from waypost.editions.keeping import edition_file, load_edition, save_edition
from waypost.model.faults import UsageFault

ONE = edition(post("a"))


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    save_edition(tmp_path / "work", encode(ONE))
    assert load_edition(edition_file(tmp_path / "work"), "edition.json") == ONE


def test_nothing_but_the_edition_is_left_in_the_folder(tmp_path: Path) -> None:
    save_edition(tmp_path, encode(edition()))
    save_edition(tmp_path, encode(ONE))
    assert list(tmp_path.iterdir()) == [edition_file(tmp_path)]
    assert load_edition(edition_file(tmp_path), "edition.json") == ONE


def test_the_same_edition_is_not_written_again(tmp_path: Path) -> None:
    save_edition(tmp_path, encode(ONE))
    file = edition_file(tmp_path)
    before = file.stat()
    save_edition(tmp_path, encode(ONE))
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_failure_leaves_the_former_edition(tmp_path: Path) -> None:
    save_edition(tmp_path, encode(ONE))
    file = edition_file(tmp_path)
    file.unlink()
    file.mkdir()
    with pytest.raises(IsADirectoryError):
        save_edition(tmp_path, b"{}")
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_that_holds_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes(b"{}")
    with pytest.raises(UsageFault) as refused:
        load_edition(tmp_path / "x.json", "x.json")
    assert refused.value.message == "x.json holds no edition: it is JSON, but holds no edition"
    assert refused.value.exit_code == 2
