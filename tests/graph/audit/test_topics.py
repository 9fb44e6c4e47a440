"""Large topics without a page of an editor's."""

from __future__ import annotations

from typing import Any

import pytest

from support.audits import flaws, subjects
from support.values import hub, post, topic
from waypost.graph.audit.topics import uncurated_topics


def posts(count: int) -> list[Any]:
    """Make posts of one topic."""
    return [post(f"p{n}", f"2024-01-{n + 1:02}", "go") for n in range(count)]


@pytest.mark.parametrize(
    ("count", "more", "found"),
    [
        (9, [], []),
        (10, [], ["uncurated-topic go"]),
        (10, [hub("go")], []),
        (10, [hub("gophers", topics="Go")], []),
        (10, [hub("gophers", topics="golang"), topic("go", aliases=["golang"])], []),
        (10, [hub("gophers", topics="go rust"), post("r", topics="rust")], ["uncurated-topic go"]),
    ],
)
def test_ten_posts_are_worth_a_page(count: int, more: list[Any], found: list[str]) -> None:
    assert subjects(uncurated_topics, *posts(count), *more) == found


@pytest.mark.parametrize(
    ("more", "place"),
    [([], "content/posts/p0.md:4:1"), ([topic("go")], "content/topics.yaml:1:1")],
)
def test_a_finding_stands_where_the_topic_is_named(more: list[Any], place: str) -> None:
    (found,) = flaws(uncurated_topics, *posts(10), *more)
    assert str(found.diagnostic.place) == place
    assert found.diagnostic.fix.startswith("run `waypost hub promote go`")
