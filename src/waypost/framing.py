"""Making the frame of a build: all of it but the texts of its posts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

from waypost.blanks import with_blanks
from waypost.check.links import elsewhere_of, outputs_of
from waypost.inputs import Inputs
from waypost.intake import Intake, settings_of
from waypost.model.artifact import Anatomy, Artifact
from waypost.model.digest import Digest
from waypost.model.frame import Frame, Known, Made
from waypost.model.plan import Plan
from waypost.model.views import SiteView
from waypost.pages import Pages
from waypost.store.blobs import Blobs

_NOTHING = Digest("")


class Framing(Struct, frozen=True):
    """What a frame is made of, beside the plan and its pages.

    ``assets`` has the URL of what templates name of static/. ``before`` are the pages of
    the frame before, where the outputs are still the same.
    """

    inputs: Inputs
    intake: Intake
    site: SiteView
    assets: Mapping[str, str]
    before: Mapping[str, Made] = field(default_factory=dict)

    def frame(self, plan: Plan, pages: Pages) -> Frame:
        """Make the frame of the build that has made these pages."""
        posts = self.intake.sources.posts
        return Frame(
            settings=settings_of(self.intake.site),
            site=self.site,
            assets=self.assets,
            posts=dict(self._known()),
            showing=pages.showing,
            pages=self._made(plan, pages),
            indexes=with_blanks(plan.indexes, {post.body: post.source for post in posts}),
            outputs=tuple(outputs_of(plan)),
        )

    def _known(self) -> Iterator[tuple[str, Known]]:
        posts = {post.source: post for post in self.intake.sources.posts}
        for source in self.inputs.inventory.posts:
            held, post = self.inputs.held(source) or _NOTHING, posts.get(source)
            yield source, Known(held, *((post.gist, post.body) if post else (_NOTHING, _NOTHING)))

    def _made(self, plan: Plan, pages: Pages) -> dict[str, Made]:
        recipes = {page.path: page.recipe for page in plan.pages}
        new = [page for page in pages.artifacts if not self._is_known(page)]
        elsewhere = elsewhere_of(plan, new, self.site.base_url)
        return {
            page.path: Made(
                pages.keys[page.path],
                page.digest,
                page.size,
                _with_urls(page.anatomy, elsewhere.get(page.path)),
                recipes[page.path],
            )
            for page in pages.artifacts
            if not page.anatomy.problems
        }

    def _is_known(self, page: Artifact) -> bool:
        """Say whether an anatomy is that of the frame before, and so has but what is elsewhere."""
        made = self.before.get(page.path)
        return made is not None and made.anatomy is page.anatomy


def _with_urls(anatomy: Anatomy, urls: Iterable[str] | None) -> Anatomy:
    """Give an anatomy with other URLs, if there are any to give it."""
    return anatomy if urls is None else Anatomy(anatomy.ids, frozenset(urls))


def pages_before(frame: Frame | None, plan: Plan) -> Mapping[str, Made]:
    """Give the pages of a frame, if it had the very outputs that are planned now."""
    return frame.pages if frame and outputs_of(plan) == set(frame.outputs) else {}


def recipes_before(frame: Frame | None, view: SiteView, blobs: Blobs) -> dict[str, Digest]:
    """Give the recipes of a frame's pages, as far as these are there to be kept.

    A recipe tells nothing of files other than posts, and the frame is of a build in which
    these held the same. What all pages show, the view of the site, may rest on posts too.
    """
    if frame is None or frame.site != view:
        return {}
    known = {path: made for path, made in frame.pages.items() if made.recipe}
    there = blobs.which([made.digest for made in known.values()])
    return {path: made.recipe for path, made in known.items() if made.digest in there}
