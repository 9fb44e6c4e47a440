"""Builds of one site, again and again in one process, for as long as a preview runs."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime
from operator import attrgetter
from typing import TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from waypost.config import Extensions, Options
from waypost.inputs import Inputs, take_stock, take_stock_again
from waypost.model import urls
from waypost.model.archive import Archive
from waypost.model.digest import Digest
from waypost.model.memory import Memory
from waypost.outcome import Outcome, Progress, silent
from waypost.pipeline import Run, make
from waypost.store.blobs import LostBlob, StoreFault
from waypost.store.cache import Cache, no_cache, open_cache
from waypost.workers import Workers

T = TypeVar("T")

LOST = "the cache had lost something, so all was made anew"


class Built(Struct, frozen=True):
    """What a build of a session came to.

    ``changed`` are the sources that were added, changed or removed since the build
    before, by path in the site's folder, in order; none for the first. ``moved`` maps
    URLs of the site, as paths below its root, of pages that are gone to those where
    their source, or one that held the same, has its page now.
    """

    outcome: Outcome
    changed: tuple[str, ...] = ()
    moved: Mapping[str, str] = field(default_factory=dict)


def _now() -> datetime:
    return datetime.now(UTC)


Held = Mapping[str, Digest | None]
"""The digest of what every file held, None for one that can't be read, by its path."""


class _Before(Struct, frozen=True):
    """The build before: what it was made of, and of the last that had pages their URLs.

    ``pages`` leads from each source to the URL of its page, ``sources`` to what it held.
    """

    inputs: Inputs
    held: Held
    pages: Mapping[str, str]
    sources: Held


class Session:
    """Builds a site whenever it is asked to, and publishes nothing.

    It keeps its cache open, and in memory what does not change from build to build.
    Each build is of the moment that ``clock`` gives. ``build`` and ``close`` belong to
    one thread, ``blob`` to any.
    """

    def __init__(
        self,
        options: Options,
        extensions: Extensions = Extensions(),
        progress: Progress = silent,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._clock = clock
        self._options = options
        self._extensions = extensions
        self._progress = progress
        self._memory = Memory(lasting=True)
        self._pool = Workers(options.jobs)
        self._stack = ExitStack()
        self._cache: Cache | None = None
        self._before: _Before | None = None
        self._lost = False

    def build(self, touched: Collection[str] | None = None) -> Built:
        """Build the site as its files are now.

        ``touched`` are the files that are said to have changed, by path in the
        site's folder; None says that any may have. Where something is said, the
        search is left as it was, and follows with a build that is told nothing.

        Raises:
            EnvironmentFault: where there is no room anywhere.
        """
        options = replace(self._options, now=self._clock())
        before = self._before
        if before is None or touched is None:
            inputs = take_stock(options, self._extensions)
        else:
            inputs = take_stock_again(before.inputs, touched, options, self._extensions)
        hasty = touched is not None
        outcome = self._through(lambda cache: self._make(options, inputs, cache, hasty))
        held = _digests(inputs)
        former = before or _Before(inputs, held, {}, {})
        pages, sources = former.pages, former.sources
        # A site whose configuration is broken has no pages, but they have not moved.
        if outcome.archive:
            pages, sources = self._memory.recall("urls", _urls, *_named(outcome.archive)), held
        self._before = _Before(inputs, held, pages, sources)
        if before is None:
            # What is there now mostly stays: it need not be looked through for garbage.
            gc.freeze()
            return Built(outcome)
        changed = tuple(sorted({name for name, _ in former.held.items() ^ held.items()}))
        return Built(outcome, changed, _moved(former, self._before) if changed else {})

    def blob(self, digest: Digest) -> bytes:
        """Give the bytes of an output of the last build, from any thread.

        Raises:
            LostBlob: where they are gone; the next build makes all anew.
        """
        cache = self._cache
        if cache is None:
            raise LostBlob(digest)
        try:
            return cache.blobs.get(digest)
        except LostBlob:
            self._lost = True
            raise

    def close(self) -> None:
        """End the workers and leave the cache."""
        self._pool.close()
        self._stack.close()
        self._cache = None

    def _make(self, options: Options, inputs: Inputs, cache: Cache, hasty: bool) -> Outcome:
        run = Run(
            options,
            self._extensions,
            self._progress,
            inputs,
            cache,
            self._pool,
            edited=False,
            hasty=hasty,
            memory=self._memory,
        )
        return make(run).noted().outcome

    def _through(self, attempt: Callable[[Cache], T]) -> T:
        """Do something with the cache, which is opened anew where it has failed."""
        try:
            if self._lost or self._cache is None:
                return attempt(self._opened(LOST if self._lost else ""))
            return attempt(self._cache)
        except LostBlob:
            return attempt(self._opened(LOST))
        except StoreFault as trouble:
            reason = (trouble.strerror or "unknown reason").lower()
            return attempt(self._opened(f"the cache can't be used ({reason})", none=True))

    def _opened(self, note: str, *, none: bool = False) -> Cache:
        self._stack.close()
        self._memory.forget()
        self._lost = False
        work = self._options.layout.work
        opening = no_cache(work, note) if none else open_cache(work, note)
        self._cache = self._stack.enter_context(opening)
        return self._cache


Named = tuple[tuple[str, str], ...]
"""Sources, each with the slug of its page."""


def _named(archive: Archive) -> tuple[Named, Named, Named]:
    """Name the sources of posts, hubs and paths."""
    hubs = tuple([(hub.source, hub.slug) for hub in archive.hubs.values() if hub.source])
    paths = tuple([(path.source, path.slug) for path in archive.paths.values() if path.source])
    return tuple(map(attrgetter("source", "slug.value"), archive.posts)), hubs, paths


def _urls(posts: Named, hubs: Named, paths: Named) -> dict[str, str]:
    """Give the URL of the page of every source."""
    return {
        **{source: urls.post(slug) for source, slug in posts},
        **{source: urls.hub(slug) for source, slug in hubs},
        **{source: urls.path(slug) for source, slug in paths},
    }


def _digests(inputs: Inputs) -> dict[str, Digest | None]:
    """Give what every file of a site held, by path in its folder."""
    # The site's own files stand in the place of the theme's.
    ordered = sorted(inputs.static.items(), key=lambda item: not item[0][1])
    static = {source: seen.digest if seen else None for (source, _), seen in ordered}
    listed = reversed(inputs.listed_templates)
    templates = {f"templates/{file.name}": digest for file, digest in listed}
    own = {source: seen.digest if seen else None for source, seen in inputs.sources.items()}
    return {**templates, **static, **own}


def _moved(before: _Before, after: _Before) -> dict[str, str]:
    """Find where pages that are gone have gone to: to that of the same source, or of the
    only one that holds the same."""
    if before.pages is after.pages:
        return {}
    still = frozenset(after.pages.values())
    gone = {source: url for source, url in before.pages.items() if url not in still}
    if not gone:
        return {}
    digests = {source: after.sources.get(source) for source in after.pages}
    copies = Counter(digests.values())
    by_digest = {digest: after.pages[source] for source, digest in digests.items()}
    moved = {}
    for source, url in gone.items():
        held = before.sources.get(source)
        if source in after.pages:
            moved[url] = after.pages[source]
        elif copies[held] == 1:
            moved[url] = by_digest[held]
    return moved
