"""The files of an index: those that a browser asks for, and the topics of each result."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from waypost.model.digest import digest_of
from waypost.model.search import FIRST, SearchIndex, SearchRecord
from waypost.search.bundle import bundle
from waypost.search.engine import find_engine
from waypost.store.blobs import Blobs, LostBlob

RECORDS = (
    SearchRecord("/posts/a/", "A", "Post", topics=("Go", "Tests"), html="<p>Compilers.</p>"),
    SearchRecord("/posts/b/", "B", "Post", topics=("Go",), html="<p>Queues.</p>"),
    SearchRecord("/posts/c/", "C", "Post"),
)


def made(index: SearchIndex, folder: Path) -> dict[str, bytes]:
    program = find_engine()
    assert program
    return bundle(program, index, Blobs(folder))


def test_each_result_has_its_topics(tmp_path: Path) -> None:
    files = made(SearchIndex("2024", "en", RECORDS), tmp_path)
    known = json.loads(files["pages.json"])
    topics = {}
    for name, numbers in known["pages"].items():
        text = gzip.decompress(files[f"fragment/{name}.pf_fragment"]).removeprefix(b"pagefind_dcd")
        topics[json.loads(text)["meta"]["url"]] = tuple(known["topics"][n] for n in numbers)
    assert topics == {record.url: record.topics for record in RECORDS}


def test_only_the_first_index_brings_the_program(tmp_path: Path) -> None:
    first, other = (made(SearchIndex(name, "en", RECORDS), tmp_path) for name in (FIRST, "2024"))
    assert {path for path in first if path not in other} == {
        "pagefind.js",
        "pagefind-worker.js",
        "wasm.en.pagefind",
        "wasm.unknown.pagefind",
    }
    assert {path: first[path] for path in other} == other


def test_the_text_of_a_post_is_read_from_the_store(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    body = blobs.put(b"<p>Zanzibar.</p>")
    index = SearchIndex("2024", "en", (SearchRecord("/a/", "A", "Post", body=body),))
    fragment = next(d for p, d in made(index, tmp_path).items() if p.startswith("fragment/"))
    assert b"Zanzibar" in gzip.decompress(fragment)


def test_a_text_that_is_gone_is_a_lost_blob(tmp_path: Path) -> None:
    lost = SearchRecord("/a/", "A", "Post", body=digest_of(b"gone"))
    with pytest.raises(LostBlob):
        made(SearchIndex("2024", "en", (lost,)), tmp_path)
