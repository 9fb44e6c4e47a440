"""Workers write the new tree while the build has other things to do."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from waypost.model.artifact import MARKER, Manifest
from waypost.model.digest import Digest
from waypost.model.faults import EnvironmentFault
from waypost.publish import stage
from waypost.publish.publisher import Publisher, publisher
from waypost.store.blobs import Blobs, LostBlob
from waypost.workers import WORTH_A_PROCESS, Workers, workers

OLD = {"index.html": "home", "posts/a/index.html": "post a", "gone.txt": "gone"}
NEW = {f"posts/{name}/index.html": f"post {name}" for name in "abcdef"} | {"index.html": "HOME"}


@pytest.fixture(params=[1, 2])
def pool(request: pytest.FixtureRequest) -> Iterator[Workers]:
    """Workers that are there, or none."""
    with workers(request.param) as started:
        assert list(started.map(abs, range(WORTH_A_PROCESS)))
        yield started


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "cache")


@pytest.fixture
def house(tmp_path: Path, blobs: Blobs) -> Iterator[Publisher]:
    """A destination with the old tree."""
    with publisher(tmp_path / "public", [], "a test") as held:
        with held.publishing(manifest(blobs, OLD), blobs):
            pass
        yield held


def manifest(blobs: Blobs, files: dict[str, str]) -> Manifest:
    return Manifest({path: blobs.put(text.encode()) for path, text in sorted(files.items())})


def published(tmp_path: Path) -> dict[str, str]:
    top = tmp_path / "public"
    files = (path for path in top.rglob("*") if path.is_file() and path.name != MARKER)
    return {str(path.relative_to(top)): path.read_text() for path in files}


def is_tidy(tmp_path: Path) -> bool:
    """Say whether nothing but the lock is left in the work folder."""
    return [path.name for path in (tmp_path / ".public.waypost").iterdir()] == ["lock"]


def test_the_new_tree_is_there_once_the_other_things_are_done(
    tmp_path: Path, house: Publisher, blobs: Blobs, pool: Workers
) -> None:
    with house.publishing(manifest(blobs, NEW), blobs, pool) as made:
        assert published(tmp_path) == OLD

    assert published(tmp_path) == NEW
    assert (made.written, made.kept, made.removed) == (6, 1, 1)
    assert is_tidy(tmp_path)
    assert (tmp_path / "public" / "posts/b/index.html").stat().st_mode & 0o777 == 0o644
    with house.publishing(manifest(blobs, NEW), blobs, pool) as made:
        pass
    assert made.unchanged


def test_workers_do_the_writing_where_there_are_any(
    tmp_path: Path, house: Publisher, blobs: Blobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    own: list[str] = []
    write = stage._write

    def noted(path: str, data: bytes) -> None:
        own.append(Path(path).name)
        write(path, data)

    monkeypatch.setattr(stage, "_write", noted)
    with workers(2) as pool:
        assert list(pool.map(abs, range(WORTH_A_PROCESS)))
        with house.publishing(manifest(blobs, NEW), blobs, pool):
            pass
    assert own == [MARKER]
    assert published(tmp_path) == NEW


def test_the_old_tree_stands_where_the_other_things_fail(
    tmp_path: Path, house: Publisher, blobs: Blobs, pool: Workers
) -> None:
    wanted = manifest(blobs, {f"{number}.txt": f"{number}" for number in range(500)})
    with pytest.raises(KeyboardInterrupt), house.publishing(wanted, blobs, pool):
        raise KeyboardInterrupt
    assert published(tmp_path) == OLD
    assert is_tidy(tmp_path)
    # Nobody is left to write into what is cleared away.
    assert pool.under_way(abs, [1]) is None


def test_a_refusal_while_other_things_are_done_is_not_one_of_the_destination(
    house: Publisher, blobs: Blobs, pool: Workers
) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    publishing = house.publishing(manifest(blobs, NEW), blobs, pool)
    with pytest.raises(OSError, match="No space") as caught, publishing:
        raise full
    assert caught.value is full


def test_a_lost_blob_is_named_and_the_old_tree_stands(
    tmp_path: Path, house: Publisher, blobs: Blobs, pool: Workers
) -> None:
    wanted = manifest(blobs, NEW)
    lost = wanted.entries["posts/c/index.html"]
    blobs.path(lost).unlink()
    with pytest.raises(LostBlob, match=lost), house.publishing(wanted, blobs, pool):
        pass
    assert published(tmp_path) == OLD
    assert is_tidy(tmp_path)


def test_two_paths_that_are_one_name_here_are_both_named(
    tmp_path: Path, house: Publisher, blobs: Blobs
) -> None:
    class Blind:
        """What workers tell of on a file system that is blind to case."""

        def under_way(self, _function: object, files: list[tuple[str, Digest]]) -> Iterator[None]:
            return map(self.write, [path for path, _ in files])

        def write(self, path: str) -> None:
            folder = next((tmp_path / ".public.waypost").glob("stage-*"))
            if path == "page.txt":
                raise FileExistsError(errno.EEXIST, "File exists", f"{folder}/{path}")

        def close(self) -> None:
            """There are none."""

    blind: Any = Blind()
    wanted = manifest(blobs, {"Page.txt": "1", "page.txt": "2"})
    named = r"^page\.txt and Page\.txt are one name"
    with pytest.raises(EnvironmentFault, match=named), house.publishing(wanted, blobs, blind):
        pass
    assert published(tmp_path) == OLD
