"""Digests name bytes: in the same words, wherever and whenever they are made."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.model.digest import digest_of


@pytest.mark.parametrize(
    ("data", "digest"),
    [
        (b"", "3345524abf6bbe1809449224b5972c41790b6cf2"),
        (b"text", "b4e9722e7b0b81777772e7b8bccc72d57700d0b1"),
    ],
)
def test_a_digest_is_40_hexadecimal_digits_of_blake2b(data: bytes, digest: str) -> None:
    assert digest_of(data) == digest


@given(st.binary(max_size=3), st.binary(max_size=3))
def test_digests_are_equal_exactly_where_bytes_are(one: bytes, other: bytes) -> None:
    assert (digest_of(one) == digest_of(other)) == (one == other)
