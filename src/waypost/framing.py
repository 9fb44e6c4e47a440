"""Making the frame of a build: all of it but the texts of its posts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from waypost.blanks import with_blanks
from waypost.check.links import elsewhere_of, outputs_of
from waypost.inputs import Inputs
from waypost.intake import Intake, settings_of
from waypost.making import Pages
from waypost.model.artifact import Anatomy
from waypost.model.digest import Digest
from waypost.model.frame import Frame, Known, Made
from waypost.model.plan import Plan
from waypost.model.views import SiteView
from waypost.store.blobs import Blobs

_NOTHING = Digest("")


@dataclass(frozen=True, slots=True)
class Framing:
    """What a frame is made of, beside the plan and its pages.

    ``assets`` has the URL of what templates name of static/.
    """

    inputs: Inputs
    intake: Intake
    site: SiteView
    assets: Mapping[str, str]

    def frame(self, plan: Plan, pages: Pages) -> Frame:
        """Make the frame of the build that has made these pages."""
        posts = self.intake.sources.posts
        return Frame(
            settings=settings_of(self.intake.site),
            site=self.site,
            assets=self.assets,
            posts=dict(self._known()),
            showing=pages.showing,
            pages=_made(plan, pages, self.site.base_url),
            indexes=with_blanks(plan.indexes, {post.body: post.source for post in posts}),
            outputs=tuple(outputs_of(plan)),
        )

    def _known(self) -> Iterator[tuple[str, Known]]:
        posts = {post.source: post for post in self.intake.sources.posts}
        for source in self.inputs.inventory.posts:
            held, post = self.inputs.held(source) or _NOTHING, posts.get(source)
            yield source, Known(held, *((post.gist, post.body) if post else (_NOTHING, _NOTHING)))


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
    pages = frame.pages.items()
    return {path: made.recipe for path, made in pages if made.recipe and blobs.has(made.digest)}


def _made(plan: Plan, pages: Pages, base_url: str) -> dict[str, Made]:
    elsewhere = elsewhere_of(plan, pages.artifacts, base_url)
    recipes = {page.path: page.recipe for page in plan.pages}
    return {
        path: Made(
            pages.keys[path],
            one.digest,
            one.size,
            Anatomy(one.anatomy.ids, named),
            recipes[path],
        )
        for one in pages.artifacts
        if not one.anatomy.problems
        for path, named in [(one.path, frozenset(elsewhere[one.path]))]
    }
