"""Sources, parsed: those that are new or have changed, and all others from the cache."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct

from waypost.inputs import Inputs
from waypost.jobs import Held, Loaded, LoadJob, LoadTask, Task
from waypost.load.reading import read_asset
from waypost.model.diagnostic import Checked
from waypost.model.digest import Digest
from waypost.model.hub import HubDefinition, PathDefinition
from waypost.model.memory import NONE, Memory
from waypost.model.post import Asset, Post
from waypost.model.site import ParseSettings
from waypost.outcome import Progress, silent
from waypost.store.actions import Action
from waypost.store.cache import Cache
from waypost.store.encoding import decode, encode, key_of, recalled
from waypost.workers import Workers

KEPT_AT_ONCE = 1_000
"""Results that are written together: what a killed build has made is not all lost."""


class Kind(Struct, frozen=True):
    """A kind of source: its name in keys, how it is loaded, and what comes of that."""

    name: str
    load: Task
    result: Any


POST = Kind("post", Task("load_post_source"), Checked[Post | None])
HUB = Kind("hub", Task("load_hub_source"), Checked[HubDefinition | None])
PATH = Kind("path", Task("load_path_source"), Checked[PathDefinition | None])


class Naming(Struct, frozen=True):
    """What is kept of a source that names other files, in place of a result: which ones."""

    names: tuple[str, ...]


class Parsed(Struct, frozen=True):
    """The results of some sources, in order; ``reused`` were there before.

    ``beside`` has, of each source that names other files, what these held. ``stable``
    says that every file still held what it did when it was digested.
    """

    results: tuple[Checked[Any], ...]
    reused: int
    beside: Mapping[str, tuple[Held, ...]]
    stable: bool


class _Found(Struct):
    """What is known of some sources so far; ``beside`` says which files these name."""

    results: dict[str, Checked[Any]]
    beside: dict[str, tuple[Held, ...]]
    stable: bool = True


class Parser(Struct, frozen=True):
    """Gives the value of every source, and computes only what it has not computed before.

    The key of a result is the engine, the settings, the path, and the digest of what
    the file holds. Of a source that names other files, the names of these are kept by
    that key, and the result by a further one, with the digest of each.
    """

    inputs: Inputs
    task: LoadTask
    cache: Cache
    pool: Workers
    memory: Memory = NONE

    def parse(self, kind: Kind, sources: Sequence[str], progress: Progress = silent) -> Parsed:
        """Parse some sources of a kind."""
        found = self._remembered(kind, sources)
        self._recall(kind, [source for source in sources if source not in found.results], found)
        reused = len(found.results)
        self._make(kind, sources, found, progress)
        results = tuple([found.results[source] for source in sources])
        if found.stable:
            # What was read while it changed is no result of what it held before.
            noted = (self._basis, self._digests(sources), found.beside, results)
            self.memory.note(kind.name, noted)
        return Parsed(results, reused, found.beside, found.stable)

    def copy(self, source: str, file: Path, themed: bool) -> Checked[Asset | None]:
        """Keep the bytes of a file that is published as it is, if they are not kept yet."""
        seen = self.inputs.seen(source, themed)
        if seen and self.cache.blobs.has(seen.digest):
            return Checked(Asset(source, seen.digest, seen.size, themed))
        return read_asset(file, source, themed, self.cache.blobs)

    @property
    def _basis(self) -> object:
        """What all results rest on, beside the source itself."""
        return self.inputs.engine, self.task.settings, self.task.syntax

    def _digests(self, sources: Sequence[str]) -> dict[str, Digest | None]:
        return {source: self.inputs.held(source) for source in sources}

    def _remembered(self, kind: Kind, sources: Sequence[str]) -> _Found:
        """Give the results of the build before, of sources that hold what they held."""
        noted = self.memory.last(kind.name)
        if noted is None or noted[0] != self._basis:
            return _Found({}, {})
        _, digests, beside, results = noted
        before = zip(digests.items(), results, strict=True)
        now = self._digests(sources)
        known = {s: result for (s, digest), result in before if digest and now.get(s) == digest}
        still = {s: held for s, held in beside.items() if s in known}
        for source, held in still.items():
            if held != self._held(name for name, _ in held):
                del known[source]
        return _Found(known, {s: held for s, held in still.items() if s in known})

    def _recall(self, kind: Kind, sources: Sequence[str], found: _Found) -> None:
        """Add what the cache knows of some sources."""
        keys = {source: self._key(source) for source in sources}
        kept = self.cache.actions.find([key for key in keys.values() if key])
        known = {source: (key, kept[key]) for source, key in keys.items() if key in kept}
        self._take(kind, {source: data for source, (_, data) in known.items()}, found)
        further: dict[str, Digest] = {}
        for source, (key, data) in known.items():
            if source not in found.results and (naming := recalled(data, Naming)):
                found.beside[source] = self._held(naming.names)
                further[source] = _with_beside(key, found.beside[source])
        kept = self.cache.actions.find(list(further.values()))
        self._take(kind, {s: kept[key] for s, key in further.items() if key in kept}, found)

    def _take(self, kind: Kind, known: Mapping[str, bytes], found: _Found) -> None:
        """Decode results, but for those that are damaged, or whose text is lost."""
        read: dict[str, Checked[Any]] = {}
        for source, data in known.items():
            if checked := recalled(data, kind.result):
                read[source] = checked
        bodies = {source: _body(checked.value) for source, checked in read.items()}
        there = self.cache.blobs.which([body for body in bodies.values() if body])
        for source, body in bodies.items():
            if body is None or body in there:
                found.results[source] = read[source]

    def _key(self, source: str, digest: Digest | None = None) -> Digest | None:
        held = digest or self.inputs.held(source)
        return held and source_key(self.inputs.engine, self.task.settings, source, held)

    def _held(self, names: Iterable[str]) -> tuple[Held, ...]:
        """Say what files hold that a source names; None of one that is not of the site."""
        return tuple((name, self.inputs.held(name)) for name in names)

    def _make(self, kind: Kind, sources: Sequence[str], found: _Found, progress: Progress) -> None:
        """Add what is not known of some sources: load them."""
        jobs = [LoadJob(s, found.beside.get(s)) for s in sources if s not in found.results]
        load = partial(kind.load, self.task)
        actions: list[Action] = []
        while jobs:
            again = []
            for job, loaded in zip(jobs, self.pool.map(load, jobs), strict=True):
                found.stable &= self._as_seen(job, loaded)
                if loaded.asks:
                    again.append(LoadJob(job.source, self._held(loaded.asks)))
                    continue
                result = decode(loaded.data, kind.result)
                found.results[job.source] = result
                if loaded.beside:
                    found.beside[job.source] = loaded.beside
                actions += self._actions(kind, job.source, loaded, _body(result.value))
                if len(actions) >= KEPT_AT_ONCE:
                    self.cache.actions.keep(actions)
                    actions.clear()
                progress("load", len(found.results), len(sources))
            jobs = again
        self.cache.actions.keep(actions)

    def _as_seen(self, job: LoadJob, loaded: Loaded) -> bool:
        """Say whether all that was read is what was digested before."""
        same = loaded.digest == self.inputs.held(job.source)
        return same and (bool(loaded.asks) or loaded.beside == (job.beside or ()))

    def _actions(
        self, kind: Kind, source: str, loaded: Loaded, body: Digest | None
    ) -> Iterator[Action]:
        """Give what is to be kept of a source that was loaded."""
        key = loaded.digest and self._key(source, loaded.digest)
        if not key:
            return
        if loaded.beside:
            names = Naming(tuple(name for name, _ in loaded.beside))
            yield Action(kind.name, key, encode(names))
            key = _with_beside(key, loaded.beside)
        size = self.cache.blobs.size(body) if body else 0
        yield Action(kind.name, key, loaded.data, body, size)


def _with_beside(key: Digest, beside: tuple[Held, ...]) -> Digest:
    return key_of("beside", key, beside)


def source_key(engine: Digest, settings: ParseSettings, source: str, held: Digest) -> Digest:
    """Give the key of what a source came to that held something."""
    # The path tells the kind too: posts, hubs and paths have folders of their own.
    return key_of("source", engine, settings, source, held)


def keep_assets(cache: Cache, assets: Iterable[Asset]) -> None:
    """Note which blobs are files that are published as they are, so that they stay."""
    keys = {key_of("asset", asset.digest): asset for asset in assets}
    known = cache.actions.find(list(keys))
    cache.actions.keep(
        Action("asset", key, b"", asset.digest, asset.size)
        for key, asset in keys.items()
        if key not in known
    )


def _body(value: object) -> Digest | None:
    return value.body if isinstance(value, Post) else None
