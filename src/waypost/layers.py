"""What one frame has otherwise than another: all that has to be kept of it, beside that one.

A frame of ten thousand posts takes ten million bytes, and an edit changes a few thousand.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from waypost.model.frame import Frame

T = TypeVar("T")

MOST = 1_000
"""With more than so many differences it is time to keep a frame as a whole again."""


class Layer(Struct, frozen=True):
    """What a frame has otherwise than a whole one.

    ``frame`` is a frame of nothing but what is other, or new. ``gone`` names the posts,
    showing pages and pages that only the whole one has. ``indexes`` names those of the
    search, in order. ``same_outputs`` says that the outputs are left out, as they are
    the same.
    """

    frame: Frame
    gone: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
    indexes: tuple[str, ...]
    same_outputs: bool


def layer_of(frame: Frame, whole: Frame) -> Layer | None:
    """Give what a frame has otherwise than a whole one; None where that is too much."""
    same_outputs = frame.outputs == whole.outputs
    known = {index.name: index for index in whole.indexes}
    thin = replace(
        frame,
        posts=_other(frame.posts, whole.posts),
        showing=_other(frame.showing, whole.showing),
        pages=_other(frame.pages, whole.pages),
        indexes=tuple([index for index in frame.indexes if index != known.get(index.name)]),
        outputs=() if same_outputs else frame.outputs,
    )
    gone = (
        _gone(frame.posts, whole.posts),
        _gone(frame.showing, whole.showing),
        _gone(frame.pages, whole.pages),
    )
    if sum(map(len, (thin.posts, thin.showing, thin.pages, *gone))) > MOST:
        return None
    return Layer(thin, gone, tuple([index.name for index in frame.indexes]), same_outputs)


def with_layer(whole: Frame, layer: Layer) -> Frame:
    """Give the frame that a layer was made of, from the whole one that it was compared with.

    Raises:
        KeyError: for a layer that was compared with another one.
    """
    posts, showing, pages = layer.gone
    thin = layer.frame
    indexes = {index.name: index for index in (*whole.indexes, *thin.indexes)}
    return replace(
        thin,
        posts=_merged(whole.posts, thin.posts, posts),
        showing=_merged(whole.showing, thin.showing, showing),
        pages=_merged(whole.pages, thin.pages, pages),
        indexes=tuple([indexes[name] for name in layer.indexes]),
        outputs=whole.outputs if layer.same_outputs else thin.outputs,
    )


def _other(now: Mapping[str, T], before: Mapping[str, T]) -> dict[str, T]:
    # Most are the very same, which is seen sooner than that they are equal.
    other = {name: value for name, value in now.items() if before.get(name) is not value}
    return {name: value for name, value in other.items() if before.get(name) != value}


def _gone(now: Mapping[str, T], before: Mapping[str, T]) -> tuple[str, ...]:
    return tuple([name for name in before if name not in now])


def _merged(whole: Mapping[str, T], thin: Mapping[str, T], gone: tuple[str, ...]) -> dict[str, T]:
    merged = {**whole, **thin}
    for name in gone:
        del merged[name]
    return merged
