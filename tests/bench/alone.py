"""Measures what loading and rendering take alone, as if all else in a build cost nothing.

    python -m tests.bench.alone SITE

Both go through the real workers, which are there already and have all templates at hand.
Results are taken from them and dropped: nothing is decoded, noted, checked or published.
Prints seconds by the clock, as JSON.
"""

from __future__ import annotations

import json
import sys
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from waypost.config import Extensions, Options
from waypost.garbage import collect_seldom
from waypost.inputs import take_stock
from waypost.intake import settings_of
from waypost.jobs import LoadJob, LoadTask, PageJob, Task
from waypost.model.plan import Kept, Rendered
from waypost.outcome import silent
from waypost.parsing import POST
from waypost.pipeline import Run, as_far_as_planned, maker_for
from waypost.store.blobs import Blobs
from waypost.store.cache import open_cache
from waypost.workers import Workers, start_server, workers


@dataclass(frozen=True, slots=True)
class Alone:
    """Seconds that loading all posts takes, and rendering all pages; how many there are."""

    load: float
    render: float
    posts: int
    pages: int


def load_and_render_alone(root: Path, jobs: int | None = None) -> Alone:
    """Measure a site that has no cache yet, and leave what was made in its work folder.

    Raises:
        ValueError: where the site has nothing to render.
    """
    options, extensions = Options(root, datetime.now(UTC), jobs=jobs), Extensions()
    work = options.layout.work
    with open_cache(work) as cache, workers(jobs, start_server(jobs)) as pool:
        inputs = take_stock(options, extensions)
        run = Run(options, extensions, silent, inputs, cache, pool)
        found = as_far_as_planned(run)
        if found.plan is None:
            raise ValueError("there is nothing to render")
        # Once more, for texts that nobody has kept there yet.
        task = LoadTask(root, Blobs(work / "alone"), settings_of(found.site))
        sources = [LoadJob(source) for source in inputs.inventory.posts]
        load = _seconds(pool, partial(POST.load, task), sources)
        maker = maker_for(run, found)
        pages = [
            PageJob(page.path, page.template, page.view)
            for page in found.plan.value.pages
            if not isinstance(page.view, Kept | Rendered)
        ]
        render = _seconds(pool, partial(Task("make_page"), maker.task), pages)
    return Alone(load, render, len(sources), len(pages))


def _seconds(pool: Workers, function: Callable[[Any], Any], items: Sequence[Any]) -> float:
    start = perf_counter()
    deque(pool.map(function, items), maxlen=0)
    return perf_counter() - start


if __name__ == "__main__":
    collect_seldom()  # As builds do.
    print(json.dumps(asdict(load_and_render_alone(Path(sys.argv[1]).resolve()))))
