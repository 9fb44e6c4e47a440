"""Digests name bytes: in the same words, wherever and whenever they are made."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.model.digest import digest_of


@pytest.mark.parametrize(
    ("data", "digest"),
    [
        (b"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4"),
        (b"text", "982d9e3eb996f559e633f4d194def3761d909f5a"),
    ],
)
def test_a_digest_is_40_hexadecimal_digits_of_sha256(data: bytes, digest: str) -> None:
    assert digest_of(data) == digest


@given(st.binary(max_size=3), st.binary(max_size=3))
def test_digests_are_equal_exactly_where_bytes_are(one: bytes, other: bytes) -> None:
    assert (digest_of(one) == digest_of(other)) == (one == other)
