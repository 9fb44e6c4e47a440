"""Files into bytes, and files that can't be read."""

from __future__ import annotations

from pathlib import Path

from waypost.load.reading import read, read_asset
from waypost.model.digest import digest_of
from waypost.store.blobs import Blobs


def test_a_file_gives_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\xff\x00")
    assert read(tmp_path / "a", "a").value == b"\xff\x00"


def test_a_file_that_went_away_is_a_located_error(tmp_path: Path) -> None:
    checked = read(tmp_path / "gone.md", "content/posts/gone.md")
    assert checked.value is None
    (found,) = checked.diagnostics
    assert (found.code, str(found.place)) == ("unreadable-file", "content/posts/gone.md")


def test_an_asset_is_kept_by_its_digest(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_bytes(b"<svg/>")
    blobs = Blobs(tmp_path / "blobs")
    asset = read_asset(tmp_path / "a.svg", "content/posts/a.svg", False, blobs).value
    assert asset is not None
    assert (asset.digest, asset.size) == (digest_of(b"<svg/>"), 6)
    assert blobs.get(asset.digest) == b"<svg/>"
