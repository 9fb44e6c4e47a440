"""The frames of builds: kept, and found again where only texts of posts can differ."""

from __future__ import annotations

from dataclasses import dataclass, replace

from waypost.config import Options
from waypost.inputs import Inputs
from waypost.model.digest import Digest
from waypost.model.frame import Frame
from waypost.outcome import Outcome
from waypost.remembered import (
    Remembered,
    frame_basis,
    holds,
    point_to_frame,
    remember,
    summed_up,
)
from waypost.store.actions import Action
from waypost.store.cache import Cache
from waypost.store.encoding import encode, key_of, recalled

FRAME = "frame"

KEPT = 3
"""So many frames are kept: they are large, and the last one is mostly the one to go on from."""


@dataclass(frozen=True, slots=True)
class Framed:
    """What a build came to, and its frame."""

    build: Remembered
    frame: Frame


def find_frame(key: Digest, options: Options, cache: Cache) -> Framed | None:
    """Find a frame by its key, if it holds at the moment that a build is asked for."""
    known = recalled(cache.actions.find([key]).get(key), Framed)
    return known if known and holds(known.build, options) else None


def keep_build(options: Options, inputs: Inputs, made: Outcome, frame: Frame, cache: Cache) -> None:
    """Keep what a build has come to, if it has come to something, and its frame."""
    build = summed_up(options, made, cache)
    if build is not None:
        keep_framed(options, inputs, Framed(build, frame), cache)


def keep_framed(options: Options, inputs: Inputs, framed: Framed, cache: Cache) -> None:
    """Keep a build, whose edition has been put into the cache, and its frame."""
    basis = frame_basis(options, inputs)
    gists = sorted((source, known.gist) for source, known in framed.frame.posts.items())
    key = key_of("frame", basis, gists)
    build = replace(framed.build, frame=key)
    remember(options, inputs, build, cache)
    value = encode(Framed(build, framed.frame))
    cache.actions.keep([Action(FRAME, key, value, build.edition)])
    cache.actions.keep_only(FRAME, KEPT)
    point_to_frame(basis, key, cache)
