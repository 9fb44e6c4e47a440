"""Views in keys: two views that differ in anything at all have different encodings."""

from __future__ import annotations

import inspect
import pickle
from collections.abc import Iterator, Mapping
from itertools import pairwise
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints
from zlib import crc32

import pytest
from msgspec import Struct
from msgspec.structs import replace

from waypost.jobs import PageJob
from waypost.model import views
from waypost.model.fields import field_names
from waypost.model.views import LinkView, View
from waypost.store.encoding import as_seen

KINDS = [kind for _, kind in inspect.getmembers(views, inspect.isclass) if field_names(kind)]


def example(hint: Any, name: str = "") -> Any:
    """Make a value of a type, with a text or a number of its own in every place."""
    hint = getattr(hint, "__supertype__", hint)
    match get_origin(hint), get_args(hint):
        case (origin, (first, *_)) if origin is UnionType:
            return example(first, name)
        case (origin, items) if origin is tuple and Ellipsis not in items:
            return tuple(example(item, f"{name}.{at}") for at, item in enumerate(items))
        case (origin, (item, *_)) if origin is tuple:
            return tuple(example(item, f"{name}.{number}") for number in range(2))
        case (origin, (_, item)) if origin is Mapping:
            return {key: example(item, f"{name}.{key}") for key in "ab"}
    if field_names(hint):
        made: Any = hint
        return made(**{f: example(h, f"{name}.{f}") for f, h in get_type_hints(made).items()})
    scalars = {str: name, int: crc32(name.encode()), float: crc32(name.encode()) / 7, bool: False}
    return scalars[hint]


def altered(value: Any, hint: Any, name: str = "") -> Iterator[Any]:
    """Give values that differ from an example in a single place each, however deep."""
    hint = getattr(hint, "__supertype__", hint)
    match get_origin(hint), get_args(hint):
        case (origin, (first, *others)) if origin is UnionType:
            yield from altered(value, first, name)
            yield from (None if m is NoneType else example(m, name) for m in others)
        case (origin, items) if origin is tuple:
            yield from altered_tuple(value, items, name)
        case (origin, (_, item)) if origin is Mapping:
            yield from ({}, {"a": value["a"]}, {"a": value["a"], "c": value["b"]})
            yield from (value | {"b": other} for other in altered(value["b"], item, f"{name}.b"))
        case _ if field_names(hint):
            hints = get_type_hints(hint)
            for field, inner in hints.items():
                for other in altered(getattr(value, field), inner, f"{name}.{field}"):
                    yield replace(value, **{field: other})
            for one, other in pairwise(hints):
                if hints[one] == hints[other]:
                    swapped = {one: getattr(value, other), other: getattr(value, one)}
                    yield replace(value, **swapped)
        case _ if hint is bool:
            yield not value
        case _:
            yield from (f"{value}!", "") if hint is str else (-value, 0 * value)


def altered_tuple(value: Any, hints: tuple[Any, ...], name: str) -> Iterator[Any]:
    """Give tuples that differ in one member, or in their length where it is open."""
    if hints[1:] == (Ellipsis,):
        yield from ((), value[:1], value[::-1], (*value, value[0]))
        hints = (hints[0], hints[0])
    for at, hint in enumerate(hints):
        for other in altered(value[at], hint, f"{name}.{at}"):
            yield (*value[:at], other, *value[at + 1 :])


def confused(kind: Any) -> list[tuple[object, object]]:
    """Find pairs of different values that have one encoding, among all that are near one."""
    made = example(kind)
    seen: dict[bytes, object] = {}
    pairs = []
    for value in (made, *altered(made, kind)):
        other = seen.setdefault(as_seen(value), value)
        if repr(other) != repr(value):
            pairs.append((other, value))
    return pairs


@pytest.mark.parametrize("kind", KINDS)
def test_views_that_differ_anywhere_are_encoded_differently(kind: type) -> None:
    assert confused(kind) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_altered(kind: Any) -> None:
    made = example(kind)
    others = list(altered(made, kind))
    for name in field_names(kind):
        assert any(getattr(other, name) != getattr(made, name) for other in others)


class Lookalike(Struct, frozen=True):
    """A card with the fields of another."""

    label: str
    url: str


class AmbiguousView(Struct, frozen=True):
    """A view with a field of two kinds that are encoded alike."""

    link: LinkView | Lookalike


class UncertainView(Struct, frozen=True):
    """A view with a field of two kinds that are not."""

    link: LinkView | str | int | float | tuple[LinkView, ...] | None


def test_a_field_of_two_kinds_that_are_encoded_alike_is_noticed() -> None:
    # A class's name is not part of what is encoded.
    assert confused(AmbiguousView)
    assert confused(UncertainView) == []


def test_the_order_of_a_mapping_counts_as_a_template_may_go_through_it() -> None:
    assert as_seen({"a": 1, "b": 1}) != as_seen({"b": 1, "a": 1})


@pytest.mark.parametrize("kind", get_args(View))
def test_a_view_reaches_a_worker_as_it_is(kind: Any) -> None:
    made = example(kind)
    for view in (made, *altered(made, kind)):
        job = PageJob("a/index.html", "a.html", view)
        sent = pickle.loads(pickle.dumps(job))
        # It may bring the bytes that it was sent as.
        assert sent.seen in (b"", as_seen(view))
        assert repr(replace(sent, seen=b"")) == repr(job)
        assert replace(sent, seen=b"") == job
