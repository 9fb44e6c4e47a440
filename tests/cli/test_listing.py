"""``waypost list`` tells what is there, to people and to programs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.command import Waypost, environment
from support.sites import post, write


@pytest.mark.parametrize(
    ("kind", "heading", "first"),
    [
        ("posts", "DATE SLUG TITLE TOPICS", "2025-10-07  what-a-post-can-hold "),
        ("topics", "SLUG LABEL POSTS HUB", "habits   Habits       2  derived"),
        ("hubs", "SLUG TITLE POSTS KIND", "habits   Habits                   2  derived"),
        ("paths", "SLUG TITLE STEPS MINUTES KIND", "start-writing-things-down  Start writing"),
    ],
)
def test_a_list_is_a_table(
    kind: str, heading: str, first: str, site: Path, waypost: Waypost
) -> None:
    done = waypost("list", kind, "--root", "site")
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert lines[0].split() == heading.split()
    assert lines[1].startswith(first)


@pytest.mark.parametrize(
    ("kind", "count", "keys"),
    [
        ("posts", 4, "slug title url date updated topics description minutes source"),
        ("topics", 2, "slug label posts parent hub"),
        ("hubs", 2, "slug title url kind posts source"),
        ("paths", 1, "slug title url steps minutes kind source"),
        ("omitted", 0, ""),
    ],
)
def test_json_holds_one_object_a_row(
    kind: str, count: int, keys: str, site: Path, waypost: Waypost
) -> None:
    told = json.loads(waypost("list", kind, "--json", "--root", "site").stdout)
    assert set(told) == {kind, "diagnostics", "exit_code"}
    assert len(told[kind]) == count
    assert all(list(row) == keys.split() for row in told[kind])


def test_what_is_left_out_is_listed_with_its_reason(site: Path, waypost: Waypost) -> None:
    write(
        site,
        {
            "content/posts/2025-11-11-a.md": post("A", "2025-11-11", draft="true"),
            "content/posts/2990-01-01-b.md": post("'[red]B'", "2990-01-01"),
        },
    )
    done = waypost("list", "omitted", "--root", "site")
    assert [line.split() for line in done.stdout.splitlines()[1:]] == [
        ["content/posts/2025-11-11-a.md", "draft", "A"],
        ["content/posts/2990-01-01-b.md", "future", "2990-01-01", "[red]B"],
    ]
    shown = waypost("list", "omitted", "--root", "site", "-D")
    assert len(shown.stdout.splitlines()) == 2


def test_an_empty_list_prints_no_rows(site: Path, waypost: Waypost) -> None:
    done = waypost("list", "omitted", "--root", "site")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "Nothing is left out.\n")


def test_errors_in_content_do_not_hide_the_list(site: Path, waypost: Waypost) -> None:
    write(site, {"content/posts/2025-11-11-a.md": "no front matter\n"})
    done = waypost("list", "posts", "--root", "site")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 5
    assert done.stderr == "1 error: `waypost --root site check` shows them\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["list"], "missing argument"),
        (["list", "tags"], "'tags' is not one of 'posts', 'topics', 'hubs', 'paths', 'omitted'"),
    ],
)
def test_a_kind_must_be_one_that_there_is(
    arguments: list[str], words: str, site: Path, waypost: Waypost
) -> None:
    done = waypost(*arguments, "--root", "site")
    assert done.returncode == 2
    assert words in done.stderr


def test_a_reader_that_goes_away_ends_the_list_quietly(site: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "waypost", "list", "posts"],
            cwd=site, env=environment(), stdout=closed, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (141, b"")
