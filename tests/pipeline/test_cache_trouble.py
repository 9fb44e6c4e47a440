"""Whole builds whose cache is shared, unfit, full, locked or gone: right, all of them."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import time

import pytest

from support.command import Waypost, environment
from support.sites import SITE_YAML, options, post, tree, write
from waypost import pipeline
from waypost.builds import build
from waypost.outcome import Outcome
from waypost.surveys import survey

POSTS = 160
"""So many that workers are started for them."""

WITHOUT = "; going on without\n"
ALONE = ("--jobs", "1")
DAY = 86_400


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a site that workers share the work on."""
    posts = {
        f"content/posts/post-{n}.md": post(
            f"Post {n}", f"2024-{1 + n % 12:02}-{1 + n % 28:02}", f"Text {n}. " * 40, topics="[go]"
        )
        for n in range(POSTS)
    }
    folder = tmp_path_factory.mktemp("source")
    return write(folder, {"content/site.yaml": SITE_YAML, **posts})


@pytest.fixture(scope="module")
def wanted(source: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What every build of it has to publish."""
    target = tmp_path_factory.mktemp("wanted") / "public"
    return _published(build(options(source, destination=target)), target)


@pytest.fixture
def site(source: Path, tmp_path: Path) -> Path:
    return shutil.copytree(source / "content", tmp_path / "site" / "content").parent


@pytest.fixture
def command(site: Path) -> Waypost:
    return Waypost(site)


@pytest.fixture
def process(site: Path) -> Waypost:
    return Waypost(site, own_process=True)


def _published(made: Outcome, target: Path) -> dict[str, bytes]:
    assert made.exit_code() == 0
    return tree(target)


def started(site: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start a command, and don't wait for it."""
    return subprocess.Popen(
        [sys.executable, "-m", "waypost", *arguments],
        cwd=site,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Wait for a command: its exit code, and what it said on stderr."""
    _, said = process.communicate()
    return process.returncode, said


# --- several at once --------------------------------------------------------------------


def test_two_builds_and_a_check_at_once_are_all_right(site: Path, wanted: dict[str, bytes]) -> None:
    many = [
        started(site, "build", "--jobs", "2", "-d", "one"),
        started(site, "build", *ALONE, "-d", "two"),
        started(site, "check"),
    ]
    assert [ended(process) for process in many] == [(0, "")] * 3
    assert tree(site / "one") == tree(site / "two") == wanted


# --- no room, no permission, no folder --------------------------------------------------


@pytest.mark.parametrize(
    ("place", "jobs"),
    [
        (".waypost", "1"),
        (".waypost/cache", "1"),
        (".waypost/cache/blobs", "1"),
        (".waypost/cache/blobs", "2"),
    ],
)
def test_a_file_in_its_place_does_not_stop_a_build(
    site: Path, command: Waypost, wanted: dict[str, bytes], place: str, jobs: str
) -> None:
    write(site, {place: "mine"})
    done = command("build", "--jobs", jobs)
    assert (done.returncode, done.stderr.count(WITHOUT)) == (0, 1)
    assert tree(site / "public") == wanted
    assert (site / place).read_text() == "mine"


@contextmanager
def mounted(folder: Path, *how: str) -> Iterator[None]:
    """Mount something over a folder, where that is allowed."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        subprocess.run(["mount", *how, str(folder)], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("nothing can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.parametrize(("room", "jobs"), [("64k", "1"), ("1m", "1"), ("1m", "2")])
def test_a_full_disk_does_not_stop_a_build(
    site: Path, command: Waypost, wanted: dict[str, bytes], jobs: str, room: str
) -> None:
    with mounted(site / ".waypost" / "cache", "-t", "tmpfs", "-o", f"size={room}", "none"):
        done = command("build", "--jobs", jobs)
    assert (done.returncode, done.stderr.count(WITHOUT)) == (0, 1)
    assert tree(site / "public") == wanted


def test_where_the_sites_disk_is_full_the_one_for_temporary_files_is_used(
    site: Path, command: Waypost, wanted: dict[str, bytes]
) -> None:
    with mounted(site / ".waypost", "-t", "tmpfs", "-o", "size=128k", "none"):
        done = command("build", "--json", *ALONE)
    told = json.loads(done.stdout)
    assert told["exit_code"] == done.returncode == 0
    assert "the cache can't be used (no space left on device); going on without" in told["notes"]
    assert tree(site / "public") == wanted


def test_a_disk_that_cannot_be_written_does_not_stop_a_build(
    site: Path, command: Waypost, wanted: dict[str, bytes]
) -> None:
    work = site / ".waypost"
    write(site, {".waypost/cache/lock": ""})
    with mounted(work, "--bind", "-o", "ro", str(work)):
        done = command("build", *ALONE)
    assert (done.returncode, done.stderr.count(WITHOUT)) == (0, 1)
    assert "(read-only file system)" in done.stderr
    assert tree(site / "public") == wanted


def _text_of_the_first() -> str:
    return post("Post 0", "2024-01-01", "Text 0. " * 40, topics="[go]")


def test_where_there_is_no_room_at_all_the_old_site_stays(
    site: Path, command: Waypost, process: Waypost, tmp_path: Path
) -> None:
    assert command("build", *ALONE).returncode == 0
    before = tree(site / "public")
    write(site, {"content/posts/post-0.md": post("Changed")})
    shutil.rmtree(site / ".waypost")
    with (
        mounted(site / ".waypost", "-t", "tmpfs", "-o", "size=64k", "none"),
        mounted(tmp_path / "temporary", "-t", "tmpfs", "-o", "size=64k", "none"),
    ):
        done = process("build", *ALONE, TMPDIR=str(tmp_path / "temporary"))
    assert (done.returncode, done.stdout) == (3, "")
    assert "can't be kept: no space left on device" in done.stderr
    assert tree(site / "public") == before


# --- unfit ------------------------------------------------------------------------------


def _another_version(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("pragma user_version = 99")


def _garbage(file: Path) -> None:
    file.write_bytes(b"\x5a" * 50_000)


def _half(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_another_version, "the cache is of another version of Waypost, and is made anew\n"),
        (_garbage, "the cache is damaged, and is made anew\n"),
        (_half, "the cache is damaged"),
    ],
)
def test_an_unfit_cache_is_made_anew(
    site: Path,
    command: Waypost,
    wanted: dict[str, bytes],
    spoil: Callable[[Path], None],
    said: str,
) -> None:
    command("check", *ALONE)
    spoil(site / ".waypost" / "cache" / "actions.sqlite")
    done = command("build", *ALONE)
    assert done.returncode == 0
    assert done.stderr.startswith(said)
    assert tree(site / "public") == wanted
    told = json.loads(command("build", "--json").stdout)
    assert (told["notes"], told["rendered"]) == ([], 0)


_HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("begin exclusive")
print("held", flush=True)
sys.stdin.read()
"""


def test_a_cache_that_somebody_else_writes_for_long_is_read_and_not_waited_for(
    site: Path, command: Waypost, wanted: dict[str, bytes]
) -> None:
    write(site, {"content/posts/post-0.md": post("Changed")})
    command("check", *ALONE)
    file = site / ".waypost" / "cache" / "actions.sqlite"
    hold = [sys.executable, "-c", _HOLD, str(file)]
    pipe = subprocess.PIPE
    with subprocess.Popen(hold, stdin=pipe, stdout=pipe, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        write(site, {"content/posts/post-0.md": _text_of_the_first()})
        done = command("build", "--json", *ALONE)
        holder.kill()
    told = json.loads(done.stdout)
    assert told["exit_code"] == 0
    assert told["notes"] == [
        "not all that was made could be kept in the cache (database is locked)"
    ]
    assert 0 < told["rendered"] < told["reused"]
    assert tree(site / "public") == wanted
    assert json.loads(command("build", "--json").stdout)["notes"] == []


# --- gone on the way ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stage", "gone"),
    [
        ("load", ""),
        ("load", "blobs"),
        ("load", "actions.sqlite"),
        ("_plan", "blobs"),
        ("render", ""),
        ("render", "actions.sqlite"),
        ("_check", "blobs"),
    ],
)
def test_a_cache_that_is_deleted_on_the_way_does_not_stop_a_build(
    site: Path,
    wanted: dict[str, bytes],
    monkeypatch: pytest.MonkeyPatch,
    stage: str,
    gone: str,
) -> None:
    real = getattr(pipeline, stage)
    left = [1]

    def then_deleted(*arguments: object) -> object:
        result = real(*arguments)
        if left:
            left.pop()
            place = site / ".waypost" / "cache" / gone
            shutil.rmtree(place) if place.is_dir() else place.unlink()
        return result

    monkeypatch.setattr(pipeline, stage, then_deleted)
    assert _published(build(options(site)), site / "public") == wanted
    assert not left
    assert _published(build(options(site)), site / "public") == wanted


def test_blobs_that_are_gone_before_a_build_are_made_again(
    site: Path, command: Waypost, wanted: dict[str, bytes]
) -> None:
    command("check", *ALONE)
    for blob in sorted(blobs_of(site))[::2]:
        (site / ".waypost" / "cache" / "blobs" / blob[:2] / blob[2:]).unlink()
    for _ in range(2):
        assert command("build", *ALONE).returncode == 0
        assert tree(site / "public") == wanted
        shutil.rmtree(site / "public")


def test_a_text_that_is_gone_is_the_only_one_that_is_parsed_again(site: Path) -> None:
    build(options(site))
    posts = survey(options(site)).sources.posts
    gone = posts[0].body
    (site / ".waypost/cache/blobs" / gone[:2] / gone[2:]).unlink()
    # A page of it has to be rendered anew.
    write(site, {"templates/post.html": '{% extends "theme/post.html" %}'})
    made = build(options(site))
    assert made.notes == ()
    assert [(t.items - t.hits) for t in made.timings if t.stage == "load"] == [1]


# --- the sweep ----------------------------------------------------------------------------


def at_day(site: Path, day: int, monkeypatch: pytest.MonkeyPatch) -> Outcome:
    """Build some days after the first one."""
    then = time() + day * DAY
    for name in ("waypost.store.actions.time", "waypost.store.sweep.time"):
        monkeypatch.setattr(name, lambda: then)
    return build(options(site))


def blobs_of(site: Path) -> set[str]:
    folder = site / ".waypost" / "cache" / "blobs"
    return {path.parent.name + path.name for path in folder.rglob("*") if path.is_file()}


def test_what_the_last_builds_used_outlives_any_number_of_sweeps(
    site: Path, wanted: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = at_day(site, 0, monkeypatch)
    kept = blobs_of(site)
    assert first.rendered == first.pages
    # Nothing changes for half a year, but for a long silence on the way.
    for day in (1, 20, 40, 180):
        assert at_day(site, day, monkeypatch).rendered == 0
    assert blobs_of(site) == kept
    write(site, {"content/posts/post-0.md": post("Changed")})
    assert 0 < at_day(site, 181, monkeypatch).rendered < 30
    write(site, {"content/posts/post-0.md": _text_of_the_first()})
    back = at_day(site, 182, monkeypatch)
    assert (back.rendered, tree(site / "public")) == (0, wanted)


def test_what_is_long_out_of_use_goes_and_is_made_again_when_it_is_wanted(
    site: Path, wanted: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_day(site, 0, monkeypatch)
    before = blobs_of(site)
    write(site, {"content/posts/post-0.md": post("Changed")})
    at_day(site, 1, monkeypatch)
    both = blobs_of(site)
    assert before < both
    changed = at_day(site, 60, monkeypatch)
    assert changed.rendered == 0
    now = blobs_of(site)
    assert both - before <= now
    assert before - now
    write(site, {"content/posts/post-0.md": _text_of_the_first()})
    back = at_day(site, 61, monkeypatch)
    assert 0 < back.rendered < 30
    assert tree(site / "public") == wanted
