"""Looking for cyclic garbage, of which builds make hardly any, as seldom as can be."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def collect_seldom(values: int = 1_000_000) -> None:
    """Look for cyclic garbage seldom: a build makes millions of values, and few circles.

    ``values`` is how many more there are before the next look, which goes through all.
    """
    gc.freeze()
    gc.set_threshold(values, 50, 100)


@contextmanager
def uncollected() -> Iterator[None]:
    """Make values that all stay, and never look through them for garbage.

    For a process that makes them once: they count as old afterwards, as does all else.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        # Together these move all that is young to the oldest, without a look at it.
        gc.freeze()
        gc.unfreeze()
        if was_enabled:
            gc.enable()


def left_to_collector(*values: object) -> None:
    """Have values freed when garbage is looked for next, and not as soon as nothing names them.

    To free all that a build has made, piece by piece, takes a tenth of a second, which a
    process that ends soon need not take.
    """
    circle: list[object] = [*values]
    circle.append(circle)
