"""Which pages of the build before may be kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from support.values import SITE, archive, post
from waypost.framing import recipes_before
from waypost.load.gist import with_gist
from waypost.model.artifact import Anatomy
from waypost.model.digest import Digest, digest_of
from waypost.model.frame import Frame, Made
from waypost.model.site import ParseSettings
from waypost.plan.assemble import site_view
from waypost.store.blobs import Blobs

VIEW = site_view(archive(with_gist(post("a"))).value, SITE)
RECIPE = digest_of(b"recipe")


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
