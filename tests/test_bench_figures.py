"""What the benchmarks change, and how their figures are drawn."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from bench.edits import EDITS, paragraph
from bench.picture import Bar, Group, drawn, groups
from waypost.load.posts import load_post
from waypost.model.post import Post
from waypost.model.site import ParseSettings

TEXT = '---\ntitle: "Old: name"\ndate: 2024-01-01\n---\n\nSome words of a post here.\n'


def loaded(text: str) -> Post:
    made = load_post("content/posts/a.md", text.encode(), ParseSettings())
    assert made.diagnostics == ()
    assert made.value
    return made.value.post


ALL = EDITS | {"a paragraph on top": paragraph}


@pytest.mark.parametrize(
    ("edit", "changed", "kept"),
    [
        ("nothing changed", set(), {"digest", "title", "body", "terms", "words"}),
        ("one body, same terms", {"digest", "body"}, {"title", "terms", "words"}),
        ("one body, a sentence more", {"digest", "body", "terms", "words"}, {"title"}),
        ("a paragraph on top", {"digest", "body", "terms", "words"}, {"title"}),
        ("one title", {"digest", "title"}, {"body", "words"}),
    ],
)
def test_an_edit_changes_what_it_says(edit: str, changed: set[str], kept: set[str]) -> None:
    before = loaded(TEXT)
    for number in range(3):
        after = loaded(ALL[edit](TEXT, number))
        for name in changed | kept:
            assert (getattr(after, name) != getattr(before, name)) == (name in changed), name


def series(generator: str, posts: int, *seconds: float, **more: str) -> dict[str, object]:
    return {
        "generator": generator,
        "posts": posts,
        "runs": [{"seconds": one} for one in seconds],
        **more,
    }


def test_figures_are_grouped_and_their_medians_drawn() -> None:
    found = list(
        groups(
            [
                series("waypost", 10_000, 30.0, 29.0, 90.0),
                series("eleventy", 10_000, 25.0),
                series("waypost", 10_000, 1.0, edit="nothing changed"),
                series("eleventy", 10_000, 26.0, edit="one title"),
            ]
        )
    )
    assert found == [
        Group(
            "Cold build of 10,000 posts",
            (Bar("Waypost", 30.0, True), Bar("Eleventy", 25.0, False)),
        ),
        Group(
            "The next build, 10,000 posts",
            (Bar("Waypost: nothing changed", 1.0, True), Bar("Eleventy: all anew", 26.0, False)),
        ),
    ]
    picture = ElementTree.fromstring(drawn(found))
    assert "Waypost 30.0, Eleventy 25.0" in picture.attrib["aria-label"]
    widths = [
        float(bar.attrib["width"]) for bar in picture.iter("{http://www.w3.org/2000/svg}rect")
    ]
    assert widths[1] / widths[0] == pytest.approx(25 / 30, abs=0.01)
    assert widths[2] / widths[3] == pytest.approx(1 / 26, abs=0.01)
