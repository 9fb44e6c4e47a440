"""Publishing among other processes: readers, rivals, and what kills it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from waypost.model.artifact import MARKER, Manifest
from waypost.model.faults import EnvironmentFault
from waypost.publish import publisher
from waypost.store.blobs import Blobs

Files = Mapping[str, bytes]

_OLD = {"a.txt": b"old", "posts/1/index.html": b"old post", "same.txt": b"same"}
_NEW = {"a.txt": b"new", "posts/2/index.html": b"new post", "same.txt": b"same"}

_PUBLISH = f"""
import importlib, itertools, os, sys, time
from pathlib import Path
from waypost.model.artifact import Manifest
from waypost.model.faults import EnvironmentFault
from waypost.publish import exchange, publisher
from waypost.model.artifact import MARKER
from waypost.store.blobs import Blobs

OLD, NEW = {_OLD!r}, {_NEW!r}
top = Path(sys.argv[1])
if sys.argv[2] == "two renames":
    exchange._SWAPS.clear()

def publish(files):
    blobs = Blobs(top / "cache")
    manifest = Manifest({{path: blobs.put(files[path]) for path in sorted(files)}})
    with publisher(top / "public", [], "a rival build") as held:
        with held.publishing(manifest, blobs) as published:
            return published

def published():
    files = [p for p in (top / "public").rglob("*") if p.is_file() and p.name != MARKER]
    return {{p.relative_to(top / "public").as_posix(): p.read_bytes() for p in files}}
"""

_STOP = f"""{_PUBLISH}
module, name, at = sys.argv[3], sys.argv[4], int(sys.argv[5])
owner = importlib.import_module(module)
*outer, name = name.split(".")
for part in outer:
    owner = getattr(owner, part)
real = getattr(owner, name)
calls = itertools.count(1)

def stop(*arguments, **options):
    if next(calls) == at:
        print("stopped", flush=True)
        time.sleep(600)
    return real(*arguments, **options)

setattr(owner, name, stop)
publish(NEW)
print("never stopped", flush=True)
"""

_INTERRUPT = f"""{_PUBLISH}
FOLDER = os.path.dirname(exchange.__file__)

def interrupted_at(line):
    lines = itertools.count(1)

    def trace(frame, event, argument):
        if not frame.f_code.co_filename.startswith(FOLDER):
            return None
        if event == "line" and next(lines) == line:
            raise KeyboardInterrupt
        return trace

    sys.settrace(trace)
    try:
        publish(NEW)
        return False
    except KeyboardInterrupt:
        return True
    finally:
        sys.settrace(None)
        # What was open is closed when an interrupted process ends.
        os.closerange(3, 100)

for line in itertools.count(1, 7):
    publish(OLD)
    goes_on = interrupted_at(line)
    if sys.argv[2] == "one step":
        assert published() in (OLD, NEW), (line, published())
    with publisher(top / "public", [], "the next build"):
        assert published() in (OLD, NEW), (line, published())
    assert sorted(os.listdir(top)) == ["cache", "public"], (line, os.listdir(top))
    if not goes_on:
        break
assert published() == NEW
print(line)
"""

_READ = """
import os, sys
from pathlib import Path

top = Path(sys.argv[1])
def read(name, folder):
    file = os.open(name, os.O_RDONLY, dir_fd=folder)
    try:
        return os.read(file, 100)
    finally:
        os.close(file)

pairs = mixed = missing = 0
while not (top / "done").exists():
    try:
        folder = os.open(top / "public", os.O_RDONLY)
    except FileNotFoundError:
        missing += 1
        continue
    try:
        pairs += 1
        mixed += read("a.txt", folder) != read("b.txt", folder)
    except FileNotFoundError:
        pass  # an old tree, which is being deleted
    finally:
        os.close(folder)
    if pairs == 1:
        print("reading", flush=True)
print(pairs, mixed, missing, flush=True)
"""

_RIVAL = f"""{_PUBLISH}
me = sys.argv[3]
wins = losses = 0
while wins < 15:
    blobs = Blobs(top / "cache")
    entries = {{name: blobs.put(f"{{me}} {{wins}}".encode()) for name in ("a.txt", "b.txt")}}
    try:
        with publisher(top / "public", [], f"rival {{me}}") as held:
            alone = os.open(top / "alone", os.O_CREAT | os.O_EXCL)
            with held.publishing(Manifest(entries), blobs):
                pass
            os.close(alone)
            os.unlink(top / "alone")
        wins += 1
    except EnvironmentFault as fault:
        assert "another build is publishing" in fault.message, fault.message
        losses += 1
"""


@contextmanager
def process(script: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """A Python process that runs a script; it is killed at the end."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        try:
            yield child
        finally:
            child.kill()


def line_of(child: subprocess.Popen[str]) -> str:
    assert child.stdout is not None
    return child.stdout.readline().strip()


class Site:
    """A destination, published to from this process."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self.target = top / "public"

    def publish(self, files: Files) -> None:
        blobs = Blobs(self.top / "cache")
        manifest = Manifest({path: blobs.put(files[path]) for path in sorted(files)})
        with publisher(self.target, [], "a test") as held, held.publishing(manifest, blobs):
            pass

    def files(self) -> dict[str, bytes]:
        paths = [path for path in self.target.rglob("*") if path.is_file()]
        found = {path.relative_to(self.target).as_posix(): path.read_bytes() for path in paths}
        found.pop(MARKER, None)
        return found

    def names(self) -> list[str]:
        return sorted(path.name for path in self.top.iterdir())


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path)
    site.publish(_OLD)
    return site


_KILLS = [
    pytest.param(
        "one step", "waypost.publish.stage", "Stage._make_folder", 2, _OLD, id="making folders"
    ),
    pytest.param("one step", "waypost.publish.stage", "os.link", 1, _OLD, id="linking"),
    pytest.param("one step", "waypost.publish.stage", "Stage._write", 2, _OLD, id="writing"),
    pytest.param("one step", "waypost.publish.publisher", "put_in_place", 1, _OLD, id="staged"),
    pytest.param("one step", "waypost.publish.work", "_remove", 1, _NEW, id="exchanged"),
    pytest.param("one step", "waypost.publish.work", "os.rmdir", 2, _NEW, id="clearing"),
    pytest.param("one step", "waypost.publish.work", "_leave", 1, _NEW, id="leaving"),
    pytest.param("two renames", "pathlib", "Path.rename", 1, _OLD, id="before two renames"),
    pytest.param("two renames", "pathlib", "Path.rename", 2, None, id="between two renames"),
    pytest.param("two renames", "waypost.publish.work", "_remove", 1, _NEW, id="after them"),
]


@pytest.mark.parametrize(("way", "module", "name", "at", "left"), _KILLS)
def test_a_killed_build_leaves_a_whole_tree_and_no_lock(
    site: Site, way: str, module: str, name: str, at: int, left: Files | None
) -> None:
    """``left`` is what a reader finds; None is the gap between two renames."""
    with process(_STOP, site.top, way, module, name, at) as child:
        assert line_of(child) == "stopped"
        with pytest.raises(EnvironmentFault, match=f"process {child.pid} on .*: a rival build"):
            site.publish(_NEW)
        child.kill()
        child.wait()
        assert site.target.exists() == (left is not None)
        assert left is None or site.files() == left

    with publisher(site.target, [], "the next build"):
        assert site.files() == (_OLD if left is None else left)
    assert site.names() == ["cache", "public"]
    site.publish(_NEW)
    assert site.files() == _NEW
    assert site.names() == ["cache", "public"]


@pytest.mark.parametrize("way", ["one step", "two renames"])
def test_an_interrupt_at_any_line_leaves_a_whole_tree(tmp_path: Path, way: str) -> None:
    with process(_INTERRUPT, tmp_path, way) as child:
        lines = line_of(child)
        assert child.wait() == 0
        assert int(lines) > 100


def test_a_reader_never_sees_a_mixture_nor_a_gap(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.publish({"a.txt": b"first", "b.txt": b"first"})
    with process(_READ, tmp_path) as child:
        assert line_of(child) == "reading"
        for number in range(200):
            version = str(number).encode()
            site.publish({"a.txt": version, "b.txt": version})
        (tmp_path / "done").touch()
        pairs, mixed, missing = map(int, line_of(child).split())
    assert pairs > 0
    assert (mixed, missing) == (0, 0)


def test_rivals_publish_one_after_the_other(tmp_path: Path) -> None:
    with (
        process(_RIVAL, tmp_path, "one step", "one") as one,
        process(_RIVAL, tmp_path, "one step", "two") as two,
    ):
        assert (one.wait(), two.wait()) == (0, 0)
    files = Site(tmp_path).files()
    assert files["a.txt"] == files["b.txt"]
    assert files["a.txt"] in {b"one 14", b"two 14"}
    assert Site(tmp_path).names() == ["cache", "public"]
