"""The canonical encoding: equal values, and only they, give equal bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.model.digest import canonical, digest_of, digest_value
from waypost.model.hub import Grouping, Order


@dataclass(frozen=True)
class Pair:
    left: object
    right: object


@dataclass(frozen=True)
class Other:
    left: object
    right: object


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text() | st.dates() | st.sampled_from([*Order, *Grouping]),
    lambda inner: st.lists(inner, max_size=4).map(tuple)
    | st.dictionaries(st.text(), inner, max_size=4)
    | st.builds(Pair, inner, inner),
    max_leaves=12,
)  # fmt: skip


@given(values, values)
def test_encodings_are_equal_exactly_where_values_are(one: object, other: object) -> None:
    # repr tells True from 1, which == does not, and a digest must.
    assert (canonical(one) == canonical(other)) == (repr(one) == repr(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Pair(1, 2), Other(1, 2)),
        (Pair(1, 2), (1, 2)),
        (Order.NEWEST, "newest"),
        (date(2024, 1, 1), "2024-01-01"),
        (datetime(2024, 1, 1, tzinfo=UTC), date(2024, 1, 1)),
        (("a", ("b",)), ("a", "b")),
        ({"a": 1}, (("a", 1),)),
        (1, True),
        (1, 1.0),
        ("", None),
    ],
)
def test_values_of_different_kinds_never_meet(one: object, other: object) -> None:
    assert digest_value(one) != digest_value(other)


def test_the_order_of_a_mapping_does_not_count() -> None:
    assert digest_value({"a": 1, "b": 2}) == digest_value({"b": 2, "a": 1})


@pytest.mark.parametrize("value", [{1, 2}, object(), b"bytes", {1: 2}, float("nan")])
def test_what_has_no_encoding_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical(value)


def test_a_digest_has_40_hexadecimal_digits() -> None:
    assert len(digest_of(b"")) == 40
    assert set(digest_of(b"")) <= set("0123456789abcdef")
