"""Builds of one site, again and again in one process, for as long as a preview runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TypeVar

from waypost.config import Extensions, Options
from waypost.inputs import Inputs, take_stock
from waypost.model import urls
from waypost.model.archive import Archive
from waypost.model.digest import Digest
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


@dataclass(frozen=True, slots=True)
class _Before:
    inputs: Inputs
    pages: Mapping[str, str]


class Session:
    """Builds a site whenever it is asked to, publishes nothing, and keeps its cache open.

    ``build`` and ``close`` belong to one thread, ``blob`` to any.
    """

    def __init__(
        self, options: Options, extensions: Extensions = Extensions(), progress: Progress = silent
    ) -> None:
        self._options = options
        self._extensions = extensions
        self._progress = progress
        self._pool = Workers(options.jobs)
        self._stack = ExitStack()
        self._cache: Cache | None = None
        self._before: _Before | None = None

    def build(self, touched: Collection[str] | None = None) -> Built:
        """Build the site as its files are now.

        ``touched`` are the files that are said to have changed, by path in the
        site's folder; None says that any may have.

        Raises:
            EnvironmentFault: where there is no room anywhere.
        """
        options = replace(self._options, now=datetime.now(UTC))
        inputs = take_stock(options, self._extensions)
        outcome = self._through(lambda cache: self._make(options, inputs, cache))
        before = self._before
        after = _Before(inputs, _pages(outcome.archive) if outcome.archive else {})
        if outcome.archive or before is None:
            self._before = after
        if before is None:
            return Built(outcome)
        return Built(outcome, _changed(before.inputs, inputs), _moved(before, after))

    def blob(self, digest: Digest) -> bytes:
        """Give the bytes of an output of the last build, from any thread.

        Raises:
            LostBlob: where they are gone; the next build then makes all anew.
        """
        cache = self._cache
        if cache is None:
            raise LostBlob(digest)
        return cache.blobs.get(digest)

    def close(self) -> None:
        """End the workers and leave the cache."""
        self._pool.close()
        self._stack.close()
        self._cache = None

    def _make(self, options: Options, inputs: Inputs, cache: Cache) -> Outcome:
        run = Run(options, self._extensions, self._progress, inputs, cache, self._pool)
        return make(run)[0]

    def _through(self, attempt: Callable[[Cache], T]) -> T:
        """Do something with the cache, which is opened anew where it has failed."""
        try:
            return attempt(self._cache or self._opened(""))
        except LostBlob:
            return attempt(self._opened(LOST))
        except StoreFault as trouble:
            reason = (trouble.strerror or "unknown reason").lower()
            return attempt(self._opened(f"the cache can't be used ({reason})", none=True))

    def _opened(self, note: str, *, none: bool = False) -> Cache:
        self._stack.close()
        work = self._options.layout.work
        opening = no_cache(work, note) if none else open_cache(work, note)
        self._cache = self._stack.enter_context(opening)
        return self._cache


def _pages(archive: Archive) -> dict[str, str]:
    """Give the URL of the page of every source."""
    posts = {post.source: urls.post(post.slug.value) for post in archive.posts}
    hubs = {hub.source: urls.hub(hub.slug) for hub in archive.hubs.values() if hub.source}
    paths = {path.source: urls.path(path.slug) for path in archive.paths.values() if path.source}
    return posts | hubs | paths


def _changed(before: Inputs, after: Inputs) -> tuple[str, ...]:
    old, new = _digests(before), _digests(after)
    return tuple(sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name)))


def _digests(inputs: Inputs) -> dict[str, Digest | None]:
    own = {source: seen.digest if seen else None for source, seen in inputs.sources.items()}
    static = {source: seen.digest if seen else None for (source, _), seen in inputs.static.items()}
    templates = {f"templates/{file.name}": digest for file, digest in inputs.listed_templates}
    return {**templates, **static, **own}


def _moved(before: _Before, after: _Before) -> dict[str, str]:
    held = _digests(before.inputs)
    holds = _digests(after.inputs)
    copies = Counter(holds.get(source) for source in after.pages)
    by_digest = {holds.get(source): url for source, url in after.pages.items()}
    still = set(after.pages.values())
    moved = {}
    for source, url in before.pages.items():
        same = by_digest.get(held.get(source)) if copies[held.get(source)] == 1 else None
        target = after.pages.get(source) or same
        if url not in still and target:
            moved[url] = target
    return moved
