"""Having something computed while other things are done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol, TypeVar

Result = TypeVar("Result")


class Beside(Protocol):
    """Has a pure function computed, by another process perhaps; what it gives waits for that.

    The function is one of a module, and all that goes in and comes out can be pickled.
    """

    def __call__(
        self, function: Callable[..., Result], /, *arguments: object
    ) -> Callable[[], Result]: ...


def here(function: Callable[..., Result], /, *arguments: object) -> Callable[[], Result]:
    """Have a function computed by this process, when its result is asked for."""
    return partial(function, *arguments)
