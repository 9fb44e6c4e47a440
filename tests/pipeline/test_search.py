"""The search of whole sites: what is indexed, when it is again, and where there is none."""

from __future__ import annotations

import gzip
import json
import os
import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from support.increments import small_site
from support.sites import built, options, tree, write
from waypost import searching
from waypost.builds import build
from waypost.model.faults import EnvironmentFault
from waypost.outcome import Outcome, Timing
from waypost.search import engine
from waypost.session import Session


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_site(tmp_path / "site")


def indexed(outcome: Outcome) -> int:
    """Count the indexes that a build has made."""
    timing = next(timing for timing in outcome.timings if timing.stage == "search")
    return timing.items - timing.hits


def found(public: Path) -> dict[str, tuple[str, str]]:
    """Read what all indexes hold: the text of each page and the index's name, by URL."""
    pages = {}
    for file in public.glob("search/index/*/fragment/*"):
        text = gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd")
        fragment = json.loads(text)
        pages[fragment["meta"]["url"]] = (fragment["content"], file.parts[-3])
    return pages


def sub(name: str, old: str, new: str) -> Callable[[Path], object]:
    def edit(root: Path) -> None:
        text = (root / name).read_text(encoding="utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, new), encoding="utf-8")

    return edit


def test_every_post_hub_and_path_is_in_one_index(root: Path) -> None:
    outcome = built(root)
    assert outcome.archive
    archive, pages = outcome.archive, found(root / "public")
    hubs = {f"/topics/{slug}/" for slug in archive.hubs}
    paths = {f"/paths/{slug}/" for slug in archive.paths}
    posts = {url for url, (_, name) in pages.items() if name != "guide"}
    assert {url for url in pages if url not in posts} == {"/", *hubs, *paths}
    assert len(posts) == len(archive.posts)
    assert pages["/posts/second/"][1] == "2022"
    assert "Compilers and queues" in pages["/posts/second/"][0]
    # A link without words of its own stands for the title of what it leads to.
    assert "Read Second thoughts next" in pages["/posts/first/"][0]
    assert "Begin here" in pages["/topics/go/"][0]


def test_the_list_of_indexes_names_each_with_a_tag_of_what_it_holds(root: Path) -> None:
    def listed() -> dict[str, str]:
        file = root / "public/search/index/indexes.json"
        return {index["name"]: index["tag"] for index in json.loads(file.read_bytes())["indexes"]}

    built(root)
    before = listed()
    assert list(before) == ["guide", "2021", "2022", "2023", "2024", "2025"]
    sub("content/posts/fifth.md", "again", "and again")(root)
    built(root)
    assert {name for name, tag in listed().items() if tag != before[name]} == {"2023"}


@pytest.mark.parametrize(
    ("edit", "again"),
    [
        (sub("content/posts/fifth.md", "Retries, again", "Retries, perhaps"), {"2023"}),
        (sub("content/posts/fifth.md", "About fifth", "Regarding fifth"), {"2023"}),
        # The title stands in a post of 2021, which links to it without words.
        (sub("content/posts/second.md", "Second th", "Third th"), {"2021", "2022", "guide"}),
        (sub("content/hubs/go.md", "Begin", "Start"), {"guide"}),
        (sub("content/topics.yaml", "label: AI", "label: A.I."), {"2023", "2024", "guide"}),
        (sub("content/posts/fifth.md", "title:", "updated: 2026-01-01\ntitle:"), set()),
        (sub("templates/not-found.html", "post", "text"), set()),
        (sub("static/humans.txt", "people", "animals"), set()),
    ],
    ids=["body", "description", "title", "hub", "label", "day of change", "template", "file"],
)
def test_an_edit_indexes_again_what_holds_it(
    root: Path, edit: Callable[[Path], object], again: set[str]
) -> None:
    first = built(root)
    assert indexed(first) == 6
    assert first.manifest
    edit(root)
    outcome = built(root)
    assert outcome.manifest
    before, after = first.manifest.entries, outcome.manifest.entries
    changed = {path for path in before.keys() | after if before.get(path) != after.get(path)}
    names = {path.split("/")[2] for path in changed if path.startswith("search/index/")}
    assert names - {"indexes.json"} == again
    assert indexed(outcome) == len(again)


def test_a_session_indexes_again_what_holds_an_edit(root: Path) -> None:
    session = Session(options(root), clock=lambda: options(root).now)
    assert indexed(session.build().outcome) == 6
    sub("content/posts/fifth.md", "again", "and again")(root)
    # In a hurry the index stays as it was; a look at everything makes it anew.
    assert indexed(session.build(["content/posts/fifth.md"]).outcome) == 0
    outcome = session.build().outcome
    assert indexed(outcome) == 1
    assert outcome.manifest
    published = built(root).manifest
    assert published
    assert outcome.manifest.entries == published.entries
    session.close()


def test_any_number_of_workers_gives_the_same_indexes(root: Path, tmp_path: Path) -> None:
    trees = []
    for jobs in (1, 4):
        other = small_site(tmp_path / f"with-{jobs}")
        built(other, jobs=jobs)
        trees.append(tree(other / "public/search"))
    assert trees[0] == trees[1]


def test_a_file_of_an_index_that_is_lost_is_made_again(root: Path) -> None:
    first = built(root)
    assert first.manifest
    path = next(p for p in first.manifest.entries if p.endswith(".pf_meta"))
    digest = first.manifest.entries[path]
    (root / ".waypost/cache/blobs" / digest[:2] / digest[2:]).unlink()
    sub("content/posts/fifth.md", "again", "and again")(root)
    outcome = built(root)
    assert outcome.exit_code() == 0
    assert indexed(outcome) in (1, 2)
    assert (root / "public" / path).is_file() or "/2023/" in path


def test_without_search_there_is_no_trace_of_it(root: Path) -> None:
    write(root, {"content/site.yaml": (root / "content/site.yaml").read_text() + "search: false\n"})
    outcome = built(root)
    assert not any(timing.stage == "search" for timing in outcome.timings)
    published = tree(root / "public")
    assert not [path for path in published if "search" in path]
    assert not [path for path, data in published.items() if re.search(rb"/search|search[.-]", data)]


def test_without_pagefind_the_site_has_no_search_and_a_warning_says_so(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "PACKAGES", ("no_such_package",))
    outcome = built(root)
    assert [(f.code, str(f.place)) for f in outcome.diagnostics] == [
        ("no-search-engine", "content/site.yaml")
    ]
    assert "pip install" in outcome.diagnostics[0].fix
    assert (outcome.exit_code(), outcome.exit_code(strict=True)) == (0, 1)
    assert not [path for path in tree(root / "public") if "search" in path]


@pytest.mark.skipif(os.name == "nt", reason="stands a shell script in for the program")
def test_a_pagefind_that_fails_ends_the_build_with_a_reason_and_publishes_nothing(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "pagefind"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(searching, "find_engine", lambda: program)
    with pytest.raises(EnvironmentFault, match="Pagefind can't index") as fault:
        build(options(root))
    assert "search: false" in fault.value.fix
    assert not (root / "public").exists()


def test_timings_count_the_indexes(root: Path) -> None:
    timing = next(timing for timing in built(root).timings if timing.stage == "search")
    assert timing == Timing("search", timing.seconds, 6, 0)
