"""A recipe holds all that the page of a post is made of, so that pages of one recipe are one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from support.values import SITE, archive, at, hub, link, path, post
from waypost.load.gist import with_gist
from waypost.model.digest import Digest, digest_of
from waypost.model.plan import NO_RECIPE, Kept, PagePlan
from waypost.model.post import Post, When
from waypost.plan.assemble import plan_site

POSTS: Mapping[str, Post] = {
    made.slug.value: made
    for made in (
        post("oldest", "2020-01-01", "go", links=(link("linked"), link("alone"))),
        post("linked", "2021-01-01", "go", links=(link("newest", anchor="end"),), anchors=("end",)),
        post("alone", "2022-01-01"),
        post("former", "2022-06-01", "go tea", superseded_by=at("later")),
        post("later", "2023-01-01", "tea", links=(link("go"), link("way")), image_alt="Tea"),
        post("newest", "2024-01-01", "tea", links=(link("linked"),), anchors=("end",)),
    )
}

EDITS: Mapping[str, Mapping[str, Any]] = {
    "a title": {"title": at("Otherwise")},
    "a description": {"description": "Of something else."},
    "a day": {"date": at(When(date(2021, 7, 7)))},
    "an update": {"updated": at(When(date(2025, 7, 7)))},
    "a text": {"body": digest_of(b"another text")},
    "minutes": {"words": 10_000},
    "topics": {"topics": (at("GO"), at("tests"))},
    "links": {"links": (link("alone"),)},
    "a successor": {"superseded_by": at("oldest")},
    "a draft": {"draft": True},
    "what an image shows": {"image_alt": "Something else"},
    "another address": {"slug": at("moved")},
}


def pages(
    posts: Mapping[str, Post], before: Mapping[str, Digest] | None = None
) -> dict[str, PagePlan]:
    """Plan a site of some posts, each with its gist."""
    made = (with_gist(post) for post in posts.values())
    built = archive(*made, hub("go"), path("way", "oldest later"))
    plan = plan_site(built.value, SITE, (), before=before).value
    return {page.path: page for page in plan.pages}


def recipes(planned: Mapping[str, PagePlan]) -> dict[str, Digest]:
    return {path: page.recipe for path, page in planned.items() if page.recipe}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
@pytest.mark.parametrize("slug", POSTS)
def test_pages_of_one_recipe_are_one(slug: str, edit: Mapping[str, Any]) -> None:
    before = pages(POSTS, {})
    after = {**POSTS, slug: replace(POSTS[slug], **edit)}
    whole, kept = pages(after, {}), pages(after, recipes(before))
    same = {path for path, page in kept.items() if isinstance(page.view, Kept)}
    assert same == {p for p, recipe in recipes(whole).items() if recipes(before).get(p) == recipe}
    for page in same:
        assert whole[page] == before[page]
        assert kept[page] == replace(whole[page], view=Kept(POSTS[page.split("/")[1]].title.value))
    assert {p: page for p, page in kept.items() if p not in same} == {
        p: page for p, page in whole.items() if p not in same
    }


def test_an_edit_leaves_others_their_recipes() -> None:
    before = recipes(pages(POSTS, {}))
    after = {**POSTS, "newest": replace(POSTS["newest"], title=at("Otherwise"))}
    same = {path for path, recipe in recipes(pages(after, {})).items() if before[path] == recipe}
    assert "posts/alone/index.html" in same
    assert "posts/linked/index.html" not in same


def test_where_nobody_asks_or_posts_have_no_gist_there_are_no_recipes() -> None:
    assert {page.recipe for page in pages(POSTS).values()} == {NO_RECIPE}
    planned = plan_site(archive(*POSTS.values()).value, SITE, (), before={}).value
    assert {page.recipe for page in planned.pages} == {NO_RECIPE}
