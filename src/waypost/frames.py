"""The frames of builds: kept, and found again where only texts of posts can differ."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from waypost.config import Options
from waypost.inputs import Inputs
from waypost.layers import Layer, layer_of, with_layer
from waypost.making import anatomy_key
from waypost.model.digest import Digest
from waypost.model.frame import Frame
from waypost.outcome import Outcome
from waypost.parsing import source_key
from waypost.remembered import (
    Remembered,
    frame_basis,
    frame_key,
    holds,
    point_to_frame,
    remember,
    summed_up,
)
from waypost.store.actions import Action
from waypost.store.blobs import LostBlob
from waypost.store.cache import Cache
from waypost.store.encoding import encode, key_of, recalled

FRAME = "frame"

KEPT = 3
"""So many frames are kept: they may be large, and the last is mostly the one to go on from."""


class Whole(Struct, frozen=True):
    """A frame that is kept as a whole, and the digest of its encoding."""

    digest: Digest
    frame: Frame


class Framed(Struct, frozen=True):
    """What a build came to, and its frame; ``whole`` is what that is kept as a layer on."""

    build: Remembered
    frame: Frame
    whole: Whole | None = None


class _Kept(Struct, frozen=True):
    """What is kept of a frame: the key of its build, what it lies on, and a layer if it differs."""

    build: Digest
    whole: Digest
    layer: Layer | None


def find_frame(key: Digest, options: Options, cache: Cache) -> Framed | None:
    """Find a frame by its key, if it holds at the moment that a build is asked for."""
    kept = recalled(cache.actions.find([key]).get(key), _Kept)
    # A build that is used is one of which all is of use, and here not all may be.
    found = cache.actions.find([kept.build], used=False) if kept else {}
    build = kept and recalled(found.get(kept.build), Remembered)
    if not kept or not build or not holds(build, options):
        return None
    try:
        whole = recalled(cache.blobs.get(kept.whole), Frame)
        frame = with_layer(whole, kept.layer) if whole and kept.layer else whole
    except (LostBlob, KeyError):
        return None
    return Framed(build, frame, Whole(kept.whole, whole)) if whole and frame else None


def _use(frame: Frame, engine: Digest, basis: Digest, cache: Cache) -> None:
    """Note once a day what is of use: builds with a frame look up little of it."""
    noted = key_of("frame used", basis)
    if not cache.actions.is_of_today(noted):
        if frame_key(basis, cache):
            cache.actions.use(_named(frame, engine))
        # Without a frame all of it has been made, or looked up.
        cache.actions.keep([Action("frame used", noted, b"")])


def _named(frame: Frame, engine: Digest) -> Iterator[Digest]:
    """Give the keys of all that a frame rests on, and of what builds that use it ask for."""
    for source, known in frame.posts.items():
        if known.gist:
            yield source_key(engine, frame.settings, source, known.held)
    for path, made in frame.pages.items():
        yield made.key
        yield anatomy_key(engine, made.digest, path, frame.site.base_url)
    yield from (showing.view for showing in frame.showing.values() if showing.view)


def keep_build(
    options: Options,
    inputs: Inputs,
    made: Outcome,
    frame: Frame,
    cache: Cache,
    before: Framed | None = None,
) -> None:
    """Keep what a build has come to, if it has come to something, and its frame.

    ``before`` is the frame that the build went on from, if there was one.

    Raises:
        StoreFault: where the system refuses.
    """
    build = summed_up(options, made, cache)
    if build is not None:
        whole = before.whole if before else None
        keep_framed(options, inputs, Framed(build, frame, whole), cache)


def keep_framed(options: Options, inputs: Inputs, framed: Framed, cache: Cache) -> None:
    """Keep a build, whose edition has been put into the cache, and its frame.

    Raises:
        StoreFault: where the system refuses.
    """
    basis = frame_basis(options, inputs)
    _use(framed.frame, inputs.engine, basis, cache)
    gists = sorted((source, known.gist) for source, known in framed.frame.posts.items())
    key = key_of("frame", basis, gists)
    build = remember(options, inputs, replace(framed.build, frame=key), cache)
    whole, layer = framed.whole, None
    if whole and cache.blobs.has(whole.digest):
        layer = layer_of(framed.frame, whole.frame)
    digest = whole.digest if whole and layer else cache.blobs.put(encode(framed.frame))
    value = encode(_Kept(build, digest, layer))
    cache.actions.keep([Action(FRAME, key, value, digest, cache.blobs.size(digest))])
    cache.actions.keep_only(FRAME, KEPT)
    point_to_frame(basis, key, cache)
