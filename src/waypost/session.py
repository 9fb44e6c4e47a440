"""Builds of one site, again and again in one process, for as long as a preview runs."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TypeVar

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


@dataclass(frozen=True, slots=True)
class Built:
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


Pages = Mapping[str, tuple[str, Digest | None]]
"""The URL of the page of every source, and the digest of what the source held."""


@dataclass(frozen=True, slots=True)
class _Before:
    """The build before: what it was made of, and the pages of the last that had any."""

    inputs: Inputs
    held: Mapping[str, Digest | None]
    pages: Pages


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
        # A site whose configuration is broken has no pages, but they have not moved.
        holds = _digests(inputs)
        pages = before.pages if before else {}
        if outcome.archive:
            pages = {s: (url, holds.get(s)) for s, url in _urls(outcome.archive).items()}
        self._before = _Before(inputs, holds, pages)
        if before is None:
            # What is there now mostly stays: it need not be looked through for garbage.
            gc.freeze()
            return Built(outcome)
        held = before.held
        names = held.keys() | holds.keys()
        changed = tuple(sorted(name for name in names if held.get(name) != holds.get(name)))
        moved = _moved(before.pages, pages) if changed else {}
        return Built(outcome, changed, moved)

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
        return make(run)[0]

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


def _urls(archive: Archive) -> dict[str, str]:
    """Give the URL of the page of every source."""
    posts = {post.source: urls.post(post.slug.value) for post in archive.posts}
    hubs = {hub.source: urls.hub(hub.slug) for hub in archive.hubs.values() if hub.source}
    paths = {path.source: urls.path(path.slug) for path in archive.paths.values() if path.source}
    return posts | hubs | paths


def _digests(inputs: Inputs) -> dict[str, Digest | None]:
    """Give what every file of a site held, by path in its folder."""
    # The site's own files stand in the place of the theme's.
    ordered = sorted(inputs.static.items(), key=lambda item: not item[0][1])
    static = {source: seen.digest if seen else None for (source, _), seen in ordered}
    listed = reversed(inputs.listed_templates)
    templates = {f"templates/{file.name}": digest for file, digest in listed}
    own = {source: seen.digest if seen else None for source, seen in inputs.sources.items()}
    return {**templates, **static, **own}


def _moved(before: Pages, after: Pages) -> dict[str, str]:
    """Find where pages that are gone have gone to: to that of the same source, or of the
    only one that holds the same."""
    still = frozenset(url for url, _ in after.values())
    gone = {source: page for source, page in before.items() if page[0] not in still}
    if not gone:
        return {}
    copies = Counter(digest for _, digest in after.values())
    by_digest = {digest: url for url, digest in after.values()}
    moved = {}
    for source, (url, held) in gone.items():
        if source in after:
            moved[url] = after[source][0]
        elif copies[held] == 1:
            moved[url] = by_digest[held]
    return moved
