"""Tokens made the short way are those that the library makes."""

from __future__ import annotations

from markdown_it.token import Token

from waypost.load.tokens import new_token


def test_a_token_has_every_field_that_the_library_gives_it() -> None:
    assert new_token("p_open", "p", 1, level=2, block=True) == Token(
        "p_open", "p", 1, level=2, block=True
    )
    assert new_token("text", "", 0, block=False) == Token("text", "", 0)


def test_tokens_share_nothing() -> None:
    one, other = (new_token("a", "a", 1, block=False) for _ in range(2))
    one.attrs["href"] = one.meta["at"] = "x"
    assert (other.attrs, other.meta) == ({}, {})
