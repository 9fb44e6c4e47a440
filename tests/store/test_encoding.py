"""Values as bytes: keys tell any two apart, and damage never decodes to a fault."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from waypost.load.hubs import load_hub
from waypost.load.paths import load_path
from waypost.load.posts import load_post
from waypost.model.archive import Omission, Reason
from waypost.model.artifact import Anatomy
from waypost.model.diagnostic import Checked, Place, error
from waypost.model.digest import digest_of
from waypost.model.hub import Grouping, HubDefinition, Order, PathDefinition
from waypost.model.post import Post
from waypost.model.site import ParseSettings
from waypost.outcome import Counts
from waypost.remembered import Remembered
from waypost.render.shape import Shape
from waypost.store.encoding import Damaged, as_seen, checksums, decode, encode, key_of, recalled
from waypost.traces import Parts, Trace

# --- keys -----------------------------------------------------------------------------


class Inner(Struct, frozen=True):
    name: str
    order: Order


class Row(Struct, frozen=True):
    text: str
    count: int | None
    share: float
    flag: bool
    day: date | None
    texts: tuple[str, ...]
    inner: tuple[Inner, ...]
    figures: dict[str, int]
    ids: frozenset[str]


# Few texts and numbers, so that equal rows come up.
texts = st.sampled_from(["", "a", "b", 'a","b', "null", "1", "\u2028", "é", "e\u0301"])
rows = st.builds(
    Row,
    text=texts,
    count=st.none() | st.integers(-1, 1),
    share=st.sampled_from([0.0, 1.0, 0.1, 1e300]),
    flag=st.booleans(),
    day=st.none() | st.sampled_from([date(2024, 1, 1), date(2024, 1, 2)]),
    texts=st.lists(texts, max_size=3).map(tuple),
    inner=st.lists(st.builds(Inner, texts, st.sampled_from(Order)), max_size=2).map(tuple),
    figures=st.dictionaries(texts, st.integers(0, 1), max_size=2),
    ids=st.frozensets(texts, max_size=3),
)


FIELDS = Row.__struct_fields__


@given(rows, rows, st.sampled_from(FIELDS))
def test_keys_are_equal_exactly_where_values_are(one: Row, other: Row, name: str) -> None:
    # The same but for one field, as rows that are equal all over are rare.
    for row in (other, replace(one, **{name: getattr(other, name)})):
        for field in FIELDS:
            left, right = getattr(one, field), getattr(row, field)
            assert (key_of(left) == key_of(right)) == (left == right)
        assert (key_of(one) == key_of(row)) == (one == row)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((1,), (True,)),
        ((1,), (1.0,)),
        (("",), (None,)),
        (("null",), (None,)),
        (("a", "b"), ("a,b",)),
        (("a", "b"), ('a","b',)),
        (("ab", "c"), ("a", "bc")),
        (("a", ("b",)), (("a", "b"),)),
        (("a",), ("a", None)),
        ((("a", 1), ("b", 2)), (("b", 2), ("a", 1))),
        ((Order.NEWEST,), (Grouping.YEAR,)),
        (("é",), ("e\u0301",)),
    ],
)
def test_a_key_tells_its_parts_apart(one: tuple[object, ...], other: tuple[object, ...]) -> None:
    assert key_of(*one) != key_of(*other)


def test_the_order_of_a_mapping_or_a_set_does_not_count() -> None:
    assert key_of({"a": 1, "b": 2}) == key_of({"b": 2, "a": 1})
    names = [str(number) for number in range(50)]
    assert key_of(frozenset(names)) == key_of(frozenset(reversed(names)))


@pytest.mark.parametrize("value", [object(), {1: 2}, 1j, lambda: None, range(3)])
def test_what_has_no_encoding_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        key_of(value)
    with pytest.raises(TypeError):
        key_of(Checked(value))


# --- values that are kept ---------------------------------------------------------------

POST = """\
---
title: 'A *title* with "odd" signs: é, 🗺'
date: 2024-03-01T10:20:30+05:30
updated: 2024-04-02
expires: 2031-01-01 00:00
description: What it says.
topics: [one, two]
aliases: [/old/]
authors: [Ann <https://example.com/ann>]
image: a.png
image_alt: A picture
unknown: field
---

See [[other]], [text](b.md#c) and `code`.

## A heading with *marks*

Words of the text, words of the text.
"""

HUB = """\
---
title: Maps
start_here:
  - post: first
    note: Begin *here*, or at [[second]].
themes:
  - title: Contours
    text: Lines of *one* height.
    reads: [second, {post: third, label: Third}]
failure_modes: ["A map that is *older* than the road."]
sections: [start-here, core-themes]
references: {order: oldest, group_by: year}
---
The introduction.
"""

PATH = """\
---
title: First steps
steps: [first, {post: second, note: Then *this*.}]
---
Begin.
"""

SETTINGS = ParseSettings()


def _post() -> Checked[Post | None]:
    loaded = load_post("content/posts/a.md", POST.encode(), SETTINGS)
    assert loaded.value is not None
    assert loaded.diagnostics
    return Checked(loaded.value.post, loaded.diagnostics)


TRACE = Trace(
    Parts(digest_of(b"e"), None, digest_of(b"s"), digest_of(b"v"), "post.html"),
    {"title": 4_000_000_000, "body": 0},
    ("view.title", "engine"),
    7,
)
FINDING = error("template-error", "no é", Place("templates/a.html", 3, 4), "write it out")
REMEMBERED = Remembered(
    since=datetime(2024, 1, 1, tzinfo=UTC),
    until=None,
    zone="Europe/Berlin",
    zone_digest=digest_of(b"zone"),
    diagnostics=(FINDING,),
    counts=Counts(
        1, 2, 3, 4,
        (Omission("content/posts/a.md", "A", Reason.DRAFT),),
        (Omission("b.md", "B", Reason.FUTURE, datetime(2030, 1, 1, 5, tzinfo=timezone(timedelta(hours=5, minutes=45)))),),
    ),
    found=5,
    pages=6,
    edition=digest_of(b"edition"),
    manifest={"index.html": digest_of(b"page"), "é.html": digest_of(b"other")},
)  # fmt: skip

KEPT: list[tuple[Any, Any]] = [
    (_post(), Checked[Post | None]),
    (Checked(None, (FINDING,)), Checked[Post | None]),
    (load_hub("content/hubs/maps.md", HUB.encode(), SETTINGS), Checked[HubDefinition | None]),
    (load_path("content/paths/a.md", PATH.encode(), SETTINGS), Checked[PathDefinition | None]),
    (Anatomy(frozenset({"a", "b"}), frozenset({"/x/#é"}), ("no title",)), Anatomy),
    (Shape(digest_of(b"shape"), ("base.html", "partials/a.html"), (FINDING,)), Shape),
    (TRACE, Trace),
    (REMEMBERED, Remembered),
]


@pytest.mark.parametrize(("value", "kind"), KEPT)
def test_what_is_kept_comes_back_as_it_was(value: object, kind: Any) -> None:
    back = decode(encode(value), kind)
    assert back == value
    # Equal is not enough: an enum equals its text, and two moments their like.
    assert repr(back) == repr(value) or isinstance(value, Anatomy | Remembered)


@pytest.mark.parametrize("hours", [-12, 0, 5.75, 14])
def test_a_time_keeps_its_offset(hours: float) -> None:
    moment = datetime(2024, 3, 31, 2, 30, 15, 999_999, timezone(timedelta(hours=hours)))
    back = decode(encode(moment), datetime)
    assert back == moment
    assert back.utcoffset() == moment.utcoffset()


@settings(deadline=None)
@given(st.sampled_from(KEPT), st.data())
def test_damaged_bytes_are_damaged_or_another_value(
    kept: tuple[Any, Any], data: st.DataObject
) -> None:
    value, kind = kept
    damaged = bytearray(encode(value))
    at = data.draw(st.integers(0, len(damaged) - 1), label="at")
    if data.draw(st.booleans(), label="cut"):
        del damaged[at:]
    else:
        damaged[at] ^= 1 << data.draw(st.integers(0, 7), label="bit")
    try:
        back = decode(bytes(damaged), kind)
    except Damaged:
        return
    assert type(back) is type(value)
    encode(back)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"{",
        b"\xff",
        b'"\xff"',
        b"{}",
        b"[" * 100_000,
        b'{"ids":[1]}',
        b"1e999",
    ],
)
@pytest.mark.parametrize("kind", [kind for _, kind in KEPT if kind is not Anatomy])
def test_other_bytes_are_damaged(data: bytes, kind: Any) -> None:
    with pytest.raises(Damaged):
        decode(data, kind)


def test_nothing_and_damage_are_nothing_to_recall() -> None:
    anatomy = Anatomy(frozenset({"a"}))
    assert recalled(encode(anatomy), Anatomy) == anatomy
    assert recalled(None, Anatomy) is None
    assert recalled(encode(anatomy)[:-1], Anatomy) is None


def test_what_is_nested_without_end_is_damaged() -> None:
    with pytest.raises(Damaged):
        decode(b'{"ids":[],"unknown":' + b"[" * 1_000_000, Anatomy)


@given(rows)
def test_each_field_of_a_view_has_a_checksum_of_its_own(row: Row) -> None:
    named = {name: crc32(as_seen(getattr(row, name))) for name in FIELDS}
    assert checksums(as_seen(row)) == named
