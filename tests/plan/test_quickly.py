"""Quickly made values: no different from those that their class makes."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass, replace
from typing import Any

import pytest

from waypost.model.views import LinkView
from waypost.plan.quickly import quickly

make_link = quickly(LinkView)


@dataclass(frozen=True, slots=True)
class Lookalike:
    """Another class with the same fields."""

    label: str
    url: str


@pytest.mark.parametrize(
    "made",
    [make_link("A", "/a/"), make_link(url="/a/", label="A"), make_link("A", url="/a/")],
)
def test_a_value_is_what_its_class_makes(made: LinkView) -> None:
    usual = LinkView("A", "/a/")
    assert type(made) is LinkView
    assert (made, repr(made), hash(made)) == (usual, repr(usual), hash(usual))
    assert replace(made, url="/b/") == LinkView("A", "/b/")
    assert pickle.loads(pickle.dumps(made)) == usual
    assert not hasattr(made, "__dict__")


def test_values_of_two_classes_are_not_equal() -> None:
    one: object = make_link("A", "/a/")
    assert one != quickly(Lookalike)("A", "/a/")


MISTAKES: dict[str, Callable[[Any], object]] = {
    "too few": lambda make: make("A"),
    "too many": lambda make: make("A", "/a/", ""),
    "unknown": lambda make: make("A", "/a/", other=2),
    "twice": lambda make: make("A", "/a/", label="B"),
    "assigned": lambda make: setattr(make("A", "/a/"), "url", "/b/"),
    "deleted": lambda make: delattr(make("A", "/a/"), "url"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_what_its_class_refuses_is_refused(mistake: str) -> None:
    told = []
    for make in (make_link, LinkView):
        with pytest.raises((TypeError, FrozenInstanceError)) as error:
            MISTAKES[mistake](make)
        told.append((error.type, str(error.value)))
    assert told[0] == told[1]
