"""What a build will put out: pages to render, and files to copy."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from waypost.model.diagnostic import Place
from waypost.model.digest import Digest
from waypost.model.post import Asset
from waypost.model.search import SearchIndex
from waypost.model.views import PostView, View

NO_RECIPE = Digest("")


class Kept(Struct, frozen=True):
    """Stands for the view of a page that is made of the very same as in the build before.

    ``title`` is the page's.
    """

    title: str


class Rendered(Struct, frozen=True):
    """Stands for the view of a page that is made, once only its title is of use."""

    title: str


class PagePlan(Struct, frozen=True):
    """One page: its output path, the template, the view, and where it comes from.

    ``path`` is relative to the output folder (``posts/a/index.html``).
    ``origin`` is where an author asked for it: the source, and the line that
    names its URL; its path is empty for pages that no one file asked for.
    ``cites`` are the URLs of the site that an author wrote on it, each with its
    place, so that a dead one is reported there. ``calls`` are the templates of the
    components that the view's texts call. ``recipe`` digests what the view is made of,
    where that is known: it is less than the view.
    """

    path: str
    template: str
    view: View | Kept | Rendered
    origin: Place = Place("")
    cites: tuple[tuple[str, Place], ...] = ()
    calls: tuple[str, ...] = ()
    recipe: Digest = NO_RECIPE


class FilePlan(Struct, frozen=True):
    """One file that is published as it is."""

    path: str
    asset: Asset
    origin: Place = Place("")


class Plan(Struct, frozen=True):
    """Everything that a build puts out, each output path once, in order of path.

    ``indexes`` are those of the search; their files are not known before they are made.
    """

    pages: tuple[PagePlan, ...]
    files: tuple[FilePlan, ...]
    indexes: tuple[SearchIndex, ...] = ()


def thinned(plan: Plan) -> Plan:
    """Give a plan whose pages are made: of the views of posts only the titles are left.

    Of a hundred thousand posts they take a good part of a gigabyte.
    """
    pages = [
        replace(page, view=Rendered(page.view.meta.title))
        if isinstance(page.view, PostView)
        else page
        for page in plan.pages
    ]
    return replace(plan, pages=tuple(pages))
