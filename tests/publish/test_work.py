from __future__ import annotations

import errno
import os
from pathlib import Path
from stat import S_IMODE

import pytest

from waypost.model.faults import EnvironmentFault
from waypost.publish import work
from waypost.publish.lock import take
from waypost.publish.scan import Modes
from waypost.publish.work import work_folder


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "public"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / ".public.waypost"


def leave(place: Path) -> None:
    (place / "posts").mkdir(parents=True)
    (place / "posts" / "a.txt").write_text("a")


def test_is_a_hidden_neighbour_with_nothing_but_the_lock(target: Path, folder: Path) -> None:
    with work_folder(target, "build"):
        assert [path.name for path in folder.iterdir()] == ["lock"]


def test_is_gone_afterwards(target: Path) -> None:
    with work_folder(target, "build") as held:
        leave(held.new_stage())
    assert list(target.parent.iterdir()) == []


def test_is_gone_after_a_failure(target: Path) -> None:
    def fail_half_way() -> None:
        with work_folder(target, "build") as held:
            leave(held.new_stage())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert list(target.parent.iterdir()) == []


def test_folders_made_for_it_are_gone_where_nothing_was_published(tmp_path: Path) -> None:
    with work_folder(tmp_path / "out" / "of" / "public", "build"):
        assert (tmp_path / "out" / "of" / ".public.waypost").is_dir()
    assert list(tmp_path.iterdir()) == []


def test_folders_made_for_it_stay_where_something_was(tmp_path: Path) -> None:
    with work_folder(tmp_path / "out" / "of" / "public", "build"):
        (tmp_path / "out" / "of" / "public").mkdir()
    assert [path.name for path in (tmp_path / "out" / "of").iterdir()] == ["public"]


def test_leftovers_of_a_killed_build_are_cleared_away(target: Path, folder: Path) -> None:
    target.mkdir()
    for name in ("stage-0", "stage-1", "previous"):
        leave(folder / name)
    (folder / "lock").write_text("process 1 on some host")
    with work_folder(target, "build"):
        assert [path.name for path in folder.iterdir()] == ["lock"]


def test_what_cannot_be_deleted_is_in_nobodys_way(
    target: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "_remove", lambda *_: None)
    leave(folder / "stage-0")
    with work_folder(target, "build") as held:
        assert held.new_stage() == folder / "stage-1"
    assert [path.name for path in folder.iterdir()] == ["stage-0"]


def test_an_exchange_that_was_cut_off_is_undone(target: Path, folder: Path) -> None:
    leave(folder / "previous")
    leave(folder / "stage-0")
    with work_folder(target, "build"):
        assert (target / "posts" / "a.txt").read_text() == "a"
        assert [path.name for path in folder.iterdir()] == ["lock"]


def test_the_only_tree_there_is_is_never_deleted(
    target: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave(folder / "previous")

    def refuse(target: Path, previous: Path) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patched:
        patched.setattr(work, "recover", refuse)
        with pytest.raises(EnvironmentFault, match="input/output"), work_folder(target, "build"):
            pass
    assert (folder / "previous" / "posts" / "a.txt").exists()
    with work_folder(target, "build") as held:
        target.rename(held.previous)
    assert (folder / "previous" / "posts" / "a.txt").exists()
    with work_folder(target, "build"):
        assert (target / "posts" / "a.txt").exists()


def test_a_second_build_is_told_who_has_it(target: Path) -> None:
    with work_folder(target, "waypost build"):
        with pytest.raises(EnvironmentFault) as caught, work_folder(target, "another"):
            pass
        assert "another build is publishing to" in caught.value.message
        assert f"process {os.getpid()} on " in caught.value.message
        assert caught.value.message.endswith(": waypost build)")
        assert "wait until it has ended" in caught.value.fix
    with work_folder(target, "another"):
        pass


def test_other_destinations_are_not_held(target: Path) -> None:
    with work_folder(target, "one"), work_folder(target.with_name("other"), "two"):
        pass


def test_a_lock_that_vanishes_is_tried_again(
    target: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempts = []

    def vanishing(path: Path, note: str) -> int | None:
        attempts.append(path)
        if len(attempts) == 1:
            folder.rmdir()
            raise FileNotFoundError(path)
        return None if len(attempts) == 2 else take(path, note)

    monkeypatch.setattr(work, "take", vanishing)
    with work_folder(target, "build"):
        assert len(attempts) == 3


def test_a_lock_that_always_vanishes_ends_the_build(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "take", lambda *_: None)
    with pytest.raises(EnvironmentFault, match="can't get the lock"), work_folder(target, "build"):
        pass


def test_a_new_lock_keeps_the_folder(
    target: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody takes the lock just when its last holder has removed the file."""
    unlink = Path.unlink

    def unlink_and_lose_the_race(path: Path) -> None:
        unlink(path)
        path.touch()

    with work_folder(target, "build"):
        monkeypatch.setattr(Path, "unlink", unlink_and_lose_the_race)
    assert [path.name for path in folder.iterdir()] == ["lock"]


@pytest.mark.parametrize("kind", ["file", "link"])
def test_what_is_no_folder_in_its_place_is_left_alone(
    target: Path, folder: Path, kind: str
) -> None:
    elsewhere = target.with_name("elsewhere")
    leave(elsewhere / "stage-0")
    if kind == "file":
        folder.write_text("mine")
    else:
        folder.symlink_to(elsewhere)
    with pytest.raises(EnvironmentFault, match="is not a folder"), work_folder(target, "build"):
        pass
    assert (elsewhere / "stage-0").exists()
    assert folder.exists()


def test_a_mount_point_is_refused(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "is_mount", lambda path: path == target)
    with pytest.raises(EnvironmentFault) as caught, work_folder(target, "build"):
        pass
    assert caught.value.message.endswith("public: it is a mount point")
    assert "mount the folder it lies in" in caught.value.fix
    assert list(target.parent.iterdir()) == []


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENOSPC])
def test_a_parent_that_takes_no_folder_ends_the_build(
    target: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(path: object, *_: object) -> None:
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(os, "mkdir", refuse)
    with pytest.raises(EnvironmentFault) as caught, work_folder(target, "build"):
        pass
    assert os.strerror(number).lower() in caught.value.message


def test_shows_the_permissions_that_the_file_system_keeps(
    target: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = os.umask(0o077)
    try:
        with work_folder(target, "build") as held:
            assert held.modes == Modes(0o644, 0o755)
            assert S_IMODE(folder.stat().st_mode) == 0o755
        # As on FAT, where a file's permissions are the mount's.
        monkeypatch.setattr(os, "chmod", lambda *_, **__: None)
        with work_folder(target, "build") as held:
            assert held.modes == Modes(0o600, 0o700)
    finally:
        os.umask(before)
