"""A plan that remembers the one before is the one that is made from nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from msgspec.structs import replace

from support.planted import histories
from support.tied import EDITS, POSTS
from support.values import SITE, archive, at, hub, link, path, post, topic
from waypost.model.fragment import LinkKind
from waypost.model.memory import NONE, Memory
from waypost.model.plan import Plan
from waypost.model.post import Post
from waypost.plan.assemble import plan_site


def planned(posts: Mapping[str, Post], memory: Memory, *others: Any) -> Plan:
    """Plan a site of some posts, a hub and a path."""
    built = archive(*posts.values(), *(others or (hub("go"), path("way", "oldest later"))))
    return plan_site(built.value, SITE, (), memory=memory).value


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
@pytest.mark.parametrize("slug", POSTS)
def test_an_edit_of_a_post_is_seen_wherever_it_shows(slug: str, edit: Mapping[str, Any]) -> None:
    memory = Memory(lasting=True)
    for posts in (POSTS, {**POSTS, slug: replace(POSTS[slug], **edit)}, POSTS):
        assert planned(posts, memory) == planned(posts, NONE)


FIRST = (hub("go"), path("way", "oldest later"), topic("salt", "Salt"))
OTHERS = {
    "a hub": (replace(FIRST[0], title=at("Of Go")), *FIRST[1:]),
    "a path": (FIRST[0], replace(path("way", "oldest later"), title=at("Another way")), FIRST[2]),
    "a topic": (*FIRST[:2], topic("salt", "The salt")),
}


@pytest.mark.parametrize("others", OTHERS.values(), ids=OTHERS.keys())
def test_the_name_of_anything_else_is_seen_where_a_link_leads_there(others: Any) -> None:
    memory, links = Memory(lasting=True), (link("go"), link("way"), link("salt", LinkKind.TOPIC))
    posts = {
        **POSTS,
        "alone": replace(POSTS["alone"], links=links),
        "salty": post("salty", "2010-01-01", "salt"),
    }
    for edited in (FIRST, others):
        assert planned(posts, memory, *edited) == planned(posts, NONE, *edited)


def test_the_title_of_a_successor_is_seen_wherever_it_came_from() -> None:
    memory, posts = Memory(lasting=True), dict(POSTS)
    # Of nine posts that share its topic, none of the lists of a post shows it.
    posts |= {name: post(name, "2021-05-05", "go tea") for name in "abcdefghi"}
    posts["former"] = replace(posts["former"], superseded_by=at("alone"))
    for title in ("Alone", "Otherwise"):
        posts["alone"] = post("alone", "2010-01-01", title=title)
        assert planned(posts, memory) == planned(posts, NONE)


def test_a_page_that_shows_nothing_of_an_edited_post_is_the_very_same() -> None:
    memory = Memory(lasting=True)
    before = {page.path: page for page in planned(POSTS, memory).pages}
    edited = {**POSTS, "newest": replace(POSTS["newest"], **EDITS["a title"])}
    after = {page.path: page for page in planned(edited, memory).pages}
    same = {path for path, page in after.items() if before[path] is page}
    assert "posts/alone/index.html" in same
    assert "posts/linked/index.html" not in same


@given(histories())
def test_any_history_of_an_archive_is_planned_as_from_nothing(history: list[list[Any]]) -> None:
    memory = Memory(lasting=True)
    for sources in history:
        built = archive(*sources).value
        made = plan_site(built, SITE, (), memory=memory)
        assert made == plan_site(built, SITE, ())
