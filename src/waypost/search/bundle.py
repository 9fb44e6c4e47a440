"""The files of an index that are published: what a browser asks for, and nothing else."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import Path

from waypost.model.search import FIRST, SearchIndex
from waypost.search.documents import document
from waypost.search.engine import EngineFault, make_index
from waypost.store.blobs import Blobs

_OF_ALL = ("pagefind-entry.json", "*.pf_meta", "index/*.pf_index", "fragment/*.pf_fragment")
_OF_FIRST = ("pagefind.js", "pagefind-worker.js", "wasm.*.pagefind")

_SIGNATURE = b"pagefind_dcd"


def bundle(program: Path, index: SearchIndex, blobs: Blobs) -> dict[str, bytes]:
    """Make an index; give its files by path, ``pages.json`` among them.

    That file has the topics of every result: ``pages`` maps the ids of results to
    positions in ``topics``. Pagefind's own filters are not used: it writes them in
    another order each time.

    Raises:
        EngineFault: where Pagefind fails.
        LostBlob: where the text of a post is gone.
    """
    documents = (
        (
            record.url,
            document(
                record, index.language, blobs.get(record.body).decode() if record.body else ""
            ),
        )
        for record in index.records
    )
    made = make_index(program, index.language, documents)
    wanted = _OF_ALL + (_OF_FIRST if index.name == FIRST else ())
    files = {
        path: data
        for path, data in sorted(made.items())
        if any(fnmatchcase(path, pattern) for pattern in wanted)
    }
    files["pages.json"] = _pages(index, files)
    return files


def _pages(index: SearchIndex, files: Mapping[str, bytes]) -> bytes:
    topics = {record.url: record.topics for record in index.records}
    labels = sorted({label for own in topics.values() for label in own})
    numbers = {label: number for number, label in enumerate(labels)}
    pages = {}
    for path, data in files.items():
        name, _, suffix = path.removeprefix("fragment/").partition(".")
        if suffix == "pf_fragment":
            pages[name] = [numbers[label] for label in topics[_url_of(data)]]
    text = json.dumps({"topics": labels, "pages": pages}, ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def _url_of(fragment: bytes) -> str:
    try:
        text = gzip.decompress(fragment).removeprefix(_SIGNATURE)
        return str(json.loads(text)["meta"]["url"])
    except (OSError, ValueError, KeyError, TypeError) as odd:
        raise EngineFault("its files are not as they were up to now") from odd
