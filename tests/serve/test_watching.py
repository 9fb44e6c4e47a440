"""Watching real files: whatever happens to them is heard of."""

from __future__ import annotations

import ctypes
import errno
import logging
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support.preview import eventually
from support.sites import SITE_YAML, post, write
from waypost.config import Layout
from waypost.serve.grounds import Meaning, grounds_of
from waypost.serve.watching import Watching

WATCH = "watchdog.observers.inotify_c.inotify_add_watch"
INSTANCE = "watchdog.observers.inotify_c.inotify_init"


class Heard:
    """What was heard and said while a site was watched."""

    def __init__(self, root: Path, polling: bool = False) -> None:
        self.root = root
        self.meanings: list[Meaning] = []
        self.lines: list[str] = []
        self.watching = Watching(self.meanings.append, self.lines.append, polling=polling)
        self.watch()

    def watch(self) -> None:
        self.watching.watch(grounds_of(Layout(self.root), None))

    def of(self, name: str) -> bool:
        """Whether a file is said to have changed, or any may have."""
        return any(m.touched is None or name in m.touched for m in self.meanings)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    names = ("a.md", "2020/b.md", "2020/c/index.md")
    return write(
        tmp_path / "site",
        {"content/site.yaml": SITE_YAML} | {f"content/posts/{n}": post(n) for n in names},
    )


@pytest.fixture(params=["events", "polling"])
def heard(root: Path, request: pytest.FixtureRequest) -> Iterator[Heard]:
    found = Heard(root, request.param == "polling")
    yield found
    found.watching.stop()


def save(root: Path) -> None:
    (root / "content/posts/a.md").write_text("new, and longer than it was", encoding="utf-8")


def save_by_renaming(root: Path) -> None:
    new = root / "content/posts/.a.md.tmp"
    new.write_text("new", encoding="utf-8")
    new.replace(root / "content/posts/a.md")


def save_from_elsewhere(root: Path) -> None:
    new = root.parent / "a.md.tmp"
    new.write_text("new", encoding="utf-8")
    new.replace(root / "content/posts/a.md")


def save_with_a_backup(root: Path) -> None:
    (root / "content/posts/a.md").rename(root / "content/posts/a.md~")
    save(root)


def move_away(root: Path) -> None:
    (root / "content/posts/a.md").rename(root / "a.md")


def move_within(root: Path) -> None:
    (root / "content/posts/a.md").rename(root / "content/posts/2020/a.md")


def remove(root: Path) -> None:
    (root / "content/posts/a.md").unlink()


CHANGES: list[Callable[[Path], None]] = [
    save, save_by_renaming, save_from_elsewhere, save_with_a_backup, move_away, move_within, remove,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_a_file_is_heard_of(heard: Heard, change: Callable[[Path], None]) -> None:
    change(heard.root)
    eventually(lambda: heard.of("content/posts/a.md"))


def test_folders_that_appear_later_are_watched(heard: Heard) -> None:
    write(heard.root, {"content/posts/2021/d/index.md": post("D")})
    eventually(lambda: heard.of("content/posts/2021/d/index.md"))
    eventually(heard.watching.is_complete)
    heard.meanings.clear()
    write(heard.root, {"content/posts/2021/d/index.md": post("D again")})
    eventually(lambda: heard.of("content/posts/2021/d/index.md"))


@pytest.mark.parametrize("away", ["2020", "2020/c"])
def test_a_folder_that_goes_may_be_anything(heard: Heard, away: str) -> None:
    (heard.root / "content/posts" / away).rename(heard.root / "away")
    eventually(lambda: any(meaning.touched is None for meaning in heard.meanings))


def test_a_top_folder_that_comes_or_goes_sets_new_bounds(heard: Heard) -> None:
    shutil.rmtree(heard.root / "content")
    eventually(lambda: any(meaning.bounds for meaning in heard.meanings))
    eventually(lambda: not heard.watching.is_well())
    heard.watch()
    assert heard.watching.is_well()
    heard.meanings.clear()
    write(heard.root, {"static/style.css": ""})
    eventually(lambda: any(meaning.bounds for meaning in heard.meanings))


def test_what_editors_leave_and_what_others_write_is_not_heard_of(heard: Heard) -> None:
    posts = heard.root / "content/posts"
    write(posts, {".a.md.swp": "", "a.md~": "", "4913~": ""})
    (posts / ".#a.md").symlink_to("writer@machine.1234")
    write(heard.root, {"public/index.html": "", ".waypost/cache/x": "", "README.md": ""})
    write(posts, {"z.md": post("Z")})
    eventually(lambda: heard.of("content/posts/z.md"))
    names = {name for meaning in heard.meanings for name in meaning.touched or ("anything",)}
    assert names == {"content/posts/z.md"}


def test_reading_all_files_is_not_heard_of(root: Path) -> None:
    heard = Heard(root)
    for _ in range(3):
        for file in root.rglob("*.md"):
            file.read_bytes()
    save(root)
    eventually(lambda: heard.of("content/posts/a.md"))
    assert len(heard.meanings) <= 3
    heard.watching.stop()


def test_a_link_that_leads_up_is_not_followed_for_ever(heard: Heard) -> None:
    for name in ("x", "y", "z"):
        (heard.root / "content/posts/2020" / name).symlink_to("..")
    eventually(lambda: any(meaning.bounds for meaning in heard.meanings))
    heard.watch()
    heard.meanings.clear()
    save(heard.root)
    eventually(lambda: heard.of("content/posts/a.md"))


def test_after_the_stop_nothing_is_heard(heard: Heard) -> None:
    heard.watching.stop()
    save(heard.root)
    assert heard.meanings == []
    assert not heard.watching.is_well()


def refusing(monkeypatch: pytest.MonkeyPatch, function: str, number: int, after: int) -> None:
    """Let the system refuse a call of inotify, as it does where something is used up."""
    calls = iter(range(after))

    def counted(*arguments: object) -> int:
        if next(calls, None) is None:
            ctypes.set_errno(number)
            return -1
        given: int = real(*arguments)
        return given

    module, _, name = function.rpartition(".")
    real = getattr(__import__(module, fromlist=["*"]), name)
    monkeypatch.setattr(function, counted)


@pytest.mark.parametrize(
    ("function", "number", "after"),
    [
        pytest.param(INSTANCE, errno.EMFILE, 0, id="no instance is left"),
        pytest.param(WATCH, errno.ENOSPC, 0, id="no watch is left"),
        pytest.param(WATCH, errno.ENOSPC, 30, id="there are watches for some folders only"),
    ],
)
def test_where_the_system_has_no_watches_left_it_polls_and_says_so(
    root: Path, monkeypatch: pytest.MonkeyPatch, function: str, number: int, after: int
) -> None:
    for n in range(60):
        write(root, {f"content/posts/many/{n}/index.md": post(str(n))})
    refusing(monkeypatch, function, number, after)
    heard = Heard(root)
    assert heard.watching.polling
    assert len(heard.lines) == 1
    assert "--poll" in heard.lines[0]
    write(root, {"content/posts/many/59/index.md": post("changed")})
    eventually(lambda: heard.of("content/posts/many/59/index.md"))
    heard.watching.stop()


def test_a_folder_that_gets_no_watch_later_is_missed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = Heard(root)
    assert heard.watching.is_complete()
    refusing(monkeypatch, WATCH, errno.ENOSPC, 0)
    write(root, {"content/posts/late/d.md": post("D")})
    eventually(lambda: heard.of("content/posts/late"))
    assert not heard.watching.is_complete()
    heard.watch()
    assert heard.watching.polling
    heard.watching.stop()


def test_what_the_library_only_logs_may_be_anything(
    root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    heard = Heard(root)
    logging.getLogger("watchdog.observers.inotify").warning("Inotify queue overflowed")
    assert heard.meanings == [Meaning(touched=None)]
    heard.watching.stop()
    logging.getLogger("watchdog.observers.inotify").warning("Inotify queue overflowed")
    assert len(heard.meanings) == 1
