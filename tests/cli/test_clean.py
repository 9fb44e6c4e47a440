"""Only what Waypost has made is removed."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.command import Waypost
from waypost.model.artifact import MARKER
from waypost.publish.marker import marker_of


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """Make a site with a published tree and a cache, as a build leaves them."""
    for folder in ("content", "public/posts", ".waypost/cache"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "public" / MARKER).write_bytes(marker_of({}))
    (tmp_path / "public" / "posts" / "index.html").write_text("a page")
    return tmp_path


def test_the_published_site_and_the_cache_are_removed(built: Path, waypost: Waypost) -> None:
    done = waypost("clean")
    assert (done.returncode, done.stdout) == (0, "Removed public\nRemoved .waypost\n")
    assert [path.name for path in built.iterdir()] == ["content"]


def test_a_folder_of_somebody_else_stays(built: Path, waypost: Waypost) -> None:
    (built / "public" / MARKER).unlink()
    done = waypost("clean")
    assert done.returncode == 2
    assert "was not published by Waypost" in done.stderr
    assert (built / "public" / "posts" / "index.html").is_file()
    assert (built / ".waypost").is_dir()


def test_nothing_is_followed_out_of_the_site(
    built: Path, waypost: Waypost, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "kept.txt").write_text("mine")
    (built / ".waypost" / "cache").rmdir()
    (built / ".waypost").rmdir()
    (built / ".waypost").symlink_to(outside)
    assert waypost("clean").returncode == 0
    assert not (built / ".waypost").is_symlink()
    assert (outside / "kept.txt").is_file()


def test_cleaning_twice_is_fine(built: Path, waypost: Waypost) -> None:
    waypost("clean")
    assert waypost("clean").stdout == "Nothing to remove.\n"
