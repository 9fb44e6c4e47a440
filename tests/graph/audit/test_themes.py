"""Themes that are out of proportion."""

from __future__ import annotations

import pytest

from support.audits import flaws, subjects
from support.values import hub, post
from waypost.graph.audit.themes import uneven_themes

POSTS = [post(f"p{n}", f"2024-01-{n + 1:02}", "go") for n in range(20)]


def reads(count: int) -> str:
    """Name some posts."""
    return " ".join(f"p{n}" for n in range(count))


@pytest.mark.parametrize(
    ("sizes", "found"),
    [
        ([2, 2, 6], []),
        ([2, 2, 7], ["unbalanced-theme go: C"]),
        ([2, 7], []),
        ([3, 3, 3, 10], ["unbalanced-theme go: D"]),
        ([2, 3, 3, 9], []),
        ([3, 3, 1], ["tiny-theme go: C"]),
        ([3, 3, 0], ["tiny-theme go: C"]),
        ([1, 1, 4], ["tiny-theme go: A", "tiny-theme go: B", "unbalanced-theme go: C"]),
        ([1], ["tiny-theme go: A"]),
        ([], []),
    ],
)
def test_themes_are_measured_by_their_median(sizes: list[int], found: list[str]) -> None:
    themes = {letter: reads(size) for letter, size in zip("ABCD", sizes, strict=False)}
    assert subjects(uneven_themes, *POSTS, hub("go", themes=themes)) == found


@pytest.mark.parametrize(("size", "words"), [(0, "no published posts"), (1, "1 published post ")])
def test_a_message_counts_in_words(size: int, words: str) -> None:
    (found,) = flaws(uneven_themes, *POSTS, hub("go", themes={"A": reads(size)}))
    assert words in found.diagnostic.message
    assert str(found.diagnostic.place) == "content/hubs/go.md:8:1"
