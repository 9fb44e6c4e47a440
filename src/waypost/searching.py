"""Indexes, made beside the rendering: those that hold something new, and others kept."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

from msgspec import Struct, field
from msgspec.structs import replace

from waypost.model import urls
from waypost.model.diagnostic import Checked, Place, warning
from waypost.model.digest import Digest
from waypost.model.faults import EnvironmentFault
from waypost.model.memory import NONE, Memory
from waypost.model.search import FIRST, IndexFile, SearchIndex
from waypost.model.site import Site
from waypost.search.bundle import bundle
from waypost.search.engine import EngineFault, find_engine
from waypost.store.actions import Action
from waypost.store.blobs import Blobs
from waypost.store.cache import Cache
from waypost.store.encoding import encode, key_of, recalled
from waypost.store.owning import naming, whole
from waypost.workers import available_processors

FOLDER = urls.file_of(urls.SEARCH).rpartition("/")[0] + "/index"
"""The folder that all indexes lie in, and the list of them."""

_KIND = "search"

Files = tuple[IndexFile, ...]


def searchable(site: Site) -> Checked[Site]:
    """Give a site without its search, and a warning, where there is no Pagefind."""
    if not site.search or find_engine():
        return Checked(site)
    found = warning(
        "no-search-engine",
        "the site has no search, as Pagefind's program is not there",
        Place("content/site.yaml"),
        "install it with 'pip install pagefind-bin', or write 'search: false'",
    )
    return Checked(replace(site, search=False), (found,))


class Indexer(Struct, frozen=True):
    """Makes indexes; ``jobs`` is how many at once, None to choose.

    Where ``later`` is set, an index that the build before had is not made anew: its
    files stay as they were, until a build comes that is in no hurry.
    """

    engine: Digest
    cache: Cache
    jobs: int | None
    memory: Memory = NONE
    later: bool = False

    @contextmanager
    def beside(self, indexes: Sequence[SearchIndex]) -> Iterator[Indexing]:
        """Make indexes while this process does something else."""
        before = self.memory.last("indexes made") or {}
        known: dict[str, Files] = {
            index.name: kept[1]
            for index in indexes
            if (kept := before.get(index.name)) and kept[0] == (self.engine, index)
        }
        outdated: dict[str, SearchIndex] = {}
        if self.later:
            for index in indexes:
                if index.name not in known and index.name in before:
                    (_, outdated[index.name]), known[index.name] = before[index.name]
        asked = {i.name: self._key(i) for i in indexes if i.name not in known}
        known |= self._kept(asked)
        missing = [index for index in indexes if index.name not in known]
        with ThreadPoolExecutor(self.jobs or available_processors(), "search") as threads:
            made = {index.name: threads.submit(_made, index, self.cache.blobs) for index in missing}
            try:
                yield Indexing(self, tuple(indexes), asked, known, made, outdated)
            finally:
                threads.shutdown(wait=True, cancel_futures=True)

    def keep(self, key: Digest, files: Files) -> None:
        """Keep an index, and the blobs of its files."""
        self.cache.actions.keep([Action(_KIND, key, encode(files)), *naming(_KIND, files)])

    def put(self, data: bytes) -> Digest:
        """Keep the bytes of a file that lists others."""
        file = IndexFile("", self.cache.blobs.put(data), len(data))
        if not whole(self.cache, _KIND, {file.path: [file]}):
            self.cache.actions.keep(naming(_KIND, [file]))
        return file.digest

    def _key(self, index: SearchIndex) -> Digest:
        return key_of(_KIND, self.engine, index)

    def _kept(self, asked: Mapping[str, Digest]) -> dict[str, Files]:
        found = self.cache.actions.find(list(asked.values()))
        kept = {
            name: files for name, key in asked.items() if (files := recalled(found.get(key), Files))
        }
        return {name: kept[name] for name in whole(self.cache, _KIND, kept)}


class Indexing(Struct):
    """Indexes on their way; ``made`` are those that were not ``known``.

    ``outdated`` are those whose files are still of what they held before.
    """

    indexer: Indexer
    indexes: tuple[SearchIndex, ...]
    keys: Mapping[str, Digest]
    known: dict[str, Files]
    made: Mapping[str, Future[Files]] = field(default_factory=dict)
    outdated: Mapping[str, SearchIndex] = field(default_factory=dict)

    def outputs(self) -> dict[str, Digest]:
        """Wait for all indexes; give their files, and the list of them, by output path.

        Raises:
            EnvironmentFault: where Pagefind fails.
            LostBlob: where the text of a post is gone.
            StoreFault: where the files can't be kept.
        """
        for name, future in self.made.items():
            self.known[name] = _result(name, future)
            self.indexer.keep(self.keys[name], self.known[name])
        if not self.indexes:
            return {}
        memory, engine = self.indexer.memory, self.indexer.engine
        files = {index.name: self.known[index.name] for index in self.indexes}
        held = {index.name: self.outdated.get(index.name, index) for index in self.indexes}
        noted = {name: ((engine, index), files[name]) for name, index in held.items()}
        memory.note("indexes made", noted)
        outputs = {
            f"{FOLDER}/{name}/{file.path}": file.digest
            for name, own in files.items()
            for file in own
        }
        listed = [{"name": name, "tag": _tag(own)} for name, own in files.items()]
        listing = json.dumps({"first": FIRST, "indexes": listed}, indent=1).encode()
        return outputs | {f"{FOLDER}/indexes.json": self.indexer.put(listing)}


def _result(name: str, future: Future[Files]) -> Files:
    try:
        return future.result()
    except EngineFault as trouble:
        raise EnvironmentFault(
            f"Pagefind can't index '{name}' for the search: {trouble}",
            "install pagefind-bin again, or write 'search: false' in site.yaml",
        ) from trouble


def _made(index: SearchIndex, blobs: Blobs) -> Files:
    program = find_engine()
    if program is None:
        raise EngineFault("its program is gone")
    files = bundle(program, index, blobs)
    return tuple(IndexFile(path, blobs.put(data), len(data)) for path, data in files.items())


def _tag(files: Files) -> str:
    """Stand for what an index holds, in the URLs by which a browser keeps it."""
    return key_of(files)[:12]
