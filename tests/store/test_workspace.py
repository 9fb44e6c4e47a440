"""The folder that stands in for a cache, and is gone after the build."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from waypost.store.blobs import StoreFault
from waypost.store.workspace import remove_abandoned, workspace


def test_it_lies_below_the_folder_and_is_gone_after(tmp_path: Path) -> None:
    with workspace(tmp_path / "work") as blobs:
        blobs.put(b"text")
        assert blobs.folder.parent == tmp_path / "work"
    assert list((tmp_path / "work").iterdir()) == []


@pytest.mark.parametrize("folder", [None, "file", "file/below"])
def test_where_that_is_not_possible_it_lies_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str | None
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    (tmp_path / "file").write_text("mine")
    with workspace(tmp_path / folder if folder else None) as blobs:
        assert blobs.get(blobs.put(b"text")) == b"text"
        assert blobs.folder.parent == tmp_path / "temporary"
    assert list((tmp_path / "temporary").iterdir()) == []


def test_where_nothing_is_possible_the_store_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(StoreFault), workspace(None):
        pass


def test_only_what_dead_processes_have_left_is_removed(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    for name in (f"build-{dead.pid}-x", "build-1-x", "build-mine", "other"):
        (tmp_path / name).mkdir()
    remove_abandoned(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["build-1-x", "build-mine", "other"]
