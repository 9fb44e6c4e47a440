"""The one way through the house: load, graph, plan, render, check, publish."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from functools import partial
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from waypost.check.links import check_links, check_markup
from waypost.config import Extensions, Options
from waypost.framing import Framing, pages_before, recipes_before
from waypost.furnishing import Files, Furniture, furnish
from waypost.garbage import uncollected
from waypost.graph.assemble import assemble
from waypost.inputs import Inputs
from waypost.intake import Intake, take_in
from waypost.jobs import Task
from waypost.load.excerpts import with_excerpts
from waypost.making import Maker
from waypost.model.archive import Archive
from waypost.model.beside import here
from waypost.model.component import Signatures
from waypost.model.diagnostic import Checked, in_order
from waypost.model.digest import Digest
from waypost.model.frame import Frame
from waypost.model.memory import NONE, Memory
from waypost.model.picture import Gallery
from waypost.model.plan import Plan, thinned
from waypost.model.site import Site
from waypost.noting import Notes, Unnoted
from waypost.outcome import Counts, Outcome, Progress, Stopwatch
from waypost.pages import Pages
from waypost.picturing import Pictorial, Pictures
from waypost.plan.assemble import plan_site, site_view
from waypost.render.templates import Templates
from waypost.retouching import archive_of, plan_of
from waypost.searching import Indexer, Indexing, searchable
from waypost.selection import selection_of
from waypost.store.cache import Cache
from waypost.traces import Tracer
from waypost.workers import Workers
from waypost.workshop import Workshop

_OF_MANY_PAGES = (
    "post.html", "hub.html", "path.html", "year.html", "evidence.json", "feed.xml", "rss.xml",
    "feed.json",
)  # fmt: skip
"""What every worker will render with. Others are compiled by the one that gets such a page."""

WORTH_SENDING = 3_000
"""With fewer posts than this the graph is made here before a worker is ready to help."""


class Run(Struct, frozen=True):
    """What every stage of one run is given.

    ``edited`` asks for the edition too; ``hasty`` leaves the search as it was, where
    there was one. ``memory`` is of the runs before. ``frame`` is that of the last build
    with the same inputs but for posts, if it is kept.
    """

    options: Options
    extensions: Extensions
    progress: Progress
    inputs: Inputs
    cache: Cache
    pool: Workers
    watch: Stopwatch = field(default_factory=Stopwatch)
    edited: bool = True
    hasty: bool = False
    memory: Memory = NONE
    frame: Frame | None = None

    @property
    def workshop(self) -> Workshop:
        """Where the pages of this run are made."""
        return Workshop(self.options, self.extensions, self.inputs, self.cache, self.pool)


def make(run: Run) -> Unnoted:
    """Do all that a build does, but for publishing, and for noting what was made.

    Raises:
        LostBlob, StoreFault: where the cache fails; see ``through_cache``.
    """
    found = as_far_as_planned(run)
    archive, site = found.archive.value, found.site
    if found.plan is None or archive is None:
        return Unnoted(found.outcome(run))
    plan, tracer = found.plan.value, Tracer(run.cache)
    indexer = Indexer(run.inputs.engine, run.cache, run.options.jobs, run.memory, run.hasty)
    with indexer.beside(plan.indexes) as indexing:
        pages = render(run, plan, found, tracer)
        checks = _check(run, plan, pages.value, archive, site)
        indexed = _indexed(run, indexing)
    made = replace(
        found.outcome(run, pages, checks),
        pages=len(plan.pages),
        rendered=pages.value.rendered,
        reused=len(plan.pages) - pages.value.rendered,
        manifest=pages.value.manifest(plan, indexed),
    )
    framing = _framing(run, found, archive, plan) if run.edited else None
    # A preview goes on from the plan. Else the views of posts, the larger part of it, go now.
    left = plan if run.memory.lasting else thinned(plan)
    notes = Notes(archive, site, left, pages.value, tracer, framing)
    return Unnoted(made, found.intake.value.stable, notes)


def _framing(run: Run, found: Planned, archive: Archive, plan: Plan) -> Framing:
    view, assets = site_view(archive, found.site), found.furniture.value.urls
    before = pages_before(run.frame, plan)
    return Framing(run.inputs, found.intake.value, view, assets, before)


class Planned(Struct, frozen=True):
    """The first three stages; ``archive.value`` and ``plan`` are None together."""

    intake: Checked[Intake]
    templates: Checked[Templates]
    furniture: Checked[Furniture]
    archive: Checked[Archive | None]
    pictures: Checked[Pictures]
    plan: Checked[Plan] | None

    @property
    def site(self) -> Site:
        """The site, or its stand-in where the configuration is broken."""
        return self.intake.value.site

    def outcome(self, run: Run, *later: Checked[Any]) -> Outcome:
        """Tell of these stages, and of later ones."""
        plans = (self.plan,) if self.plan else ()
        early = (self.intake, self.templates, self.furniture, self.archive, self.pictures)
        stages = (*early, *plans, *later)
        return outcome_of(run, self.intake.value, self.archive.value, stages)


def as_far_as_planned(run: Run) -> Planned:
    """Load the site, build its archive and plan its pages."""
    intake = load(run)
    templates = run.workshop.templates()
    static, site = intake.value.static, intake.value.site
    furniture = furnish(templates.value, static, site, run.inputs.engine, run.cache, run.pool)
    archive = graph(run, intake.value)
    # Workers that are there have nothing else to do while pages are planned.
    rendering = run.workshop.rendering(furniture.value)
    names = templates.value.reached_from(_OF_MANY_PAGES)
    run.pool.ahead(partial(Task("prepare_rendering"), rendering, names))
    files = (*static, *furniture.value.files)
    pictures, planned = Checked(Pictures()), None
    if archive.value:
        pictures = _pictures(run, archive.value, intake.value)
        gallery, signatures = pictures.value.gallery, templates.value.components
        planned = _plan(run, archive.value, site, files, gallery, signatures)
    return Planned(intake, templates, furniture, archive, pictures, planned)


def load(run: Run) -> Checked[Intake]:
    """Load every file, as far as it was not loaded before."""
    with run.watch.stage("load") as items:
        taken = take_in(
            run.options,
            run.extensions,
            run.inputs,
            run.cache,
            run.pool,
            run.progress,
            run.memory,
        )
        files = run.inputs.inventory
        items.all = len(files.posts) + len(files.hubs) + len(files.paths)
        items.reused = taken.value.reused
    site = searchable(taken.value.site)
    return Checked(replace(taken.value, site=site.value), (*taken.diagnostics, *site.diagnostics))


def graph(run: Run, intake: Intake) -> Checked[Archive | None]:
    """Build the archive; None where the configuration is broken."""
    if intake.site_failed:
        return Checked(None)
    # A preview has what it made before to look through too: it does so when nobody waits.
    quietly = nullcontext() if run.memory.lasting else uncollected()
    with run.watch.stage("graph", len(intake.sources.posts)), quietly:
        selection = selection_of(run.options, intake.site.timezone)
        many = len(intake.sources.posts) >= WORTH_SENDING and not run.memory.lasting
        beside = run.pool.beside if many else here
        make = partial(assemble, intake.sources, intake.site, selection, run.memory, beside)
        made = archive_of(intake, selection, make, run.memory)
    return Checked(made.value, made.diagnostics)


def _pictures(run: Run, archive: Archive, intake: Intake) -> Checked[Pictures]:
    pictorial = Pictorial(
        archive,
        intake.site,
        dict(intake.static),
        run.inputs.engine,
        run.cache,
        run.pool,
        run.memory,
        run.progress,
    )
    with run.watch.stage("pictures") as items:
        pictures = pictorial.gather()
        items.all = pictures.value.found
        items.reused = pictures.value.found - pictures.value.made
    return pictures


def _plan(
    run: Run,
    archive: Archive,
    site: Site,
    files: Files,
    gallery: Gallery,
    signatures: Signatures,
) -> Checked[Plan]:
    own, before, memory = run.extensions.planners, None, run.memory
    with run.watch.stage("plan") as items:
        if run.edited:
            before = recipes_before(run.frame, site_view(archive, site), run.cache.blobs)
        make = partial(plan_site, archive, site, files, own, memory, gallery, signatures, before)
        # A site's own planners may look at anything.
        plan = make() if own else plan_of(archive, (site, files, gallery, signatures), make, memory)
        items.all = len(plan.value.pages)
    return plan


def render(run: Run, plan: Plan, found: Planned, tracer: Tracer) -> Checked[Pages]:
    """Make the pages of a plan, as far as they were not made before."""
    with run.watch.stage("render", len(plan.pages)) as items:
        pages = maker_for(run, found).make(plan.pages, tracer, run.progress)
        items.reused = len(plan.pages) - pages.rendered
    return Checked(pages, pages.diagnostics)


def maker_for(run: Run, found: Planned) -> Maker:
    """Get ready to make pages.

    Raises:
        ValueError: where there is no archive.
    """
    if found.archive.value is None:
        raise ValueError("there is nothing to make pages of")
    view = site_view(found.archive.value, found.site)
    sources = {post.body: post.source for post in found.archive.value.posts}
    maker = run.workshop.maker(found.templates.value, found.furniture.value, view, sources)
    before = pages_before(run.frame, found.plan.value) if found.plan else {}
    return replace(maker, frame=run.frame, before=before, memory=run.memory)


def _check(run: Run, plan: Plan, pages: Pages, archive: Archive, site: Site) -> Checked[None]:
    with run.watch.stage("check", len(pages.artifacts)):
        found = [
            *check_links(plan, pages.artifacts, site.base_url, run.memory),
            *check_markup(plan, pages.artifacts),
            *(finding for own in run.extensions.checks for finding in own(archive, plan)),
        ]
    return Checked(None, tuple(found))


def _indexed(run: Run, indexing: Indexing) -> Mapping[str, Digest]:
    if not indexing.indexes:
        return {}
    with run.watch.stage("search", len(indexing.indexes)) as items:
        items.reused = len(indexing.indexes) - len(indexing.made)
        return indexing.outputs()


def outcome_of(
    run: Run, intake: Intake, archive: Archive | None, stages: tuple[Checked[Any], ...]
) -> Outcome:
    """Tell what a run has come to after some of its stages."""
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
