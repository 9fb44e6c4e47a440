"""Posts that no page leads to, and posts that no sentence links to."""

from __future__ import annotations

from typing import Any

import pytest

from support.audits import flaws, subjects
from support.values import cite, hub, link, path, post
from waypost.graph.audit.reach import unlinked_posts, unreached_posts
from waypost.model.fragment import Fragment
from waypost.model.hub import Citation

GO = [post(name, day, "go") for name, day in (("a", "2020-01-01"), ("b", "2021-01-01"))]
TO_LOST = Fragment("<p>x</p>", (link("lost"),))


@pytest.mark.parametrize(
    ("values", "found"),
    [
        pytest.param([], ["unreached-post lost"], id="it has no topic"),
        pytest.param([post("c", "2022-01-01", "go")], ["unreached-post lost"], id="others have one"),
        pytest.param([path("p", "lost")], [], id="it stands on a path"),
        pytest.param([path("p", "a", introduction=TO_LOST)], [], id="a path's text links to it"),
        pytest.param([hub("go", introduction=TO_LOST)], [], id="a hub's text links to it"),
        pytest.param(
            [hub("go", start_here=(cite("lost"),))], [], id="a hub cites it that it isn't of"
        ),
    ],
)  # fmt: skip
def test_a_post_is_reached_by_hubs_and_paths(values: list[Any], found: list[str]) -> None:
    lost = post("lost", "2019-01-01")
    curated = [] if any(getattr(v, "slug", "") == "go" for v in values) else [hub("go")]
    assert subjects(unreached_posts, *GO, lost, *curated, *values) == found


@pytest.mark.parametrize(
    ("sections", "found"),
    [
        (["references"], []),
        (["start-here"], ["unreached-post b"]),
        (["core-themes"], ["unreached-post a"]),
        (["start-here", "core-themes"], []),
    ],
)
def test_a_hub_leads_to_what_its_sections_show(sections: list[str], found: list[str]) -> None:
    made = hub("go", start_here=(cite("a"),), themes={"T": "b"}, sections=sections)
    assert subjects(unreached_posts, *GO, made) == found


@pytest.mark.parametrize(
    ("values", "found"),
    [
        pytest.param([], ["unlinked-post b"], id="no link at all"),
        pytest.param([post("c", links=(link("b"),))], ["unlinked-post c"], id="from a post"),
        pytest.param([hub("go", introduction=Fragment("x", (link("b"),)))], [], id="from a hub"),
        pytest.param(
            [hub("go", failure_modes=(Fragment("x", (link("b"),)),))], [], id="from a failure mode"
        ),
        pytest.param(
            [hub("go", start_here=(Citation(cite("a").post, None, Fragment("x", (link("b"),))),))],
            [], id="from a note",
        ),
        pytest.param(
            [hub("go", failure_modes=(Fragment("x", (link("b"),)),), sections=["references"])],
            ["unlinked-post b"], id="from a section that is not shown",
        ),
        pytest.param([path("p", "a", introduction=Fragment("x", (link("b"),)))], [], id="from a path"),
        pytest.param([path("p", "a b")], ["unlinked-post b"], id="a step is no sentence"),
        pytest.param(
            [hub("go", start_here=(cite("b"),), themes={"T": "a b"})],
            ["unlinked-post b"], id="posts to read are no sentences",
        ),
    ],
)  # fmt: skip
def test_only_links_in_prose_count(values: list[Any], found: list[str]) -> None:
    linking = post("b", "2021-01-01", "go", links=(link("a"),))
    assert subjects(unlinked_posts, GO[0], linking, *values) == found


def test_a_link_to_itself_does_not_count_and_a_superseded_post_needs_none() -> None:
    from support.values import at

    found = subjects(
        unlinked_posts,
        post("self", links=(link("self"), link("new"))),
        post("old", superseded_by=at("new")),
        post("new"),
    )
    assert found == ["unlinked-post self"]


def test_a_finding_stands_at_the_title() -> None:
    (found,) = flaws(unlinked_posts, post("a"))
    assert str(found.diagnostic.place) == "content/posts/a.md:2:1"
    assert found.fingerprint == ("unlinked-post", "content/posts/a.md", "a")
