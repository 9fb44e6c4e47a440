"""Hubs that are nearly the same posts."""

from __future__ import annotations

from typing import Any

import pytest

from support.audits import flaws, subjects
from support.values import hub, post, topic
from waypost.graph.audit.overlap import overlapping_hubs


def posts(both: int, one: int, other: int) -> list[Any]:
    """Make posts with two topics, and posts with only one of them."""
    groups = ("ai llm", both), ("ai", one), ("llm", other)
    return [
        post(f"{topics.replace(' ', '-')}-{n}", topics=topics)
        for topics, count in groups
        for n in range(count)
    ]


@pytest.mark.parametrize(
    ("both", "one", "other", "found"),
    [
        (3, 1, 1, []),
        (4, 1, 1, ["overlapping-hubs ai llm"]),
        (3, 0, 0, ["overlapping-hubs ai llm"]),
        (4, 3, 0, []),
        (0, 3, 3, []),
    ],
)
def test_more_than_sixty_percent_of_what_either_has_are_too_many(
    both: int, one: int, other: int, found: list[str]
) -> None:
    assert subjects(overlapping_hubs, *posts(both, one, other)) == found


@pytest.mark.parametrize(
    ("more", "place", "first"),
    [
        ([], "content/posts/ai-llm-3.md:4:1", "'ai' and 'llm'"),
        ([topic("ai")], "content/topics.yaml:1:1", "'ai' and 'llm'"),
        ([hub("llm")], "content/hubs/llm.md", "'llm' and 'ai'"),
        ([hub("llm", topics="llm")], "content/hubs/llm.md:3:1", "'llm' and 'ai'"),
        ([hub("llm"), hub("ai")], "content/hubs/ai.md", "'ai' and 'llm'"),
    ],
)
def test_a_finding_stands_where_an_editor_can_change_it(
    more: list[Any], place: str, first: str
) -> None:
    (found,) = flaws(overlapping_hubs, *posts(4, 0, 0), *more)
    assert str(found.diagnostic.place) == place
    assert first in found.diagnostic.message
    assert "4 of their 4 posts (100 percent)" in found.diagnostic.message
