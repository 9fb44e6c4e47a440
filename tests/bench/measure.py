"""Measures cold builds of Waypost beside those of other generators, in one run.

python -m tests.bench.measure --posts 1000 10000 --runs 3 [-- ARGUMENTS FOR WAYPOST]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from statistics import median
from typing import Any

from .archive import Archive, make_archive
from .peers import BENCH, Generator, generators, versions, write_site
from .process import Usage, run

SITES = BENCH / ".sites"


@dataclass(slots=True)
class Series:
    """All runs of one generator on one archive.

    ``stages`` are Waypost's own timings, seconds by stage, one mapping a run.
    """

    generator: str
    posts: int
    files: int = 0
    runs: list[Usage] = field(default_factory=list)
    stages: list[dict[str, float]] = field(default_factory=list)

    def middle(self, what: str) -> float:
        """Give the median of one field of ``Usage``."""
        return float(median(getattr(usage, what) for usage in self.runs))


def main() -> None:
    """Measure, print the tables, and write them down as JSON."""
    asked = _arguments()
    chosen = generators(asked.extra)
    chosen = {name: chosen[name] for name in asked.only or chosen}
    about = machine() | {"versions": versions(list(chosen))}
    for key, value in about.items():
        print(f"{key}: {value}")
    measured: list[Series] = []
    for posts in asked.posts:
        series = _measure(make_archive(posts, asked.seed), chosen, asked.runs, asked.sites)
        measured += series
        print("\n".join(["", *_table(series), *_stages(series)]), flush=True)
    target = asked.json or asked.sites / "measured.json"
    target.write_text(json.dumps(_report(asked, about, measured), indent=2), encoding="utf-8")
    print(f"\nAll runs stand in {target}.")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure cold builds, side by side.")
    parser.add_argument("--posts", type=int, nargs="+", default=[1000, 10_000], metavar="N")
    parser.add_argument("--runs", type=int, default=3, help="runs of each; medians are shown")
    parser.add_argument("--only", nargs="+", choices=tuple(generators()), help="only these")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another archive")
    parser.add_argument("--sites", type=Path, default=SITES, help="where the sites are made")
    parser.add_argument("--json", type=Path, help="where the figures are written")
    parser.add_argument("extra", nargs="*", help="more arguments for Waypost, after --")
    return parser.parse_args()


def _measure(
    archive: Archive, chosen: dict[str, Generator], runs: int, sites: Path
) -> list[Series]:
    """Run the generators in turn, so that a busy minute of the machine meets them all."""
    folder = sites.resolve() / name_of(archive)
    series = {name: Series(name, len(archive.heads)) for name in chosen}
    for name in chosen:
        written_site(name, archive, folder)
    for _ in range(runs):
        for name, generator in chosen.items():
            _run_once(generator, folder, series[name])
    rmtree(folder / "attic")
    return list(series.values())


def written_site(name: str, archive: Archive, folder: Path) -> Path:
    """Write an archive as a generator's site, where it does not lie there yet."""
    if not (folder / name).exists():
        print(f"writing {len(archive.heads):,} posts for {name}", flush=True)
        write_site(name, archive, _empty(folder / f"{name}.part"))
        (folder / f"{name}.part").rename(folder / name)
    return folder / name


def _run_once(generator: Generator, folder: Path, series: Series) -> None:
    site, log = folder / generator.name, folder / f"{generator.name}.log"
    generator.clear(site, folder / "attic")
    series.runs.append(run(generator.command, site, log))
    series.files = sum(len(files) for _, _, files in os.walk(site / "public"))
    if generator.name == "waypost":
        series.stages.append(_timings(log.read_text(encoding="utf-8")))


def _timings(told: str) -> dict[str, float]:
    """Read the table that ``--timings`` prints."""
    rows = told.partition("STAGE ")[2].splitlines()[1:]
    return {stage: float(seconds) for stage, seconds, *_ in map(str.split, rows)}


def name_of(archive: Archive) -> str:
    """Name the folder of an archive after all that decides what stands in it."""
    state = sha256()
    makers = [BENCH / name for name in ("archive.py", "prose.py", "listings.py", "peers.py")]
    for file in (*makers, *sorted((BENCH / "peers").rglob("*.*"))):
        if file.is_file():
            state.update(file.read_bytes())
    return f"{len(archive.heads)}-{archive.seed}-{state.hexdigest()[:8]}"


def _empty(folder: Path) -> Path:
    rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    return folder


def _table(series: Sequence[Series]) -> list[str]:
    head = "posts  generator  seconds  (least–most)  processor s  peak MB  largest MB   files"
    rows = [head]
    for one in series:
        times = [usage.seconds for usage in one.runs]
        rows.append(
            f"{one.posts:>6} {one.generator:<9} {median(times):>8.2f}"
            f"  {f'({min(times):.2f}–{max(times):.2f})':>13}  {one.middle('processor'):>10.1f}"
            f"  {one.middle('peak'):>8.0f}  {one.middle('largest'):>9.0f} {one.files:>7}"
        )
    ours = next((one for one in series if one.generator == "waypost"), None)
    for other in series if ours else ():
        if ours and other is not ours:
            time = ours.middle("seconds") / other.middle("seconds")
            memory = ours.middle("peak") / other.middle("peak")
            rows.append(
                f"waypost takes {time:.2f} × {other.generator}'s time, {memory:.2f} × memory"
            )
    return rows


def _stages(series: Sequence[Series]) -> list[str]:
    return [
        "stages, seconds: "
        + ", ".join(
            f"{name} {median(run[name] for run in one.stages):.2f}" for name in one.stages[0]
        )
        for one in series
        if one.stages
    ]


def machine() -> dict[str, Any]:
    """Describe the machine, as far as times depend on it."""
    information = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    models = [line.partition(":")[2] for line in information.splitlines() if "model name" in line]
    return {
        "processor": models[0].strip() if models else platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "system": platform.platform(),
        "python": platform.python_version(),
        "load before": round(os.getloadavg()[0], 2),
    }


def _report(
    asked: argparse.Namespace, machine: dict[str, Any], measured: Sequence[Series]
) -> dict[str, Any]:
    return {
        "machine": machine,
        "seed": asked.seed,
        "waypost_arguments": asked.extra,
        "series": [asdict(one) for one in measured],
    }


if __name__ == "__main__":
    main()
