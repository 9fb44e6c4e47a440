"""Measures in turns what stands between a cold build and the time that it is to take.

    python -m tests.bench.floor --posts 10000 --runs 3 [--hugo]

In each round, on the same archive: a peer's cold build, what the libraries alone take on
all processors, what Waypost's loading and rendering take alone, and its whole cold build.
Prints medians as a table in Markdown, each beside the peers' times and what is aimed at.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from shutil import rmtree
from statistics import median

from .archive import make_archive
from .libraries import LIBRARIES, Spent, libraries_alone
from .measure import SITES, machine, name_of, written_site
from .peers import Generator, generators
from .process import run

AIMS = {"eleventy": 0.8, "hugo": 0.2}
"""The share of each peer's time that a cold build is to take."""

SAYING = {
    "eleventy": "Eleventy's cold build",
    "hugo": "Hugo's cold build",
    "libraries": "the libraries alone, on all processors",
    "load": "Waypost's loading alone",
    "render": "Waypost's rendering alone",
    "both": "both, one after the other",
    "waypost": "Waypost's cold build",
}

Seconds = Mapping[str, Sequence[float]]
"""By key of ``SAYING``: one figure a round."""


def main() -> None:
    """Measure, and print the tables."""
    asked = _arguments()
    peers = ["eleventy", "hugo"] if asked.hugo else ["eleventy"]
    for key, value in machine().items():
        print(f"{key}: {value}")
    archive = make_archive(asked.posts, asked.seed)
    folder = asked.sites.resolve() / name_of(archive)
    sites = {name: written_site(name, archive, folder) for name in (*peers, "waypost")}
    files = sorted((sites["eleventy"] / "content/posts").rglob("*.md"))
    texts = [file.read_text(encoding="utf-8") for file in files]
    seconds: dict[str, list[float]] = {}
    spent: list[Spent] = []
    for _ in range(asked.runs):
        spent.append(libraries_alone(texts, len(os.sched_getaffinity(0))))
        figures = _round(peers, sites, folder)
        for name, value in (("libraries", spent[-1].seconds), *figures.items()):
            seconds.setdefault(name, []).append(value)
    rmtree(folder / "attic")
    print("\n".join(["", *table(seconds), "", *library_table(spent)]))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure where the floor of a cold build is.")
    parser.add_argument("--posts", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3, help="rounds; medians are shown")
    parser.add_argument("--hugo", action="store_true", help="run Hugo too")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another archive")
    parser.add_argument("--sites", type=Path, default=SITES, help="where the sites are made")
    return parser.parse_args()


def _round(peers: Sequence[str], sites: Mapping[str, Path], folder: Path) -> dict[str, float]:
    """Run all but the libraries once; gives seconds by the clock."""
    made = generators()
    found = {name: _cold(made[name], sites[name], folder) for name in peers}
    made["waypost"].clear(sites["waypost"], folder / "attic")
    command = (sys.executable, "-m", "tests.bench.alone", str(sites["waypost"]))
    alone = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    found |= {"load": alone["load"], "render": alone["render"]}
    found["both"] = alone["load"] + alone["render"]
    return found | {"waypost": _cold(made["waypost"], sites["waypost"], folder)}


def _cold(generator: Generator, site: Path, folder: Path) -> float:
    generator.clear(site, folder / "attic")
    return run(generator.command, site, folder / f"{generator.name}.log").seconds


def table(seconds: Seconds) -> Iterator[str]:
    """Draw the table: each median, and its ratios to the peers' and to what is aimed at."""
    middle = {name: median(found) for name, found in seconds.items()}
    against = {name: share for name, share in AIMS.items() if name in middle}
    heads = [f"× {name.capitalize()} | × {share} {name.capitalize()}" for name, share in
             against.items()]  # fmt: skip
    yield f"| | seconds | {' | '.join(heads)} |"
    yield "|---|---|" + "---|---|" * len(heads)
    for name in SAYING:
        if name in middle:
            value, least, most = middle[name], min(seconds[name]), max(seconds[name])
            ratios = (
                f"{value / middle[peer]:.2f} | {value / (share * middle[peer]):.2f}"
                for peer, share in against.items()
            )
            spread = f"{value:.2f} ({least:.2f}–{most:.2f})"
            yield f"| {SAYING[name]} | {spread} | {' | '.join(ratios)} |"


def library_table(spent: Sequence[Spent]) -> Iterator[str]:
    """Draw the table of milliseconds of processor time a post, with each library's median."""
    costs = [median(one.processor[name] * 1000 / one.posts for one in spent) for name in LIBRARIES]
    yield f"| {' | '.join(LIBRARIES)} | all |"
    yield "|---" * (len(LIBRARIES) + 1) + "|"
    yield f"| {' | '.join(f'{cost:.2f}' for cost in (*costs, sum(costs)))} |"


if __name__ == "__main__":
    main()
