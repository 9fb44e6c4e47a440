"""The frames of builds: kept, and found again where only texts of posts can differ."""

from __future__ import annotations

from dataclasses import dataclass

from waypost.config import Options
from waypost.inputs import Inputs
from waypost.model.frame import Frame
from waypost.outcome import Outcome
from waypost.remembered import Remembered, frame_key, holds, remember, summed_up
from waypost.store.actions import FRAME, Action
from waypost.store.cache import Cache
from waypost.store.encoding import encode, recalled

KEPT = 2
"""So many frames are kept: they are large, and the last one is the one that is asked for."""


@dataclass(frozen=True, slots=True)
class Framed:
    """What a build came to, and its frame."""

    build: Remembered
    frame: Frame


def find_frame(options: Options, inputs: Inputs, cache: Cache) -> Framed | None:
    """Find the last build whose inputs were these, but for what its posts held."""
    key = frame_key(options, inputs)
    known = recalled(cache.actions.find([key]).get(key), Framed)
    return known if known and holds(known.build, options) else None


def keep_build(options: Options, inputs: Inputs, made: Outcome, frame: Frame, cache: Cache) -> None:
    """Keep what a build has come to, if it has come to something, and its frame."""
    build = summed_up(options, made, cache)
    if build is not None and made.edition is not None:
        remember(options, inputs, build, made.edition, cache)
        keep_frame(options, inputs, Framed(build, frame), cache)


def keep_frame(options: Options, inputs: Inputs, framed: Framed, cache: Cache) -> None:
    """Keep a build and its frame, in the place of the last with such inputs."""
    key = frame_key(options, inputs)
    cache.actions.keep([Action(FRAME, key, encode(framed), framed.build.edition)])
    cache.actions.keep_only(FRAME, KEPT)
