"""Which pages of the build before may be kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from support.increments import small_site
from support.sites import options, write
from support.values import SITE, archive, post
from waypost.builds import build
from waypost.config import Extensions, Options
from waypost.frames import Framed, find_frame
from waypost.framing import recipes_before
from waypost.inputs import take_stock
from waypost.load.gist import with_gist
from waypost.model.artifact import Anatomy
from waypost.model.digest import Digest, digest_of
from waypost.model.frame import Frame, Made
from waypost.model.site import ParseSettings
from waypost.model.urls import url_of
from waypost.plan.assemble import site_view
from waypost.remembered import frame_basis, frame_key
from waypost.store.blobs import Blobs
from waypost.store.cache import open_cache

VIEW = site_view(archive(with_gist(post("a"))).value, SITE)
RECIPE = digest_of(b"recipe")
FIFTH = "content/posts/fifth.md"


def made(digest: Digest, recipe: Digest) -> Made:
    return Made(digest_of(b"key"), digest, 1, Anatomy(), recipe)


def test_pages_are_kept_that_are_there_on_a_site_that_looks_the_same(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    there = blobs.put(b"page")
    pages = {
        "there": made(there, RECIPE),
        "lost": made(digest_of(b"lost"), RECIPE),
        "of no recipe": made(there, Digest("")),
    }
    frame = Frame(ParseSettings(), VIEW, {}, {}, {}, pages)
    assert recipes_before(frame, VIEW, blobs) == {"there": RECIPE}
    assert recipes_before(frame, replace(VIEW, nav=()), blobs) == {}
    assert recipes_before(None, VIEW, blobs) == {}


def frame_of(asked: Options) -> Frame:
    """Build a site, and give the frame that is kept of it."""
    build(asked)
    framed = kept_of(asked)
    assert framed
    return framed.frame


def kept_of(asked: Options) -> Framed | None:
    """Give what is kept of the last build of a site."""
    with open_cache(asked.layout.work) as cache:
        key = frame_key(frame_basis(asked, take_stock(asked, Extensions())), cache)
        return find_frame(key, asked, cache) if key else None


def test_a_frame_after_an_edit_is_that_of_a_clean_build(tmp_path: Path) -> None:
    frames = []
    for name, edited in (("edited", True), ("clean", False)):
        root = small_site(tmp_path / name)
        if edited:
            build(options(root))
        text = (root / FIFTH).read_text(encoding="utf-8")
        write(root, {FIFTH: text.replace("title: Fifth", "title: Another fifth")})
        frames.append(frame_of(options(root)))
    assert frames[0] == frames[1]


def test_anatomies_of_a_frame_name_no_outputs(tmp_path: Path) -> None:
    frame = frame_of(options(small_site(tmp_path / "site")))
    named = {url for page in frame.pages.values() for url in page.anatomy.urls}
    assert not named & {f"/{url_of(path)}" for path in frame.outputs}


def test_frames_of_edits_lie_on_the_whole_one_before_them(tmp_path: Path) -> None:
    root = small_site(tmp_path / "site")
    build(options(root))
    first = kept_of(options(root))
    for words in ("again and again", "and again"):
        text = (root / FIFTH).read_text(encoding="utf-8")
        write(root, {FIFTH: f"{text.rstrip()} {words}\n"})
        build(options(root))
    last = kept_of(options(root))
    assert first
    assert last
    assert last.whole
    assert last.whole == first.whole
    assert last.frame != last.whole.frame == first.frame


@pytest.mark.parametrize("data", [None, b"", b"{}"])
def test_a_frame_whose_whole_one_is_lost_or_damaged_is_kept_anew(
    tmp_path: Path, data: bytes | None
) -> None:
    root = small_site(tmp_path / "site")
    build(options(root))
    kept = kept_of(options(root))
    assert kept
    assert kept.whole
    blob = Blobs(root / ".waypost/cache/blobs").path(kept.whole.digest)
    blob.unlink() if data is None else blob.write_bytes(data)
    assert kept_of(options(root)) is None
    text = (root / FIFTH).read_text(encoding="utf-8")
    clean = small_site(tmp_path / "clean")
    for site in (root, clean):
        write(site, {FIFTH: f"{text.rstrip()} and again\n"})
    assert frame_of(options(root)) == frame_of(options(clean))


@pytest.mark.parametrize(
    ("old", "new"),
    [("Fifth column", "Fifth row"), ("again", "[again](#again)"), ("again", "patiently again")],
)
def test_a_frame_with_pages_of_the_one_before_is_that_of_a_clean_build(
    tmp_path: Path, old: str, new: str
) -> None:
    root, file = small_site(tmp_path / "site"), FIFTH
    frame_of(options(root))
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    edited = {file: text.replace(old, new)}
    write(root, edited)
    clean = small_site(tmp_path / "clean")
    write(clean, edited)
    assert frame_of(options(root)) == frame_of(options(clean))
    kept = [kept_of(options(site)) for site in (root, clean)]
    assert len({framed.build.edition for framed in kept if framed}) == 1
