"""Measures how soon a saved file is served: a real `waypost serve`, asked again and again.

python -m tests.bench.serving --posts 1000 10000 --runs 15 [--pause 3]

A save is one write to a post's file. The clock stops when the preview first answers a
request for the post's page with what was written. What lies between is all of it: the
system's event, the burst, the build, and the answer.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from typing import IO

from .archive import Archive, make_archive
from .edits import body, body_without_terms, paragraph, title
from .measure import SITES, machine, name_of, written_site

EDITS = {
    "one body, same terms": body_without_terms,
    "one body, a sentence more": body,
    "one body, a paragraph on top": paragraph,
    "one title": title,
}

EVERY = 0.005
"""Seconds between an answer and the next question."""


@dataclass(slots=True)
class Series:
    """All saves of one kind at one size; ``seconds`` from the save to the answer."""

    posts: int
    edit: str
    seconds: list[float] = field(default_factory=list)


class Client:
    """Asks a preview for pages, over one connection."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=120)

    def page(self, slug: str) -> bytes:
        """Give a post's page."""
        self._connection.request("GET", f"/posts/{slug}/")
        return self._connection.getresponse().read()

    def wait_until_changed(self, slug: str, before: bytes) -> float:
        """Ask until a page differs; give the moment of that answer."""
        while self.page(slug) == before:
            time.sleep(EVERY)
        return time.perf_counter()


def main() -> None:
    """Measure, print a table, and write the figures down as JSON."""
    asked = _arguments()
    about = machine()
    for key, value in about.items():
        print(f"{key}: {value}")
    measured = []
    for posts in asked.posts:
        archive = make_archive(posts, asked.seed)
        site = written_site("waypost", archive, asked.sites.resolve() / name_of(archive))
        with _preview(site) as port:
            for edit in EDITS:
                measured.append(_measure(site, archive, Client(port), edit, asked))
                _tell(measured[-1])
    target = asked.json or asked.sites / "serving.json"
    series = [asdict(one) for one in measured]
    target.write_text(json.dumps({"machine": about, "series": series}, indent=2), encoding="utf-8")
    print(f"\nAll runs stand in {target}.")


def _measure(
    site: Path, archive: Archive, client: Client, edit: str, asked: argparse.Namespace
) -> Series:
    series = Series(len(archive.heads), edit)
    for number in range(asked.runs):
        # Another post each time, spread over the years.
        head = archive.heads[(number * 7919 + 1237) % len(archive.heads)]
        file = site / "content/posts" / head.file
        text = file.read_text(encoding="utf-8")
        before = client.page(head.slug)
        start = time.perf_counter()
        file.write_text(EDITS[edit](text, number), encoding="utf-8")
        series.seconds.append(client.wait_until_changed(head.slug, before) - start)
        time.sleep(asked.pause)
        changed = client.page(head.slug)
        file.write_text(text, encoding="utf-8")
        client.wait_until_changed(head.slug, changed)
        time.sleep(asked.pause)
    return series


@contextmanager
def _preview(site: Path) -> Iterator[int]:
    command = [sys.executable, "-m", "waypost", "serve", "--port", "0", "--no-reload"]
    with site.with_suffix(".serving.errors").open("wb") as errors:
        process = subprocess.Popen(command, cwd=site, stdout=subprocess.PIPE, stderr=errors)
        try:
            assert process.stdout is not None
            yield _port(process.stdout)
        finally:
            process.terminate()
            process.communicate()


def _port(told: IO[bytes]) -> int:
    """Wait for the first build; give the port."""
    found = re.search(rb":(\d+)/", told.readline())
    assert found is not None
    # The greeting has a second line; the first build's is the one to wait for.
    line = next(line for line in told if b" Built " in line)
    print(line.decode().strip(), flush=True)
    return int(found[1])


def _tell(one: Series) -> None:
    times = [1000 * seconds for seconds in one.seconds]
    print(
        f"{one.posts:>6} {one.edit:<26} {median(times):>6.0f} ms"
        f"  ({min(times):.0f}–{max(times):.0f})",
        flush=True,
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure from a save to what is served.")
    parser.add_argument("--posts", type=int, nargs="+", default=[1000, 10_000], metavar="N")
    parser.add_argument("--runs", type=int, default=15, help="saves of each kind")
    parser.add_argument("--pause", type=float, default=3.0, help="seconds between two saves")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another archive")
    parser.add_argument("--sites", type=Path, default=SITES, help="where the sites are made")
    parser.add_argument("--json", type=Path, help="where the figures are written")
    return parser.parse_args()


if __name__ == "__main__":
    main()
