"""Looking at a site without building it: the stages as far as an answer needs them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from waypost.config import Extensions, Options
from waypost.explaining import Explained, Subject, explain_name
from waypost.inputs import take_stock
from waypost.model.plan import Plan
from waypost.outcome import Outcome, Progress, silent
from waypost.pipeline import Run, as_far_as_planned, graph, load, maker_for, outcome_of, render
from waypost.store.cache import Cache, through_cache
from waypost.traces import Tracer
from waypost.workers import workers

T = TypeVar("T")


def survey(
    options: Options, extensions: Extensions = Extensions(), progress: Progress = silent
) -> Outcome:
    """Load the site and build its archive, without making a page."""

    def surveyed(run: Run) -> Outcome:
        intake = load(run)
        archive = graph(run, intake.value)
        return outcome_of(run, intake.value, archive.value, (intake, archive))

    return _run(options, extensions, progress, surveyed)


def plan(
    options: Options, extensions: Extensions = Extensions(), progress: Progress = silent
) -> tuple[Outcome, Plan | None]:
    """Load the site and plan it; no plan where the configuration is broken."""

    def planned(run: Run) -> tuple[Outcome, Plan | None]:
        found = as_far_as_planned(run)
        return found.outcome(run), found.plan.value if found.plan else None

    return _run(options, extensions, progress, planned)


def render_one(
    options: Options, path: str, extensions: Extensions = Extensions()
) -> tuple[Outcome, bytes | None]:
    """Render a single output of a site, by its path; None where nothing has it."""

    def rendered(run: Run) -> tuple[Outcome, bytes | None]:
        found = as_far_as_planned(run)
        if found.plan is None or found.archive.value is None:
            return found.outcome(run), None
        only = Plan(tuple(page for page in found.plan.value.pages if page.path == path), ())
        made = render(run, only, found, Tracer(run.cache))
        pages = made.value.artifacts
        return found.outcome(run, made), run.cache.blobs.get(pages[0].digest) if pages else None

    return _run(options, extensions, silent, rendered)


def explain(
    options: Options, name: str, extensions: Extensions = Extensions()
) -> tuple[Outcome, Explained | None]:
    """Explain a page or a source; None where the configuration is broken."""

    def explained(run: Run) -> tuple[Outcome, Explained | None]:
        found = as_far_as_planned(run)
        if found.plan is None or found.archive.value is None:
            return found.outcome(run), None
        maker = maker_for(run, found)
        outcome = found.outcome(run)
        sources = frozenset((*run.inputs.sources, *(source for source, _ in run.inputs.static)))
        subject = Subject(
            found.archive.value,
            found.plan.value,
            maker,
            sources,
            outcome.diagnostics,
            outcome.sources.includes,
        )
        return outcome, explain_name(name, subject)

    return _run(options, extensions, silent, explained)


def _run(
    options: Options, extensions: Extensions, progress: Progress, work: Callable[[Run], T]
) -> T:
    inputs = take_stock(options, extensions)

    def attempt(cache: Cache) -> T:
        with workers(options.jobs) as pool:
            return work(Run(options, extensions, progress, inputs, cache, pool))

    return through_cache(options.layout.work, attempt)
