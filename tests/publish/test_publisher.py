from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from stat import S_IMODE

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waypost.model.artifact import MARKER, Manifest
from waypost.model.faults import EnvironmentFault, UsageFault
from waypost.publish import Published, beside, exchange, publisher
from waypost.publish.marker import is_marker
from waypost.publish.publisher import Publisher
from waypost.store.blobs import Blobs, LostBlob

Files = Mapping[str, bytes]


def done(held: Publisher, manifest: Manifest, blobs: Blobs) -> Published:
    """Publish, with nothing else to do meanwhile."""
    with held.publishing(manifest, blobs) as published:
        return published


class Site:
    """A folder with a destination and a store of blobs."""

    def __init__(self, top: Path, spare: str = "") -> None:
        self.top = top
        self.target = top / "public"
        self.blobs = Blobs(top / "cache")
        self.spare = self.blobs.folder / spare if spare else None
        if spare:
            self.blobs.folder.mkdir()

    def manifest(self, files: Files) -> Manifest:
        return Manifest({path: self.blobs.put(files[path]) for path in sorted(files)})

    def publish(self, files: Files, destination: Path | None = None) -> Published:
        spare = None if destination else self.spare
        with publisher(destination or self.target, [], "a test", spare) as held:
            return done(held, self.manifest(files), self.blobs)

    def held(self) -> AbstractContextManager[Publisher]:
        return publisher(self.target, [], "a test", self.spare)

    def files(self) -> dict[str, bytes]:
        """What lies in the target, but for the marker, which has to be one."""
        names = [path for path in self.target.rglob("*") if not path.is_dir()]
        found = {path.relative_to(self.target).as_posix(): path.read_bytes() for path in names}
        assert is_marker(found.pop(MARKER))
        return found

    def folders(self) -> set[str]:
        folders = [path for path in self.target.rglob("*") if path.is_dir()]
        return {path.relative_to(self.target).as_posix() for path in folders}

    def state(self, with_changes: bool = True) -> dict[str, tuple[int, ...]]:
        """Identity and time stamps of all that lies in the target, itself included.

        Linking to a file counts as a change of it, though nothing of it changes.
        """
        states = {str(path): path.lstat() for path in (self.target, *self.target.rglob("*"))}
        return {
            path: (state.st_ino, state.st_mtime_ns, state.st_ctime_ns * with_changes)
            for path, state in states.items()
        }


_OLD = {"index.html": b"home", "posts/a/index.html": b"post a", "posts/b/index.html": b"post b"}
_NEW = {"index.html": b"HOME", "posts/a/index.html": b"post a", "posts/c/index.html": b"post c"}


@pytest.fixture(params=["", "spare"])
def site(tmp_path: Path, request: pytest.FixtureRequest) -> Site:
    return Site(tmp_path, request.param)


def test_the_first_tree_is_the_manifest_and_nothing_else(site: Site) -> None:
    assert site.publish(_OLD) == Published(written=3, kept=0, removed=0, unchanged=False)
    assert site.files() == _OLD
    assert site.folders() == {"posts", "posts/a", "posts/b"}
    assert sorted(path.name for path in site.top.iterdir()) == ["cache", "public"]


def test_a_new_tree_replaces_the_old_one(site: Site) -> None:
    site.publish(_OLD)
    assert site.publish(_NEW) == Published(written=2, kept=1, removed=1, unchanged=False)
    assert site.files() == _NEW
    assert site.folders() == {"posts", "posts/a", "posts/c"}
    assert sorted(path.name for path in site.top.iterdir()) == ["cache", "public"]


def test_the_same_tree_again_touches_nothing(site: Site) -> None:
    site.publish(_OLD)
    before = site.state()
    assert site.publish(_OLD) == Published(written=0, kept=3, removed=0, unchanged=True)
    assert site.state() == before


def test_the_same_tree_needs_no_blobs(site: Site) -> None:
    site.publish(_OLD)
    manifest = site.manifest(_OLD)
    shutil.rmtree(site.blobs.folder)
    with site.held() as held:
        assert done(held, manifest, site.blobs).unchanged


def test_one_build_may_publish_more_than_once(site: Site) -> None:
    with site.held() as held:
        for files in (_OLD, _NEW, _OLD):
            done(held, site.manifest(files), site.blobs)
            assert site.files() == files


def test_an_empty_manifest_makes_an_empty_site(site: Site) -> None:
    site.publish(_OLD)
    site.publish({})
    assert site.files() == {}
    assert site.folders() == set()
    assert site.publish({}).unchanged


def test_an_empty_folder_is_taken(site: Site) -> None:
    site.target.mkdir()
    site.publish(_OLD)
    assert site.files() == _OLD


def test_a_link_to_a_folder_stays_a_link(site: Site) -> None:
    link = site.top / "link"
    link.symlink_to("public")
    for files in (_OLD, _NEW):
        site.publish(files, link)
        assert link.is_symlink()
        assert site.files() == files


def test_a_relative_destination_is_taken_from_here(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site.top)
    site.publish(_OLD, Path("public"))
    assert site.files() == _OLD


def test_folders_above_the_destination_are_made(site: Site) -> None:
    site.target = site.top / "out" / "of" / "public"
    site.publish(_OLD)
    assert site.files() == _OLD


def test_a_name_that_is_not_unicode_is_published(site: Site) -> None:
    files = {"caf\udce9 \n.txt": b"text"}
    try:
        (site.top / "probe\udce9").touch()
    except OSError:
        pytest.skip("this file system takes Unicode names only")
    site.publish(files)
    assert site.files() == files
    assert site.publish(files).unchanged


def _edit_behind_the_back(target: Path) -> None:
    file = target / "index.html"
    about = file.stat()
    file.write_bytes(b"HEIM")
    os.utime(file, ns=(about.st_atime_ns, about.st_mtime_ns))


def _truncate(target: Path) -> None:
    (target / "posts/a/index.html").write_bytes(b"")


def _delete(target: Path) -> None:
    shutil.rmtree(target / "posts")


def _add_file(target: Path) -> None:
    (target / "posts" / "stray.txt").write_text("stray")


def _add_empty_folder(target: Path) -> None:
    (target / "stray" / "folder").mkdir(parents=True)


def _link_file(target: Path) -> None:
    (target / "index.html").rename(target.parent / "moved.html")
    (target / "index.html").symlink_to(target.parent / "moved.html")


def _link_folder(target: Path) -> None:
    (target / "posts").rename(target.parent / "moved")
    (target / "posts").symlink_to(target.parent / "moved")


def _put_a_folder_in_a_files_place(target: Path) -> None:
    (target / "index.html").unlink()
    (target / "index.html" / "folder").mkdir(parents=True)


def _put_a_file_in_a_folders_place(target: Path) -> None:
    shutil.rmtree(target / "posts")
    (target / "posts").touch()


def _close_file(target: Path) -> None:
    (target / "index.html").chmod(0o600)


def _open_folder(target: Path) -> None:
    (target / "posts").chmod(0o777)


def _change_marker(target: Path) -> None:
    (target / MARKER).write_text("waypost-manifest 1\n")


@pytest.mark.parametrize(
    "meddle",
    [
        _edit_behind_the_back,
        _truncate,
        _delete,
        _add_file,
        _add_empty_folder,
        _link_file,
        _link_folder,
        _put_a_folder_in_a_files_place,
        _put_a_file_in_a_folders_place,
        _close_file,
        _open_folder,
        _change_marker,
    ],
)
def test_whatever_was_done_to_the_tree_is_undone(
    site: Site, meddle: Callable[[Path], None]
) -> None:
    site.publish(_OLD)
    meddle(site.target)
    assert not site.publish(_OLD).unchanged
    assert site.files() == _OLD
    assert site.folders() == {"posts", "posts/a", "posts/b"}
    assert not any(path.is_symlink() for path in site.target.rglob("*"))
    modes = {S_IMODE(path.stat().st_mode) for path in site.target.rglob("*.html")}
    assert modes == {0o644}
    assert S_IMODE((site.target / "posts").stat().st_mode) == 0o755
    assert site.publish(_OLD).unchanged


@pytest.mark.parametrize(
    "path", [MARKER, "/a", "../a", "a/../b", "a//b", "", ".", "a/", "a\0b", "posts"]
)
def test_a_path_that_cannot_be_published_is_a_bug(site: Site, path: str) -> None:
    site.publish(_OLD)
    before = site.state()
    manifest = Manifest({**site.manifest(_OLD).entries, path: site.blobs.put(b"x")})
    refused = r"relative path|both a file and a folder|not a page's to take"
    with site.held() as held, pytest.raises(ValueError, match=refused):
        done(held, manifest, site.blobs)
    assert site.state() == before


def test_a_lost_blob_leaves_the_old_tree(site: Site) -> None:
    site.publish(_OLD)
    before = site.state(with_changes=False)
    manifest = site.manifest(_NEW)
    site.blobs.path(manifest.entries["posts/c/index.html"]).unlink()
    with site.held() as held, pytest.raises(LostBlob):
        done(held, manifest, site.blobs)
    assert site.state(with_changes=False) == before
    assert sorted(path.name for path in site.top.iterdir()) == ["cache", "public"]


def _no_links(source: str, target: str) -> None:
    raise OSError(errno.EPERM, os.strerror(errno.EPERM), source)


_CALLS: dict[str, Callable[..., object]] = {
    "os.mkdir": os.mkdir,
    "os.chmod": os.chmod,
    "os.utime": os.utime,
    "waypost.publish.stage.open": open,
}


@pytest.mark.parametrize("call", _CALLS)
@pytest.mark.parametrize("at", [1, 2])
@pytest.mark.parametrize(
    "number", [errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS, errno.EIO]
)
def test_a_refusal_of_the_system_leaves_the_old_tree(
    site: Site, monkeypatch: pytest.MonkeyPatch, call: str, at: int, number: int
) -> None:
    calls = 0

    def refuse(path: str, *arguments: object, **options: object) -> object:
        nonlocal calls
        calls += "stage-" in str(path)
        if calls == at:
            raise OSError(number, os.strerror(number), path)
        return _CALLS[call](path, *arguments, **options)

    site.publish(_OLD)
    before = site.state(with_changes=False)
    manifest = site.manifest({**_NEW, "posts/b/index.html": b"post b"})
    with site.held() as held, monkeypatch.context() as patched:
        patched.setattr(os, "link", _no_links)  # so that every call is made
        patched.setattr(call, refuse, raising=False)
        with pytest.raises(EnvironmentFault) as caught:
            done(held, manifest, site.blobs)
        assert os.strerror(number).lower() in caught.value.message
        assert [path.name for path in held.work.folder.iterdir()] == ["lock"]
    assert site.state(with_changes=False) == before
    assert sorted(path.name for path in site.top.iterdir()) == ["cache", "public"]


def test_an_old_tree_that_cannot_be_deleted_is_no_error(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.publish(_OLD)
    with monkeypatch.context() as patched:
        patched.setattr("waypost.publish.work._remove", lambda *_: None)
        site.publish(_NEW)
    assert site.files() == _NEW
    assert (site.top / ".public.waypost").exists() == (site.spare is None)
    site.publish(_NEW)
    assert sorted(path.name for path in site.top.iterdir()) == ["cache", "public"]


def test_files_that_others_put_there_meanwhile_stop_it(site: Site) -> None:
    with site.held() as held:
        site.target.mkdir()
        (site.target / "thesis.txt").write_text("years of work")
        with pytest.raises(UsageFault, match="is not empty"):
            done(held, site.manifest(_OLD), site.blobs)
    assert (site.target / "thesis.txt").exists()


def test_a_refused_destination_is_not_touched(site: Site) -> None:
    (site.top / "content").mkdir()
    with pytest.raises(UsageFault), publisher(site.top / "content", [site.top / "content"], ""):
        pass
    assert {path.name for path in site.top.iterdir()} - {"cache"} == {"content"}


_NAMES = st.sampled_from(["a", "b", "c.txt", "index.html", "é", ".x", "with space"])
_PATHS = st.lists(_NAMES, min_size=1, max_size=3).map("/".join)
_CONTENTS = st.sampled_from([b"", b"1", b"2", b"a longer text"])


def _has_no_file_above_a_file(files: Files) -> bool:
    return not any(other.startswith(f"{path}/") for path in files for other in files)


_TREES = st.dictionaries(_PATHS, _CONTENTS, max_size=8).filter(_has_no_file_above_a_file)


@settings(max_examples=60, deadline=None)
@given(
    trees=st.lists(_TREES, min_size=2, max_size=5),
    in_one_step=st.booleans(),
    links=st.booleans(),
    spare=st.sampled_from(["", "spare"]),
    harm=st.sampled_from([None, "delete", "change", "add", "lock", "link"]),
)
def test_every_tree_of_a_sequence_is_published_exactly(
    trees: list[Files], in_one_step: bool, links: bool, spare: str, harm: str | None
) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        if not in_one_step:
            patched.setattr(exchange, "_SWAPS", {})
        if not links:
            patched.setattr(os, "link", _no_links)
        site = Site(Path(folder), spare)
        before: Files = {}
        with site.held() as held:
            for files in trees:
                _publish_and_compare(site, held, before, files)
                _harm(site, harm)
                before = files


def _harm(site: Site, harm: str | None) -> None:
    """Do to the spare tree what nobody should, without doing it to the published one."""
    if harm is None or site.spare is None or not site.spare.is_dir():
        return
    for path in sorted(site.spare.rglob("*"), reverse=True):
        if harm == "delete":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        elif harm == "change" and path.is_file():
            path.unlink()
            path.write_text("of somebody else")
        elif harm == "lock" and path.is_dir():
            path.chmod(0o700)
        elif harm == "link" and path.is_file():
            path.unlink()
            path.symlink_to(site.top)
    if harm == "add":
        (site.spare / "more").mkdir(exist_ok=True)
        (site.spare / "more" / "index.html").write_text("of somebody else")


def _publish_and_compare(site: Site, held: Publisher, before: Files, files: Files) -> None:
    is_first = not site.target.exists()
    kept = {path for path in files if before.get(path) == files[path]} if not is_first else set()
    for number, path in enumerate(sorted(kept)):
        os.utime(site.target / path, ns=(10**18, 10**18 + number))
    published = done(held, site.manifest(files), site.blobs)

    assert site.files() == files
    parents = {str(parent) for path in files for parent in Path(path).parents}
    assert site.folders() == parents - {"."}
    for number, path in enumerate(sorted(kept)):
        assert (site.target / path).stat().st_mtime_ns == 10**18 + number
    assert published == Published(
        written=len(files) - len(kept),
        kept=len(kept),
        removed=len(before.keys() - files.keys()),
        unchanged=before == files and not is_first,
    )
    assert [path.name for path in held.work.folder.iterdir()] == ["lock"]


@pytest.mark.parametrize("large", [0, 100_000])
def test_the_old_tree_is_what_the_next_one_is_made_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    monkeypatch.setattr(beside, "LARGE", large)
    site = Site(tmp_path, "spare")
    assert site.spare
    site.publish(_OLD)
    assert not site.spare.exists()
    first = (site.target / "posts").stat().st_ino
    site.publish(_NEW)
    assert (site.spare / "posts").stat().st_ino == first
    assert (site.spare / "posts/b/index.html").read_bytes() == b"post b"
    site.publish(_OLD)
    assert (site.target / "posts").stat().st_ino == first


def test_without_a_spare_no_old_tree_is_left(tmp_path: Path) -> None:
    site = Site(tmp_path)
    for files in (_OLD, _NEW):
        site.publish(files)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "public"]
