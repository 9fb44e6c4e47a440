"""Views by the ten thousand: frozen dataclasses, made in a fraction of the time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, make_dataclass
from typing import Any, ParamSpec, TypeVar

Fields = ParamSpec("Fields")
Made = TypeVar("Made")


def quickly(kind: Callable[Fields, Made]) -> Callable[Fields, Made]:
    """Give what makes values of a frozen dataclass with slots, without its detours.

    A frozen dataclass forbids assignments, its own too, so that it sets each field in
    a roundabout way, which takes four times as long. Here a value starts in a twin
    class, which has the same slots and forbids nothing, and ends in its own. All
    fields have to be given, and the class may have no ``__post_init__``.
    """

    def become(value: Any) -> None:
        value.__class__ = kind

    own: Any = kind
    twin: Any = make_dataclass(
        own.__name__,
        [(field.name, field.type) for field in fields(own)],
        namespace={"__post_init__": become},
        slots=True,
        eq=False,
        repr=False,
    )
    made: Callable[Fields, Made] = twin
    return made
