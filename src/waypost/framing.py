"""Making the frame of a build: all of it but the texts of its posts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True)
class Framing:
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
        found: dict[str, Made] = {}
        new: list[Artifact] = []
        for page in pages.artifacts:
            path, made = page.path, self.before.get(page.path)
            if made is None or made.anatomy is not page.anatomy:
                new.append(page)
            # An anatomy of the frame before has no more URLs than those that are elsewhere.
            elif made.key == pages.keys[path] and made.recipe == recipes[path]:
                found[path] = made
            else:
                found[path] = Made(
                    pages.keys[path], page.digest, page.size, made.anatomy, recipes[path]
                )
        elsewhere = elsewhere_of(plan, new, self.site.base_url)
        for page in new:
            if not page.anatomy.problems:
                key, recipe = pages.keys[page.path], recipes[page.path]
                anatomy = Anatomy(page.anatomy.ids, frozenset(elsewhere[page.path]))
                found[page.path] = Made(key, page.digest, page.size, anatomy, recipe)
        return found


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
