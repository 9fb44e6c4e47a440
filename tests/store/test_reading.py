from __future__ import annotations

import os
from pathlib import Path

import pytest

from waypost.store.reading import read_whole


@pytest.mark.parametrize("size", [0, 1, 5, 3_000_000])
@pytest.mark.parametrize("guess", [-1, 0, 1, 10])
def test_all_is_read_whatever_size_it_was_said_to_have(
    tmp_path: Path, size: int, guess: int
) -> None:
    data = os.urandom(size)
    (tmp_path / "a").write_bytes(data)
    file = os.open(tmp_path / "a", os.O_RDONLY)
    try:
        assert read_whole(file, max(size + guess, 0)) == data
    finally:
        os.close(file)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    file = os.open(tmp_path, os.O_RDONLY)
    try:
        with pytest.raises(OSError, match="directory"):
            read_whole(file, 0)
    finally:
        os.close(file)
