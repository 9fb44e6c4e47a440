"""One rule decides what is shown, and each thing left out has one reason."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.values import SITE, archive, at, post
from waypost.graph.visibility import omission, term_of
from waypost.model.archive import Reason
from waypost.model.post import Post, When
from waypost.model.site import Selection

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)


def expiring(until: str, **more: Any) -> Post:
    return post("a", expires=at(When(datetime.fromisoformat(until).date())), **more)


@pytest.mark.parametrize(
    ("given_post", "reason"),
    [
        (post("a", "2024-05-31"), None),
        (post("a", "2024-06-01"), None),
        (post("a", "2024-06-02"), Reason.FUTURE),
        (post("a", draft=True), Reason.DRAFT),
        (post("a", "2030-01-01", draft=True), Reason.DRAFT),
        (expiring("2024-06-01"), Reason.EXPIRED),
        (expiring("2024-06-02"), None),
        (expiring("2024-05-01", day="2024-07-01"), Reason.FUTURE),
    ],
)
def test_a_post_is_left_out_for_one_reason(given_post: Post, reason: Reason | None) -> None:
    left_out = omission(given_post, Selection(NOW), term_of(given_post, SITE.timezone))
    assert (left_out.reason if left_out else None) == reason


@pytest.mark.parametrize(
    ("given_post", "flag"),
    [
        (post("a", draft=True), "drafts"),
        (post("a", "2030-01-01"), "future"),
        (expiring("2020-01-01"), "expired"),
    ],
)
def test_each_switch_shows_its_kind(given_post: Post, flag: str) -> None:
    assert omission(given_post, Selection(NOW), term_of(given_post, SITE.timezone))
    assert (
        omission(given_post, Selection(NOW, **{flag: True}), term_of(given_post, SITE.timezone))
        is None
    )


posts = st.lists(
    st.tuples(
        st.integers(0, 6), st.dates().map(str), st.booleans(), st.none() | st.dates().map(str)
    ),
    max_size=12,
)


@given(posts, st.booleans(), st.booleans(), st.booleans())
def test_published_and_left_out_make_up_what_was_found(
    drawn: list[tuple[int, str, bool, str | None]], drafts: bool, future: bool, expired: bool
) -> None:
    sources = [
        post(
            f"slug-{number}",
            day,
            source=f"content/posts/{position}.md",
            draft=draft,
            expires=at(When(datetime.fromisoformat(expires).date())) if expires else None,
        )
        for position, (number, day, draft, expires) in enumerate(drawn)
    ]
    made = archive(
        *sources, selection=Selection(NOW, drafts, future, expired), broken=("content/posts/x.md",)
    )
    shown = [post.source for post in made.value.posts]
    left_out = [omission.source for omission in made.value.omitted]
    assert sorted(shown + left_out) == sorted([*(s.source for s in sources), "content/posts/x.md"])
