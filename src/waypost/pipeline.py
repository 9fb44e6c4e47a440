"""The one way through the house: load, graph, plan, render, check, publish."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar

from waypost.check.links import check_links, check_markup
from waypost.config import Extensions, Options
from waypost.editions.encoding import encode
from waypost.editions.taking import edition_of
from waypost.explaining import (
    PageExplained,
    SourceExplained,
    Subject,
    Unexplained,
    explain_name,
)
from waypost.graph.assemble import assemble
from waypost.inputs import Inputs, still_hold, take_stock
from waypost.intake import Intake, take_in
from waypost.jobs import Preparation, RenderTask, Task
from waypost.load.excerpts import with_excerpts
from waypost.making import Maker, Pages
from waypost.model.archive import Archive
from waypost.model.artifact import Manifest
from waypost.model.diagnostic import Checked, in_order
from waypost.model.digest import digest_of
from waypost.model.plan import Plan
from waypost.model.site import Site
from waypost.outcome import Counts, Outcome, Progress, Stopwatch, silent
from waypost.plan.assemble import plan_site, site_view
from waypost.render.templates import read_templates
from waypost.selection import selection_of
from waypost.store.cache import Cache, through_cache
from waypost.store.encoding import as_seen
from waypost.traces import Tracer
from waypost.workers import Workers, workers

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Run:
    """What every stage of one run is given."""

    options: Options
    extensions: Extensions
    progress: Progress
    inputs: Inputs
    cache: Cache
    pool: Workers
    watch: Stopwatch = field(default_factory=Stopwatch)


def make(run: Run) -> tuple[Outcome, bool]:
    """Do all that a build does, but for publishing.

    Says too whether the result is that of the run's inputs: not where a file was
    seen to change on the way.

    Raises:
        LostBlob, StoreFault: where the cache fails; see ``through_cache``.
    """
    intake = _load(run)
    run.pool.ahead(partial(Task("prepare_rendering"), _preparation(run)))
    archive = _graph(run, intake.value)
    if archive.value is None:
        return _outcome(run, intake.value, None, (intake, archive)), False
    plan = _plan(run, archive.value, intake.value)
    tracer = Tracer(run.cache)
    pages = _render(run, plan.value, archive.value, intake.value.site, tracer)
    checks = _check(run, plan.value, pages.value, archive.value, intake.value.site)
    stages = (intake, archive, plan, pages, checks)
    stable = intake.value.stable and still_hold(run.inputs, run.options, run.extensions)
    tracer.save()
    manifest = _manifest(plan.value, pages.value)
    edition = edition_of(archive.value, intake.value.site, plan.value, manifest)
    made = replace(
        _outcome(run, intake.value, archive.value, stages),
        pages=len(plan.value.pages),
        rendered=pages.value.rendered,
        reused=len(plan.value.pages) - pages.value.rendered,
        manifest=manifest,
        edition=encode(edition),
    )
    return made, stable


def survey(
    options: Options, extensions: Extensions = Extensions(), progress: Progress = silent
) -> Outcome:
    """Load the site and build its archive, without making a page."""

    def surveyed(run: Run) -> Outcome:
        intake = _load(run)
        archive = _graph(run, intake.value)
        return _outcome(run, intake.value, archive.value, (intake, archive))

    return _run(options, extensions, progress, surveyed)


def render_one(
    options: Options, path: str, extensions: Extensions = Extensions()
) -> tuple[Outcome, bytes | None]:
    """Render a single output of a site, by its path; None where nothing has it."""

    def rendered(run: Run) -> tuple[Outcome, bytes | None]:
        intake = _load(run)
        archive = _graph(run, intake.value)
        if archive.value is None:
            return _outcome(run, intake.value, None, (intake, archive)), None
        plan = _plan(run, archive.value, intake.value)
        only = Plan(tuple(page for page in plan.value.pages if page.path == path), ())
        made = _render(run, only, archive.value, intake.value.site, Tracer(run.cache))
        outcome = _outcome(run, intake.value, archive.value, (intake, archive, plan, made))
        found = made.value.artifacts
        return outcome, run.cache.blobs.get(found[0].digest) if found else None

    return _run(options, extensions, silent, rendered)


def explain(
    options: Options, name: str, extensions: Extensions = Extensions()
) -> tuple[Outcome, PageExplained | SourceExplained | Unexplained | None]:
    """Explain a page or a source; None where the configuration is broken."""

    def explained(
        run: Run,
    ) -> tuple[Outcome, PageExplained | SourceExplained | Unexplained | None]:
        intake = _load(run)
        archive = _graph(run, intake.value)
        if archive.value is None:
            return _outcome(run, intake.value, None, (intake, archive)), None
        plan = _plan(run, archive.value, intake.value)
        maker = _maker(run, archive.value, intake.value.site)
        outcome = _outcome(run, intake.value, archive.value, (intake, archive, plan, maker))
        sources = frozenset((*run.inputs.sources, *(source for source, _ in run.inputs.static)))
        found = outcome.diagnostics
        subject = Subject(archive.value, plan.value, maker.value, sources, found)
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


def _load(run: Run) -> Checked[Intake]:
    with run.watch.stage("load") as items:
        taken = take_in(run.options, run.extensions, run.inputs, run.cache, run.pool, run.progress)
        files = run.inputs.inventory
        items.all = len(files.posts) + len(files.hubs) + len(files.paths)
        items.reused = taken.value.reused
        return taken


def _graph(run: Run, intake: Intake) -> Checked[Archive | None]:
    if intake.site_failed:
        return Checked(None)
    with run.watch.stage("graph", len(intake.sources.posts)):
        selection = selection_of(run.options, intake.site.timezone)
        made = assemble(intake.sources, intake.site, selection)
    return Checked(made.value, made.diagnostics)


def _plan(run: Run, archive: Archive, intake: Intake) -> Checked[Plan]:
    with run.watch.stage("plan") as items:
        plan = plan_site(archive, intake.site, intake.static, run.extensions.planners)
        items.all = len(plan.value.pages)
        return plan


def _render(run: Run, plan: Plan, archive: Archive, site: Site, tracer: Tracer) -> Checked[Pages]:
    with run.watch.stage("render", len(plan.pages)) as items:
        maker = _maker(run, archive, site)
        pages = maker.value.make(plan.pages, tracer, run.progress)
        items.reused = len(plan.pages) - pages.rendered
    return Checked(pages, (*maker.diagnostics, *pages.diagnostics))


def _preparation(run: Run) -> Preparation:
    listed = run.inputs.listed_templates
    return Preparation(
        run.options.layout.templates,
        tuple((file.file, digest) for file, digest in listed),
        run.cache.blobs,
        run.extensions.filters,
        tuple({file.name: None for file, _ in listed}),
    )


def _maker(run: Run, archive: Archive, site: Site) -> Checked[Maker]:
    inputs, cache = run.inputs, run.cache
    templates = read_templates(
        inputs.listed_templates, inputs.engine, cache, partial(run.pool.map, Task("take_shape"))
    )
    view = site_view(archive, site)
    prepared = _preparation(run)
    task = RenderTask(prepared.folders, prepared.templates, prepared.blobs, view, prepared.filters)
    shown = digest_of(as_seen(view))
    maker = Maker(inputs.engine, templates.value, shown, task, cache, run.pool)
    return Checked(maker, templates.diagnostics)


def _check(run: Run, plan: Plan, pages: Pages, archive: Archive, site: Site) -> Checked[None]:
    with run.watch.stage("check", len(pages.artifacts)):
        found = [
            *check_links(plan, pages.artifacts, site.base_url),
            *check_markup(plan, pages.artifacts),
            *(finding for own in run.extensions.checks for finding in own(archive, plan)),
        ]
    return Checked(None, tuple(found))


def _manifest(plan: Plan, pages: Pages) -> Manifest:
    entries = {artifact.path: artifact.digest for artifact in pages.artifacts}
    entries |= {file.path: file.asset.digest for file in plan.files}
    return Manifest(dict(sorted(entries.items())))


def _outcome(
    run: Run, intake: Intake, archive: Archive | None, stages: tuple[Checked[Any], ...]
) -> Outcome:
    found = in_order(finding for stage in stages for finding in stage.diagnostics)
    return Outcome(
        diagnostics=with_excerpts(found, run.options.layout),
        archive=archive,
        counts=Counts.of(archive) if archive else None,
        found=intake.found,
        configuration_failed=intake.site_failed,
        sources=intake.sources,
        site=None if intake.site_failed else intake.site,
        timings=run.watch.timings,
        seconds=run.watch.seconds,
        notes=run.cache.notes,
    )
