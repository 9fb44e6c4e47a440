"""A recipe holds all that the page of a post is made of, so that pages of one recipe are one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from msgspec.structs import replace

from support.tied import EDITS, POSTS
from support.values import SITE, archive, at, hub, path
from waypost.load.gist import with_gist
from waypost.model.archive import NodeKind, Reference
from waypost.model.digest import Digest
from waypost.model.evidence import RelatedPost
from waypost.model.plan import NO_RECIPE, Kept, PagePlan
from waypost.model.post import Post
from waypost.plan.assemble import plan_site
from waypost.plan.recipes import Own, Recipes, named


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


def test_how_much_is_in_common_is_no_part_of_a_recipe() -> None:
    """It is not shown, and an edit of one post changes it for many."""
    made = with_gist(POSTS["alone"])
    known = Recipes({"alone": Digest("1"), "newest": Digest("2")}, Digest("3"))

    def recipe(*related: RelatedPost) -> Digest:
        return known.of(Own(made, (), related, (), (), (), None, None, (), ()))

    one = RelatedPost("newest", 0.5, topics=("go",))
    assert recipe(one) == recipe(one._replace(score=0.25))
    assert len({recipe(), recipe(one), recipe(one._replace(topics=()))}) == 3


def test_where_nobody_asks_or_posts_have_no_gist_there_are_no_recipes() -> None:
    assert {page.recipe for page in pages(POSTS).values()} == {NO_RECIPE}
    planned = plan_site(archive(*POSTS.values()).value, SITE, (), before={}).value
    assert {page.recipe for page in planned.pages} == {NO_RECIPE}


NAMED = {
    "the post itself": ((), (), (), ("own",)),
    "posts that it links to": (
        (Reference(NodeKind.POST, "a"), Reference(NodeKind.HUB, "go"), Reference(NodeKind.PAGE)),
        (),
        (),
        ("own", "a"),
    ),
    "what is related": ((), (RelatedPost("b", 1.0),), (), ("own", "b")),
    "posts that both cite": (
        (),
        (RelatedPost("b", 1.0, cites=("c", "d")),),
        (),
        ("own", "b", "c", "d"),
    ),
    "what something stands for": (
        (),
        (RelatedPost("b", 1.0, instead_of="c"),),
        (),
        ("own", "b", "c"),
    ),
    "posts that link to it": ((), (), ("e", "f"), ("own", "e", "f")),
}


@pytest.mark.parametrize(
    ("references", "related", "backlinks", "names"), NAMED.values(), ids=NAMED.keys()
)
def test_every_post_is_named_that_a_page_shows(
    references: Any, related: Any, backlinks: Any, names: tuple[str, ...]
) -> None:
    assert named("own", references, related, backlinks) == names
