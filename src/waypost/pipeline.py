"""The one way through the house: load, graph, plan, render, check, publish."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from waypost.check.links import check_links, check_markup
from waypost.config import Extensions, Options
from waypost.graph.assemble import assemble
from waypost.intake import Intake, selection_of, take_in
from waypost.load.excerpts import with_excerpts
from waypost.model.archive import Archive
from waypost.model.artifact import Artifact, Manifest
from waypost.model.diagnostic import Checked, in_order
from waypost.model.plan import Plan
from waypost.model.site import Site
from waypost.outcome import Outcome, Progress, Stopwatch, Timing, silent
from waypost.plan.assemble import plan_site, site_view
from waypost.publish import publisher
from waypost.render.templates import read_templates
from waypost.store.blobs import Blobs
from waypost.store.workspace import workspace
from waypost.tasks import RenderTask, make_page
from waypost.workers import Workers, workers

__all__ = ["Outcome", "Progress", "Timing", "build", "check", "survey"]


@dataclass(frozen=True, slots=True)
class Run:
    """What every stage of one run is given."""

    options: Options
    extensions: Extensions
    progress: Progress
    pool: Workers
    blobs: Blobs
    watch: Stopwatch


def build(
    options: Options, extensions: Extensions = Extensions(), progress: Progress = silent
) -> Outcome:
    """Build a site and publish it, unless something stands against it.

    Raises:
        Fault: where the target can't be used, or the machine stands in the way.
    """
    layout = options.layout
    protected = (layout.content, *layout.templates, *layout.static)
    with (
        publisher(options.destination or layout.public, protected, str(layout.root)) as house,
        _running(options, extensions, progress) as run,
    ):
        made = _make(run)
        if made.manifest is None or made.exit_code(options.strict):
            return made
        with run.watch.stage("publish", len(made.manifest.entries)):
            published = house.publish(made.manifest, run.blobs)
        return replace(
            made, published=published, timings=run.watch.timings, seconds=run.watch.seconds
        )


def check(
    options: Options, extensions: Extensions = Extensions(), progress: Progress = silent
) -> Outcome:
    """Do all that a build does, but for publishing."""
    with _running(options, extensions, progress) as run:
        return _make(run)


def survey(
    options: Options, extensions: Extensions = Extensions(), progress: Progress = silent
) -> Outcome:
    """Load the site and build its archive, without making a page."""
    with _running(options, extensions, progress) as run:
        intake = _load(run)
        archive = _graph(run, intake.value)
        return _outcome(run, intake.value, archive.value, (intake, archive))


def render_one(
    options: Options, path: str, extensions: Extensions = Extensions()
) -> tuple[Outcome, bytes | None]:
    """Render a single output of a site, by its path; None where nothing has it."""
    with _running(options, extensions, silent) as run:
        intake = _load(run)
        archive = _graph(run, intake.value)
        if archive.value is None:
            return _outcome(run, intake.value, None, (intake, archive)), None
        plan = _plan(run, archive.value, intake.value)
        pages = tuple(page for page in plan.value.pages if page.path == path)
        made = _render(run, Plan(pages, ()), archive.value, intake.value.site)
        outcome = _outcome(run, intake.value, archive.value, (intake, archive, plan, made))
        return outcome, run.blobs.get(made.value[0].digest) if made.value else None


@contextmanager
def _running(options: Options, extensions: Extensions, progress: Progress) -> Iterator[Run]:
    with workspace(options.layout.work) as blobs, workers(options.jobs) as pool:
        yield Run(options, extensions, progress, pool, blobs, Stopwatch())


def _make(run: Run) -> Outcome:
    intake = _load(run)
    archive = _graph(run, intake.value)
    if archive.value is None:
        return _outcome(run, intake.value, None, (intake, archive))
    plan = _plan(run, archive.value, intake.value)
    artifacts = _render(run, plan.value, archive.value, intake.value.site)
    checks = _check(run, plan.value, artifacts.value, archive.value, intake.value.site)
    stages = (intake, archive, plan, artifacts, checks)
    return replace(
        _outcome(run, intake.value, archive.value, stages),
        pages=len(plan.value.pages),
        rendered=len(artifacts.value),
        manifest=_manifest(plan.value, artifacts.value),
    )


def _load(run: Run) -> Checked[Intake]:
    with run.watch.stage("load"):
        return take_in(run.options, run.extensions, run.pool, run.blobs, run.progress)


def _graph(run: Run, intake: Intake) -> Checked[Archive | None]:
    if intake.site_failed:
        return Checked(None)
    with run.watch.stage("graph", len(intake.sources.posts)):
        made = assemble(intake.sources, intake.site, selection_of(run.options, intake.site))
    return Checked(made.value, made.diagnostics)


def _plan(run: Run, archive: Archive, intake: Intake) -> Checked[Plan]:
    with run.watch.stage("plan"):
        return plan_site(archive, intake.site, intake.static, run.extensions.planners)


def _render(run: Run, plan: Plan, archive: Archive, site: Site) -> Checked[list[Artifact]]:
    with run.watch.stage("render", len(plan.pages)):
        folders = run.options.layout.templates
        templates = read_templates(folders)
        view = site_view(archive, site)
        task = RenderTask(folders, templates.value, run.blobs, view, run.extensions.filters)
        made = []
        for page in run.pool.map(partial(make_page, task), plan.pages):
            made.append(page)
            run.progress("render", len(made), len(plan.pages))
    found = (finding for page in made for finding in page.diagnostics)
    return Checked([page.value for page in made if page.value], (*templates.diagnostics, *found))


def _check(
    run: Run, plan: Plan, artifacts: list[Artifact], archive: Archive, site: Site
) -> Checked[None]:
    with run.watch.stage("check", len(artifacts)):
        found = [
            *check_links(plan, artifacts, site.base_url),
            *check_markup(plan, artifacts),
            *(finding for own in run.extensions.checks for finding in own(archive, plan)),
        ]
    return Checked(None, tuple(found))


def _manifest(plan: Plan, artifacts: list[Artifact]) -> Manifest:
    entries = {artifact.path: artifact.digest for artifact in artifacts}
    entries |= {file.path: file.asset.digest for file in plan.files}
    return Manifest(dict(sorted(entries.items())))


def _outcome(
    run: Run, intake: Intake, archive: Archive | None, stages: tuple[Checked[Any], ...]
) -> Outcome:
    found = in_order(finding for stage in stages for finding in stage.diagnostics)
    return Outcome(
        diagnostics=with_excerpts(found, run.options.layout),
        archive=archive,
        found=intake.found,
        configuration_failed=intake.site_failed,
        sources=intake.sources,
        site=None if intake.site_failed else intake.site,
        timings=run.watch.timings,
        seconds=run.watch.seconds,
    )
