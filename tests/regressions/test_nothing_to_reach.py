"""A site in which every post is related to another by itself ended as a bug."""

from __future__ import annotations

from support.values import archive, post


def test_a_small_archive_without_an_unreached_post_is_assembled() -> None:
    made = archive(post("a", topics="go"), post("b", topics="go"))
    assert made.value.reached == 2


def test_a_single_post_and_none_are_archives_too() -> None:
    assert archive(post("a")).value.reached == 0
    assert archive().value.reached == 0
