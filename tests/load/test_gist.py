"""The gist of a post: it changes with all that others can know of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from waypost.load.gist import with_gist
from waypost.model.component import Call
from waypost.model.diagnostic import Located, Place, error
from waypost.model.digest import digest_of
from waypost.model.fields import field_names
from waypost.model.fragment import Heading, Link, LinkKind
from waypost.model.post import WORDS_A_MINUTE, Post, Terms, When

HERE = Place("content/posts/a.md", 2, 3)


def said(value: Any) -> Located[Any]:
    return Located(value, HERE)


POST = Post(
    source="content/posts/a.md",
    digest=digest_of(b"file"),
    slug=said("a"),
    title=said("A"),
    date=said(When(date(2024, 1, 2))),
    description="About a.",
    topics=(said("go"),),
    body=digest_of(b"text"),
    words=WORDS_A_MINUTE,
)
LINK = Link(LinkKind.EXTERNAL, "https://example.org/", "", HERE)
OTHER: dict[str, Any] = {
    "source": "content/posts/b.md",
    "slug": said("b"),
    "title": said("B"),
    "date": said(When(date(2024, 1, 3))),
    "description": "About b.",
    "topics": (),
    "updated": said(When(date(2024, 1, 3))),
    "expires": said(When(date(2034, 1, 3))),
    "draft": True,
    "aliases": (said("/old"),),
    "authors": (said("Ada"),),
    "image": LINK,
    "image_alt": "A drawing",
    "superseded_by": said("b"),
    "evergreen": True,
    "toc": False,
    "links": (LINK,),
    "outline": (Heading(2, "why", "Why"),),
    "anchors": ("why",),
    "terms": Terms("go 2"),
    "words": WORDS_A_MINUTE + 1,
    "identity": "pinned",
    "introduction": "First of all.",
    "calls": (Call("video", (), HERE),),
    "has_diagrams": True,
}
OWN = {"digest", "body", "gist"}


@pytest.mark.parametrize("name", sorted(set(field_names(Post)) - OWN))
def test_a_gist_holds_every_field_that_others_read(name: str) -> None:
    changed = replace(POST, **{name: OTHER[name]})
    assert with_gist(changed).gist != with_gist(POST).gist


def test_the_text_alone_leaves_the_gist_as_it_is() -> None:
    changed = replace(POST, digest=digest_of(b"b"), body=digest_of(b"c"), words=POST.words - 1)
    assert with_gist(changed).gist == with_gist(POST).gist
    assert with_gist(with_gist(POST)) == with_gist(POST)


def test_what_is_wrong_with_a_post_is_part_of_its_gist() -> None:
    # In a file that it includes, which the post may be without after the next edit.
    there = Place("content/posts/kept/data.csv", 2, 1)
    found = error("ragged-rows", "this row has 1 cell", there, "separate the cells")
    assert with_gist(POST, (found,)).gist != with_gist(POST).gist
