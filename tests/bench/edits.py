"""Measures builds after one edit, each in a new process, beside the peers' next builds.

python -m tests.bench.edits --posts 10000 --runs 5 [--only waypost eleventy]

The peers have no cache between processes: each pays its whole build again, with
its own caches left in place.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median

from .archive import make_archive
from .measure import SITES, machine, name_of, written_site
from .peers import Generator, generators, versions
from .process import Usage, run

Edit = Callable[[str, int], str]


def nothing(text: str, _number: int) -> str:
    """Leave a post as it is."""
    return text


def body_without_terms(text: str, number: int) -> str:
    """Change what no statistics look at: add a line that holds no word."""
    return f"{text.rstrip()}\n" + "\n* * *\n" * (number + 1)


def body(text: str, number: int) -> str:
    """Add a sentence: terms change, and with them what is related to the post."""
    return f"{text.rstrip()}\n\nAdded sentence {number}: the gate of the garden stood open.\n"


def paragraph(text: str, number: int) -> str:
    """Put a paragraph on top: leading terms change, and all links move down."""
    head, end, rest = text.partition("\n---\n")
    words = "Kettles and lanterns in the harbour: kettles, lanterns and harbours again."
    return f"{head}{end}\n{words} Paragraph {number}.\n{rest}"


def title(text: str, number: int) -> str:
    """Change a title: every list that shows it changes too."""
    head, key, rest = text.partition("title: ")
    line, end, rest = rest.partition("\n")
    return f'{head}{key}"{line.strip(chr(34))} {number}"{end}{rest}'


EDITS: dict[str, Edit] = {
    "nothing changed": nothing,
    "one body, same terms": body_without_terms,
    "one body, a sentence more": body,
    "one title": title,
}


@dataclass(slots=True)
class Series:
    """All builds of one generator after one kind of edit."""

    generator: str
    posts: int
    edit: str
    runs: list[Usage] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """The median of wall times."""
        return float(median(usage.seconds for usage in self.runs))


def main() -> None:
    """Measure, print a table, and write the figures down as JSON."""
    asked = _arguments()
    chosen = {name: g for name, g in generators().items() if name in asked.only}
    about = machine() | {"versions": versions(list(chosen))}
    for key, value in about.items():
        print(f"{key}: {value}")
    measured = []
    for posts in asked.posts:
        archive = make_archive(posts, asked.seed)
        folder = asked.sites.resolve() / name_of(archive)
        for name, generator in chosen.items():
            site = written_site(name, archive, folder)
            print(f"{name}: a build of {posts:,} posts first", flush=True)
            run(generator.command, site, folder / f"{name}.log")
            for edit in EDITS if name == "waypost" else ("one title",):
                measured.append(_measure(generator, site, posts, edit, asked.runs))
                _tell(measured[-1])
    target = asked.json or asked.sites / "edits.json"
    series = [asdict(one) for one in measured]
    target.write_text(json.dumps({"machine": about, "series": series}, indent=2), encoding="utf-8")
    print(f"\nAll runs stand in {target}.")


def _measure(generator: Generator, site: Path, posts: int, edit: str, runs: int) -> Series:
    series = Series(generator.name, posts, edit)
    files = sorted((site / "content/posts").rglob("*.md"))
    for number in range(runs):
        # Another post each time, spread over the years.
        file = files[(number * 7919 + 1237) % len(files)]
        before = file.read_text(encoding="utf-8")
        file.write_text(EDITS[edit](before, number), encoding="utf-8")
        series.runs.append(run(generator.command, site, site.with_suffix(".log")))
        file.write_text(before, encoding="utf-8")
        if edit != "nothing changed":
            run(generator.command, site, site.with_suffix(".log"))
    return series


def _tell(one: Series) -> None:
    times = [usage.seconds for usage in one.runs]
    print(
        f"{one.posts:>6} {one.generator:<9} {one.edit:<26} {one.seconds:>7.2f} s"
        f"  ({min(times):.2f}–{max(times):.2f})  peak {max(u.peak for u in one.runs):.0f} MB",
        flush=True,
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure builds after one edit.")
    parser.add_argument("--posts", type=int, nargs="+", default=[10_000], metavar="N")
    parser.add_argument("--runs", type=int, default=5, help="edits of each kind")
    parser.add_argument("--only", nargs="+", default=["waypost"], choices=tuple(generators()))
    parser.add_argument("--seed", type=int, default=1, help="another seed, another archive")
    parser.add_argument("--sites", type=Path, default=SITES, help="where the sites are made")
    parser.add_argument("--json", type=Path, help="where the figures are written")
    return parser.parse_args()


if __name__ == "__main__":
    main()
