"""What a run of the pipeline has come to, and how long each stage took."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from time import perf_counter

from msgspec import Struct, field

from waypost.model.archive import Archive, Omission
from waypost.model.artifact import Manifest
from waypost.model.diagnostic import Diagnostic
from waypost.model.site import Site
from waypost.model.sources import Sources
from waypost.publish import Published

Progress = Callable[[str, int, int], None]
"""Told of a stage's progress: its name, how many items are done, how many there are."""


def silent(_stage: str, _done: int, _total: int) -> None:
    """Tell nobody."""


class Timing(Struct, frozen=True):
    """How long a stage took: its items, and how many of them were reused."""

    stage: str
    seconds: float
    items: int
    hits: int = 0


class Counts(Struct, frozen=True):
    """What is told of an archive when a build is over: how much there is, and is not."""

    posts: int
    hubs: int
    paths: int
    reached: int
    omitted: tuple[Omission, ...]
    set_aside: tuple[Omission, ...]

    @classmethod
    def of(cls, archive: Archive) -> Counts:
        """Count an archive."""
        return cls(
            posts=len(archive.posts),
            hubs=len(archive.hubs),
            paths=len(archive.paths),
            reached=archive.reached,
            omitted=archive.omitted,
            set_aside=archive.set_aside,
        )


class Outcome(Struct, frozen=True):
    """What a run has come to.

    ``counts`` are None where the configuration is broken, and so is ``site``;
    ``archive`` is None there too, and where the whole result was known from before.
    ``sources`` are the files that both were made of. ``manifest`` is None where
    nothing could be made, ``published`` where nothing was to be, or could be.
    ``found`` counts the sources of posts, ``pages`` the outputs from templates, and
    ``reasons`` the pages that were rendered for each of the reasons in ``traces``.
    ``edition`` is that of ``manifest``, encoded. ``notes`` is what to tell of the run
    itself.
    """

    diagnostics: tuple[Diagnostic, ...]
    archive: Archive | None = None
    counts: Counts | None = None
    found: int = 0
    pages: int = 0
    rendered: int = 0
    reused: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)
    manifest: Manifest | None = None
    edition: bytes | None = None
    published: Published | None = None
    timings: tuple[Timing, ...] = ()
    seconds: float = 0.0
    configuration_failed: bool = False
    sources: Sources = field(default_factory=Sources)
    site: Site | None = None
    notes: tuple[str, ...] = ()

    def exit_code(self, strict: bool = False) -> int:
        """Give 0 where all is fine, 1 for errors in content, 2 in the configuration.

        With ``strict`` every finding counts as an error.
        """
        if self.configuration_failed:
            return 2
        if any(found.is_error for found in self.diagnostics):
            return 1
        return 1 if strict and self.diagnostics else 0


class Items(Struct):
    """How many items a stage has had, and how many of them were there before."""

    all: int
    reused: int = 0


class Stopwatch:
    """Times stages, from its own making on."""

    def __init__(self) -> None:
        self._start = perf_counter()
        self._timings: list[Timing] = []

    @contextmanager
    def stage(self, name: str, items: int = 1) -> Iterator[Items]:
        """Time a stage of some items; what it gives may count them anew."""
        start = perf_counter()
        counted = Items(items)
        yield counted
        seconds = perf_counter() - start
        self._timings.append(Timing(name, seconds, counted.all, counted.reused))

    def add(self, timings: Iterable[Timing]) -> None:
        """Add stages that another watch has timed."""
        self._timings += timings

    @property
    def timings(self) -> tuple[Timing, ...]:
        """The stages so far."""
        return tuple(self._timings)

    @property
    def seconds(self) -> float:
        """The time since the start."""
        return perf_counter() - self._start
