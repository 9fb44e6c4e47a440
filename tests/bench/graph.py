"""How long the graph takes, as an archive grows.

python -m tests.bench.graph 10000 100000 --runs 5

Measured is all of it, from what loading gives to the archive: 200 topics, posts of 48
terms with three links each, and reading paths. Then the archive is made again in the
same process, as a preview does, with one post changed.

Prints medians of processor seconds, with the least and the most; "rest" is visibility,
topics, cards, links, curated paths and the sections of hubs. Between sizes it prints how
much longer a part takes (10.0 is linear for ten times the posts). Then, in turns, how long all of it takes on the clock alone, and with a
worker that has imported what it takes, as in a build after an edit.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from statistics import median
from time import perf_counter, process_time
from typing import Any
from unittest.mock import patch

from msgspec.structs import replace

from waypost import words
from waypost.garbage import collect_seldom, uncollected
from waypost.graph import deriving, texts
from waypost.graph.assemble import assemble
from waypost.model.archive import Archive
from waypost.model.beside import Beside, here
from waypost.model.diagnostic import Located
from waypost.model.memory import NONE, Memory
from waypost.model.post import Post, Terms
from waypost.model.site import Selection, Site
from waypost.model.sources import Sources
from waypost.workers import workers

from .sources import make_sources

PARTS = {
    "texts": (texts, "read_texts"),
    "records": (deriving, "read_records"),
    "vectors": (deriving, "term_vectors"),
    "hubs": (deriving, "_evidence"),
    "preparing": (deriving, "compare"),
    "related": (deriving, "related_posts"),
}
"""The parts that are told apart, and the functions that make them."""

SITE = Site("A made archive", "https://www.example.org")
SELECTION = Selection(datetime(2030, 1, 1, tzinfo=UTC))

Seconds = dict[str, list[float]]


def main() -> None:
    """Print tables of seconds for archives of the sizes asked for."""
    asked = _arguments()
    collect_seldom()  # As builds do.
    before: Seconds = {}
    for size in asked.posts:
        sources = make_sources(size)
        seconds: Seconds = {}
        for _ in range(asked.runs):
            with _timed(seconds) as whole:
                whole(lambda sources=sources: _from_nothing(sources))  # type: ignore[misc]
        _tell(f"{size:,} posts", seconds, before)
        before = seconds
        for edit, changed in EDITS.items():
            _tell(f"{size:,} posts, {edit}", _again(sources, changed, asked.runs), {})
        _tell(f"{size:,} posts, on the clock", _on_the_clock(sources, asked.runs), {})


def _on_the_clock(sources: Sources, runs: int) -> Seconds:
    """Time the graph from nothing, alone and with a worker in turns."""
    seconds: Seconds = {"alone": [], "helped": []}
    with workers(2) as pool:
        pool.begin("waypost.graph.related")
        pool.beside(len, ())()  # By then it has imported that.
        for _ in range(runs):
            for name, beside in (("alone", here), ("helped", pool.beside)):
                start = perf_counter()
                made = _from_nothing(sources, beside)
                seconds[name].append(perf_counter() - start)
                del made
    return seconds


def _again(sources: Sources, changed: Callable[[Post, int], Post], runs: int) -> Seconds:
    """Time what the graph costs once more after edits of one post."""
    memory, seconds = Memory(lasting=True), Seconds()
    _assembled(sources, memory)
    at = len(sources.posts) // 3
    for run in range(runs):
        posts = list(sources.posts)
        posts[at] = changed(posts[at], run)
        edited = replace(sources, posts=tuple(posts))
        with _timed(seconds) as whole:
            whole(lambda edited=edited: _assembled(edited, memory))  # type: ignore[misc]
    return seconds


def _from_nothing(sources: Sources, beside: Beside = here) -> Archive:
    words._stems.cache_clear()  # A new process knows no stems.
    with uncollected():  # As the pipeline does.
        return _assembled(sources, NONE, beside)


def _assembled(sources: Sources, memory: Memory, beside: Beside = here) -> Archive:
    made = assemble(sources, SITE, SELECTION, memory, beside)
    assert not made.diagnostics
    assert made.value.reached == len(sources.posts)
    return made.value


def _body(post: Post, run: int) -> Post:
    """Say something else with a tenth of the terms."""
    terms = list(post.terms)
    return replace(post, terms=Terms.of(iter([*terms[5:], (f"edited{run}", 1), ("again", 1)])))


def _title(post: Post, run: int) -> Post:
    return replace(post, title=Located(f"{post.title.value} once more {run}", post.title.place))


EDITS = {"one body again": _body, "one title again": _title}


@contextmanager
def _timed(seconds: Seconds) -> Iterator[Callable[[Callable[[], object]], None]]:
    """Note the seconds of the parts of what is done within, and of the whole."""
    spent = dict.fromkeys(PARTS, 0.0)

    def timed(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def timing(*arguments: Any) -> Any:
            start = process_time()
            try:
                return work(*arguments)
            finally:
                spent[name] += process_time() - start

        return timing

    def whole(work: Callable[[], object]) -> None:
        start = process_time()
        made = work()
        spent["all"] = process_time() - start
        del made  # A build has its archive until it ends.
        spent["rest"] = spent["all"] - sum(spent[name] for name in PARTS)

    with ExitStack() as stack:
        for name, (module, function) in PARTS.items():
            stack.enter_context(
                patch.object(module, function, timed(name, getattr(module, function)))
            )
        yield whole
    for name, value in spent.items():
        seconds.setdefault(name, []).append(value)


def _tell(what: str, seconds: Seconds, before: Seconds) -> None:
    print(what)
    for name, values in seconds.items():
        middle = median(values)
        line = f"  {name:8} {middle:7.3f} s ({min(values):.3f}–{max(values):.3f})"
        print(line + (f"  x{middle / median(before[name]):.1f}" if before else ""), flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the graph.")
    parser.add_argument("posts", type=int, nargs="*", default=[10_000], help="sizes of archives")
    parser.add_argument("--runs", type=int, default=5, help="times that each is measured")
    return parser.parse_args()


if __name__ == "__main__":
    main()
