"""Sources, parsed: those that are new or have changed, and all others from the cache."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from waypost.inputs import Inputs
from waypost.jobs import LoadTask, Task
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
from waypost.store.encoding import decode, key_of, recalled
from waypost.workers import Workers

KEPT_AT_ONCE = 1_000
"""Results that are written together: what a killed build has made is not all lost."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of source: its name in keys, how it is loaded, and what comes of that."""

    name: str
    load: Task
    result: Any


POST = Kind("post", Task("load_post_source"), Checked[Post | None])
HUB = Kind("hub", Task("load_hub_source"), Checked[HubDefinition | None])
PATH = Kind("path", Task("load_path_source"), Checked[PathDefinition | None])


@dataclass(frozen=True, slots=True)
class Parsed:
    """The results of some sources, in order; ``reused`` were there before.

    ``stable`` says that every file still held what it did when it was digested.
    """

    results: tuple[Checked[Any], ...]
    reused: int
    stable: bool


@dataclass(frozen=True, slots=True)
class Parser:
    """Gives the value of every source, and computes only what it has not computed before.

    The key of a result is the engine, the settings, the path, and the digest of what
    the file holds.
    """

    inputs: Inputs
    task: LoadTask
    cache: Cache
    pool: Workers
    memory: Memory = NONE

    def parse(self, kind: Kind, sources: Sequence[str], progress: Progress = silent) -> Parsed:
        """Parse some sources of a kind."""
        remembered = self._remembered(kind, sources)
        asked = [source for source in sources if source not in remembered]
        keys = {source: self._key(source) for source in asked}
        kept = self.cache.actions.find([key for key in keys.values() if key])
        known = {
            source: checked
            for source, key in keys.items()
            if key in kept and (checked := self._whole(kind, kept[key]))
        }
        known |= remembered
        missing = [source for source in asked if source not in known]
        made, stable = self._made(kind, missing, len(known), progress)
        results = tuple([known[s] if s in known else made[s] for s in sources])
        if stable:
            # What was read while it changed is no result of what it held before.
            self.memory.note(kind.name, (self._basis, self._digests(sources), results))
        return Parsed(results, len(known), stable)

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
        seen = self.inputs.sources
        return {source: found.digest if (found := seen[source]) else None for source in sources}

    def _remembered(self, kind: Kind, sources: Sequence[str]) -> dict[str, Checked[Any]]:
        """Give the results of the build before, of sources that hold what they held."""
        noted = self.memory.last(kind.name)
        if noted is None or noted[0] != self._basis:
            return {}
        _, digests, results = noted
        before = zip(digests.items(), results, strict=True)
        now = self._digests(sources)
        return {s: result for (s, digest), result in before if digest and now.get(s) == digest}

    def _key(self, source: str, digest: Digest | None = None) -> Digest | None:
        seen = self.inputs.sources[source]
        found = digest or (seen.digest if seen else None)
        return found and source_key(self.inputs.engine, self.task.settings, source, found)

    def _whole(self, kind: Kind, data: bytes) -> Any:
        """Decode a result; None where it is damaged, or the text that it names is lost."""
        checked = recalled(data, kind.result)
        body = checked and _body(checked.value)
        return checked if body is None or self.cache.blobs.has(body) else None

    def _made(
        self, kind: Kind, sources: Sequence[str], before: int, progress: Progress
    ) -> tuple[dict[str, Checked[Any]], bool]:
        made: dict[str, Checked[Any]] = {}
        actions: list[Action] = []
        stable = True
        load = partial(kind.load, self.task)
        for source, (digest, data) in zip(sources, self.pool.map(load, sources), strict=True):
            made[source] = decode(data, kind.result)
            seen = self.inputs.sources[source]
            stable &= digest == (seen.digest if seen else None)
            if key := digest and self._key(source, digest):
                body = _body(made[source].value)
                size = self.cache.blobs.size(body) if body else 0
                actions.append(Action(kind.name, key, data, body, size))
            if len(actions) == KEPT_AT_ONCE:
                self.cache.actions.keep(actions)
                actions.clear()
            progress("load", before + len(made), before + len(sources))
        self.cache.actions.keep(actions)
        return made, stable


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
