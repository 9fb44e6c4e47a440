"""From the archive to the plan of the whole site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from msgspec.structs import replace

from waypost.model import urls
from waypost.model.archive import Archive, NodeKind, Reference
from waypost.model.component import Signatures
from waypost.model.diagnostic import Checked, Diagnostic, Place, error
from waypost.model.digest import Digest
from waypost.model.memory import NONE, Memory
from waypost.model.picture import Exhibit, Gallery
from waypost.model.plan import FilePlan, PagePlan, Plan
from waypost.model.post import Asset
from waypost.model.site import Site
from waypost.model.views import LinkView, SiteView
from waypost.near import did_you_mean
from waypost.plan.archive import plan_archive
from waypost.plan.authors import plan_authors
from waypost.plan.collisions import without_collisions
from waypost.plan.components import component_findings
from waypost.plan.context import Context
from waypost.plan.feeds import plan_feeds
from waypost.plan.home import plan_home, plan_not_found
from waypost.plan.hubs import plan_hubs, plan_topics
from waypost.plan.look import has_style, plan_look
from waypost.plan.machines import plan_headers, plan_machines
from waypost.plan.map import plan_map
from waypost.plan.outline import outline_of
from waypost.plan.paths import plan_paths
from waypost.plan.pictures import exhibits, plan_copies, without_notes
from waypost.plan.posts import plan_posts
from waypost.plan.redirects import plan_redirects
from waypost.plan.references import all_references
from waypost.plan.search import is_idle, plan_indexes, plan_search
from waypost.plan.social_cards import plan_social_cards
from waypost.plan.twins import plan_twins

Planner = Callable[[Context], Iterable[PagePlan]]

OF_TEXTS: tuple[Planner, ...] = (
    plan_posts,
    plan_hubs,
    plan_feeds,
    plan_twins,
    plan_headers,
)
OF_OUTLINE: tuple[Planner, ...] = (
    plan_home,
    plan_topics,
    plan_map,
    plan_paths,
    plan_archive,
    plan_authors,
    plan_machines,
    plan_social_cards,
    plan_search,
    plan_not_found,
    plan_look,
)
"""Who plans what, one planner a kind of output: those that need the whole archive, and
those that its outline is enough for."""

GIVES_WAY = frozenset((urls.HEADERS, "robots.txt", "llms.txt"))
"""What is planned only where static/ has no file of that name: sites come with their own."""

DRAWING = "js/mermaid.min.js"
"""The file of static/ that draws diagrams, where a site has it."""

SitePlanner = Callable[[Archive, Site], Iterable[PagePlan]]


def plan_site(
    archive: Archive,
    site: Site,
    static: Iterable[tuple[str, Asset]],
    planners: tuple[SitePlanner, ...] = (),
    memory: Memory = NONE,
    gallery: Gallery | None = None,
    signatures: Signatures | None = None,
    before: Mapping[str, Digest] | None = None,
) -> Checked[Plan]:
    """Plan every output of the site.

    ``static`` are files with the output path of each; ``planners`` are the site's
    own. Two outputs of one path, and links to pages that nobody plans, are errors.
    ``memory`` is of the plan before, if there was one; ``gallery`` has the pictures.
    ``signatures`` are those of the components that there are templates for. ``before`` has
    the recipes of pages that the build before had, by output path: where one is the same,
    no view is made. Without it none are asked for.
    """
    gallery, signatures, static = gallery or {}, signatures or {}, tuple(static)
    drawing = DRAWING if any(path == DRAWING for path, _ in static) else ""
    context = Context(archive, site, memory, gallery, signatures, drawing, before)
    outlined = context
    if memory.lasting:
        outline = outline_of(archive, memory)
        outlined = memory.recall("outline context", Context, outline, site, memory, gallery)
    redirects = memory.recall("redirects", plan_redirects, outlined)
    pages = chain(
        *(planner(context) for planner in OF_TEXTS),
        *(memory.recall(planner.__name__, _planned, planner, outlined) for planner in OF_OUTLINE),
        *(planner(archive, site) for planner in planners),
        redirects.value,
    )
    known = exhibits(gallery)
    files = (*_static(static, site, known), *_assets(context, known), *plan_copies(gallery))
    own = {file.path for file in files}.intersection(GIVES_WAY)
    plan = without_collisions((page for page in pages if page.path not in own), files, memory)
    dead = (*_dead_references(archive, plan.value, memory), *_dead_navigation(site, plan.value))
    made = replace(plan.value, indexes=plan_indexes(context))
    called = component_findings(archive, signatures)
    return Checked(made, (*redirects.diagnostics, *plan.diagnostics, *dead, *called))


def _planned(planner: Planner, context: Context) -> tuple[PagePlan, ...]:
    return tuple(planner(context))


def site_view(archive: Archive, site: Site) -> SiteView:
    """Say what every template knows of the site."""
    context = Context(archive, site)
    return SiteView(
        title=site.title,
        description=site.description,
        language=site.language,
        root=site.prefix + "/",
        origin=site.base_url.removesuffix(site.prefix),
        base_url=site.base_url,
        nav=_navigation(context),
        feed=context.href(urls.FEED),
        footer=site.footer,
        logo=context.href(site.look.logo.value) if site.look.logo else "",
        style=context.href(urls.STYLE) if has_style(site.look) else "",
        home_sections=site.look.home,
        post_sections=site.look.post,
        markdown_twins=site.markdown_twins,
        search=context.href(urls.SEARCH) if site.search else "",
    )


def _navigation(context: Context) -> tuple[LinkView, ...]:
    if context.site.nav is not None:
        return tuple(
            LinkView(
                item.label,
                context.href(item.url.value) if item.url.value.startswith("/") else item.url.value,
            )
            for item in context.site.nav
        )
    paths = [("Reading paths", urls.PATHS)] if context.archive.paths else []
    entries = [("Topics", urls.TOPICS), *paths, ("Archive", urls.ARCHIVE)]
    return tuple(LinkView(label, context.href(url)) for label, url in entries)


def _static(
    static: Iterable[tuple[str, Asset]], site: Site, known: dict[str, Exhibit]
) -> Iterator[FilePlan]:
    for path, asset in static:
        if not is_idle(path, asset, site):
            place = Place("" if asset.themed else asset.source)
            yield FilePlan(path, without_notes(asset, known), place)


def _assets(context: Context, known: dict[str, Exhibit]) -> Iterator[FilePlan]:
    for source, url in context.asset_urls.items():
        asset = without_notes(context.archive.assets[source], known)
        yield FilePlan(urls.file_of(url), asset, Place(source))


def _dead_references(archive: Archive, plan: Plan, memory: Memory) -> Iterator[Diagnostic]:
    outputs = _outputs(plan)
    references = archive.references
    own = memory.rows("pages named", _pages, tuple(references), (tuple(references.values()),))
    others = _pages(all_references(replace(archive, references={})))
    for reference in chain(*filter(None, own), others):
        if urls.file_of(reference.key) not in outputs:
            yield _dead(reference.key, reference.place, outputs)


def _pages(references: Iterable[Reference]) -> tuple[Reference, ...]:
    """Give the references to a page by its URL."""
    return tuple([reference for reference in references if reference.kind is NodeKind.PAGE])


def _dead_navigation(site: Site, plan: Plan) -> Iterator[Diagnostic]:
    outputs = _outputs(plan)
    logo = (site.look.logo,) if site.look.logo else ()
    for written in (*(item.url for item in site.nav or ()), *logo):
        url = written.value.partition("#")[0]
        if url.startswith("/") and urls.file_of(url) not in outputs:
            yield _dead(url, written.place, outputs)


def _outputs(plan: Plan) -> set[str]:
    return {page.path for page in plan.pages} | {file.path for file in plan.files}


def _dead(url: str, place: Place, outputs: set[str]) -> Diagnostic:
    known = ["/" + path.removesuffix("index.html") for path in outputs]
    fix = did_you_mean(url, known, 3) or "correct the URL, or remove the link"
    return error("unknown-target", f"no page or file of this site is at {url}", place, fix)
