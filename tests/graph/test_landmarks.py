"""Landmarks: the posts that the archive keeps linking to."""

from __future__ import annotations

import pytest

from support.planted import fillers, finding, links
from support.values import at, post
from waypost.model.evidence import Finding


def most_linked(*counts: int) -> Finding | None:
    """Give the landmarks of a hub: p0, p1 and so on are linked to by so many posts."""
    posts = [post(f"p{n}", f"2020-01-{28 - n}", "bread") for n in range(max(len(counts), 4))]
    linking = [
        post(
            f"from-{m}",
            "2021-01-01",
            links=links(*[f"p{n}" for n, c in enumerate(counts) if c > m]),
        )
        for m in range(max(counts))
    ]
    return finding("claims.most-linked", *posts, *linking, *fillers(2))


@pytest.mark.parametrize(
    ("counts", "named", "links"),
    [
        ([3], ("p0",), (3,)),
        ([2], None, None),
        ([3, 5, 2], ("p1", "p0"), (5, 3)),
        ([3, 3, 3], ("p0", "p1", "p2"), (3, 3, 3)),
        ([3, 3, 3, 3], None, None),
        ([5, 4, 4, 4], ("p0",), (5,)),
        ([3, 5, 4, 3, 3], ("p1", "p2"), (5, 4)),
        ([6, 5, 4, 3], ("p0", "p1", "p2"), (6, 5, 4)),
    ],
)
def test_equally_linked_posts_are_named_together_or_not_at_all(
    counts: list[int], named: tuple[str, ...] | None, links: tuple[int, ...] | None
) -> None:
    found = most_linked(*counts)
    assert (found and (found["linked_posts"], found["links"])) == (named and (named, links))


def test_each_linking_post_counts_once_and_a_post_does_not_link_to_itself() -> None:
    members = [
        post("p0", "2020-01-09", "bread", links=links("p0")),
        *[post(f"p{n}", f"2020-01-0{n}", "bread") for n in (1, 2, 3)],
    ]
    twice = post("twice", links=links("p0", "p0", "p0", "p1", "p2"))
    others = [post("one", links=links("p0", "p1")), post("two", links=links("p1"))]
    found = finding("claims.most-linked", *members, twice, *others)
    assert found is not None
    assert dict(found.figures) == {"linked_posts": ("p1",), "links": (3,)}
    assert set(found.posts) == {"p1", "twice", "one", "two"}


def test_links_of_posts_that_are_not_published_do_not_count() -> None:
    members = [post(f"p{n}", f"2020-01-0{n + 1}", "bread") for n in range(4)]
    linking = [post(f"from-{n}", links=links("p0")) for n in range(2)]
    draft = post("draft", links=links("p0"), draft=True)
    assert finding("claims.most-linked", *members, *linking, draft) is None
    assert finding("claims.most-linked", *members, *linking, post("third", links=links("p0")))


def test_a_superseded_post_counts_too_since_most_would_not_be_true_otherwise() -> None:
    members = [post(f"p{n}", f"2020-01-0{n + 1}", "bread") for n in range(3)]
    old = post("old", "2019-01-01", "bread", superseded_by=at("p0"))
    linking = [post(f"from-{n}", links=links("old")) for n in range(3)]
    found = finding("claims.most-linked", *members, old, *linking)
    assert found is not None
    assert found["linked_posts"] == ("old",)


def test_three_posts_are_too_few_to_have_a_landmark() -> None:
    members = [post(f"p{n}", "2020-01-01", "bread") for n in range(3)]
    linking = [post(f"from-{n}", links=links("p0")) for n in range(5)]
    assert finding("claims.most-linked", *members, *linking) is None
