"""Reading paths, and posts that stand in for others."""

from __future__ import annotations

import pytest

from support.values import archive, at, codes, path, post


def test_steps_stand_in_the_editors_order() -> None:
    made = archive(post("a"), post("b"), post("c"), path("p", "c a b"))
    assert [s.cited.post for s in made.value.paths["p"].steps] == ["c", "a", "b"]


def test_a_step_that_is_not_published_is_left_out_with_a_warning() -> None:
    made = archive(post("a"), post("d", draft=True), path("p", "a d"))
    assert codes(made) == ["unpublished-post"]
    assert [s.cited.post for s in made.value.paths["p"].steps] == ["a"]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ("a x", ["unknown-post"]),
        ("a a", ["cited-twice"]),
        ("d", ["empty-path", "unpublished-post"]),
    ],
)
def test_mistakes_in_a_path_are_found(steps: str, expected: list[str]) -> None:
    made = archive(post("a"), post("d", draft=True), path("p", steps))
    assert codes(made) == expected


def superseded(slug: str, by: str) -> object:
    return post(slug, superseded_by=at(by, f"content/posts/{slug}.md", 7))


def test_a_superseded_post_knows_its_successor() -> None:
    made = archive(superseded("old", "new"), post("new"))
    assert made.value.cards["old"].superseded_by == "new"
    assert made.value.cards["new"].superseded_by == ""


@pytest.mark.parametrize(
    ("posts", "expected"),
    [
        ([superseded("a", "nwe"), post("new")], ["unknown-post"]),
        ([superseded("a", "b"), post("b", draft=True)], ["unpublished-target"]),
        ([superseded("a", "b"), superseded("b", "a")], ["circular-succession"] * 2),
        ([superseded("a", "a")], ["circular-succession"]),
    ],
)
def test_a_successor_that_is_none_is_found(posts: list[object], expected: list[str]) -> None:
    made = archive(*posts)
    assert codes(made) == expected
    assert all(card.superseded_by == "" for card in made.value.cards.values())


def test_what_leads_into_a_circle_is_no_circle() -> None:
    made = archive(superseded("x", "a"), superseded("a", "b"), superseded("b", "a"))
    assert codes(made) == ["circular-succession"] * 2
    assert made.value.cards["x"].superseded_by == "a"


def test_two_sources_of_one_slug_are_an_error_that_names_both() -> None:
    made = archive(
        post("a", source="content/posts/one.md"),
        post("a", source="content/posts/two.md"),
    )
    assert codes(made) == ["url-collision"]
    message = made.diagnostics[0].message
    assert "content/posts/one.md" in message
    assert "content/posts/two.md" in message
