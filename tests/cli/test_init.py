"""A new site lies there whole, and nothing is ever overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.command import Waypost


def test_a_new_site_is_complete(site: Path) -> None:
    files = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    assert {
        ".gitignore", "README.md", "content/site.yaml", "content/topics.yaml",
        "content/hubs/writing.md", "content/paths/start-writing-things-down.md",
    } <= files  # fmt: skip
    assert len([file for file in files if file.startswith("content/posts/")]) == 4


def test_what_to_do_next_is_said(waypost: Waypost) -> None:
    done = waypost("init", "deep/er/site")
    assert done.stdout.splitlines()[-2:] == ["  cd deep/er/site", "  waypost build"]


def test_an_empty_folder_will_do(tmp_path: Path, waypost: Waypost) -> None:
    (tmp_path / "site").mkdir()
    assert waypost.within("site")("init", ".").returncode == 0
    assert (tmp_path / "site" / "content" / "site.yaml").is_file()


@pytest.mark.parametrize("held", ["a file", "a hidden file", "a folder"])
def test_a_folder_that_holds_something_is_refused(
    held: str, tmp_path: Path, waypost: Waypost
) -> None:
    target = tmp_path / "site"
    target.mkdir()
    if held == "a folder":
        (target / "content").mkdir()
    else:
        (target / (".env" if held == "a hidden file" else "notes.txt")).write_text("mine")
    before = sorted(target.rglob("*"))
    done = waypost("init", "site")
    assert done.returncode == 2
    assert "error: site is not empty" in done.stderr
    assert sorted(target.rglob("*")) == before


def test_a_file_is_refused(tmp_path: Path, waypost: Waypost) -> None:
    (tmp_path / "site").write_text("mine")
    assert waypost("init", "site").returncode == 2
    assert (tmp_path / "site").read_text() == "mine"


def test_a_folder_can_not_lie_in_a_file(tmp_path: Path, waypost: Waypost) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    done = waypost("init", "notes.txt/site")
    assert done.returncode == 3
    assert "Not a directory" in done.stderr


def test_a_new_site_builds_without_a_finding(site: Path, waypost: Waypost) -> None:
    done = waypost("build", "--strict", "--root", "site")
    assert (done.returncode, done.stderr) == (0, "")
    assert (site / "public" / "posts" / "keep-a-logbook" / "index.html").is_file()
    assert (site / "public" / "topics" / "writing" / "index.html").is_file()
    assert (site / "public" / "topics" / "habits" / "index.html").is_file()
    assert (site / "public" / "paths" / "start-writing-things-down" / "index.html").is_file()
