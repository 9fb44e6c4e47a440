"""Pages, made: those whose inputs are new, and all others from the cache."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from sys import intern

from msgspec import Struct, field
from msgspec.structs import replace

from waypost.blanks import Blanked, blanked
from waypost.jobs import Output, PageJob, RenderTask, Task
from waypost.model.artifact import Anatomy, Artifact
from waypost.model.diagnostic import Diagnostic
from waypost.model.digest import Digest, digest_of
from waypost.model.frame import Frame, Made, Showing
from waypost.model.memory import NONE, Memory
from waypost.model.plan import Kept, PagePlan, Rendered
from waypost.model.views import View
from waypost.outcome import Progress
from waypost.pages import Pages, SoFar
from waypost.parsing import KEPT_AT_ONCE
from waypost.render.templates import Templates
from waypost.store.actions import Action
from waypost.store.blobs import LostBlob
from waypost.store.cache import Cache
from waypost.store.encoding import decode, encode, key_of, recalled
from waypost.traces import Parts, Tracer
from waypost.workers import Workers

LOOKED_UP_AT_ONCE = 500
"""Pages that are looked up together: workers begin with those that were not there."""


class Maker(Struct, frozen=True):
    """Gives every page's bytes, and renders only what it has not rendered before.

    The key of a page is the engine, the template and all that it can reach, the same of the
    templates of components that its texts call, the URLs of
    what these name of static/ (``assets``, by template), what templates know of the site,
    and the page's view, with the texts of posts apart (``sources`` has that of each text).
    That of an anatomy is the engine, the digest of the bytes, and the kind of document
    that they are. ``frame`` is that of the build before, where views may be kept from there;
    ``before`` has its pages, where the outputs are still the same.
    """

    engine: Digest
    templates: Templates
    assets: Mapping[str, Digest]
    site: Digest
    task: RenderTask
    cache: Cache
    pool: Workers
    sources: Mapping[Digest, str] = field(default_factory=dict)
    frame: Frame | None = None
    before: Mapping[str, Made] = field(default_factory=dict)
    memory: Memory = NONE

    def make(self, plan: Sequence[PagePlan], tracer: Tracer, progress: Progress) -> Pages:
        """Make some pages. One that fails is no artifact, but has a diagnostic.

        Raises:
            LostBlob: where the text of a post is gone, or what was known of a page.
        """
        so_far = SoFar(self._remembered(plan))
        most = len(plan) - len(so_far.known)
        found: list[Diagnostic] = []
        actions: list[Action] = []
        faulty: set[int] = set()
        make = partial(Task("make_page"), self.task)
        made = self.pool.map_made(make, self._jobs(plan, so_far), most)
        for done, page in enumerate(made):
            at = so_far.missing[done]
            blank = so_far.blanks.pop(at)
            found += page.diagnostics
            if page.output is not None:
                so_far.known[at] = _artifact(plan[at], page.output, decode(page.anatomy, Anatomy))
                if page.diagnostics:
                    # What went wrong is told again, as long as it goes wrong.
                    faulty.add(at)
                else:
                    actions += self._actions(so_far.keys[at], plan[at], page.output, page.anatomy)
                    if (shown := so_far.showing.get(plan[at].path)) and shown.view:
                        actions.append(Action("view", shown.view, blank))
                    tracer.rendered(plan[at].path, so_far.described[at], page.view)
            if len(actions) >= KEPT_AT_ONCE:
                self.cache.actions.keep(actions)
                actions.clear()
            progress("render", done + 1, most - so_far.reused)
        self.cache.actions.keep(actions)
        known = so_far.known
        artifacts = tuple([known[at] for at in range(len(plan)) if at in known])
        self._remember(plan, known, faulty)
        by_path = {plan[at].path: key for at, key in so_far.keys.items()}
        return Pages(artifacts, len(so_far.missing), tuple(found), so_far.showing, by_path)

    def knows(self, page: PagePlan) -> bool:
        """Say whether a page would not have to be rendered."""
        return bool(self._kept([page], {0: key_of("page", self.parts(page))}))

    def parts(self, page: PagePlan) -> Parts:
        """Give the parts of a page's key."""
        return self._parts(page, blanked(page.view, self.sources))

    def anatomies(self, pages: Sequence[tuple[PagePlan, Digest]]) -> list[Anatomy | None]:
        """Give the anatomies of some pages' bytes, as far as they are kept."""
        keys = [self._anatomy_key(page, output) for page, output in pages]
        kept = self.cache.actions.find(keys)
        return [recalled(kept.get(key), Anatomy) for key in keys]

    def _jobs(self, plan: Sequence[PagePlan], so_far: SoFar) -> Iterator[PageJob]:
        """Look up the pages of a plan, some at a time, and ask for those that are not there."""
        moved = self._moved()
        asked = (at for at in range(len(plan)) if at not in so_far.known)
        sought: set[Digest] = set()
        while some := list(islice(asked, LOOKED_UP_AT_ONCE)):
            seen = {at: self._described(plan[at], at, moved, so_far) for at in some}
            keys = {at: so_far.keys[at] for at in some}
            same = self._same(plan, keys)
            # What is being rendered may be kept by now, for another page with the same key.
            new = {at: key for at, key in keys.items() if at not in same and key not in sought}
            kept = self._kept(plan, new)
            shown = (so_far.showing.get(plan[at].path) for at in kept)
            # Views are looked up by the builds that put other texts into them, not by this one.
            self.cache.actions.use(one.view for one in shown if one)
            so_far.reuse(same | kept)
            missing = [at for at in some if at not in so_far.known]
            sought |= {keys[at] for at in missing}
            for at in missing:
                view = seen.pop(at)
                so_far.missing.append(at)
                so_far.blanks[at] = view.data if view else b""
                encoded = view.encoded if view else b""
                yield PageJob(plan[at].path, plan[at].template, _view(plan[at]), encoded)

    def _described(
        self, page: PagePlan, at: int, moved: frozenset[str], so_far: SoFar
    ) -> Blanked | None:
        """Note the key of a page, and give its encoded view; None of one that was kept."""
        if self.frame and isinstance(page.view, Kept):
            so_far.keys[at] = self.frame.pages[page.path].key
            so_far.showing[page.path] = self._shown_again(self.frame, page.path, moved)
            return None
        seen = blanked(page.view, self.sources)
        parts = so_far.described[at] = self._parts(page, seen)
        so_far.keys[at] = key_of("page", parts)
        if seen.texts:
            so_far.showing[page.path] = _showing(page, seen, parts.view)
        return seen

    def _moved(self) -> frozenset[str]:
        """Give the sources of the frame whose texts are now said to be of others."""
        posts = self.frame.posts.items() if self.frame else ()
        return frozenset(source for source, at in posts if self.sources.get(at.body) != source)

    def _shown_again(self, frame: Frame, path: str, moved: frozenset[str]) -> Showing:
        """Say which texts a page shows that is the same as in the build before."""
        shown = frame.showing[path]
        if moved.isdisjoint(shown.sources):
            return shown
        texts = (frame.posts[source].body for source in shown.sources if source)
        # Of posts with one text, another may be the one that it is said to be of.
        return shown._replace(sources=tuple([self.sources.get(text, "") for text in texts]))

    def _parts(self, page: PagePlan, seen: Blanked) -> Parts:
        return Parts(
            engine=self.engine,
            template=self._reached(page),
            site=self.site,
            view=view_key(type(page.view).__name__, seen.data),
            name=page.template,
            assets=self._assets(page),
            texts=seen.texts,
        )

    def _reached(self, page: PagePlan) -> Digest | None:
        """Digest the page's template, those of its components, and all that they can reach."""
        own = self.templates.closures.get(page.template)
        if not page.calls:
            return own
        return key_of(own, tuple((name, self.templates.closures.get(name)) for name in page.calls))

    def _assets(self, page: PagePlan) -> Digest | None:
        own = self.assets.get(page.template)
        if not page.calls:
            return own
        return key_of(own, tuple(self.assets.get(name) for name in page.calls))

    def _remembered(self, plan: Sequence[PagePlan]) -> dict[int, Artifact]:
        """Give the artifacts of the build before, of pages that are planned the same."""
        noted = self.memory.last("pages")
        if noted is None or noted[0] != self._basis:
            return {}
        _, closures, pages = noted
        same = {name for name, own in self.templates.closures.items() if closures.get(name) == own}
        return {
            at: kept[1]
            for at, page in enumerate(plan)
            # Mostly it is the very same.
            if (kept := pages.get(page.path))
            and page.template in same
            and same.issuperset(page.calls)
            and (kept[0] is page or kept[0] == page)
        }

    def _remember(
        self, plan: Sequence[PagePlan], known: Mapping[int, Artifact], faulty: Collection[int]
    ) -> None:
        if self.memory.lasting:
            pages = {plan[at].path: (plan[at], known[at]) for at in known if at not in faulty}
            self.memory.note("pages", (self._basis, self.templates.closures, pages))

    @property
    def _basis(self) -> object:
        """What all pages rest on, beside their templates and views."""
        return self.engine, self.site, self.task.site, self.assets

    def _same(self, plan: Sequence[PagePlan], keys: Mapping[int, Digest]) -> dict[int, Artifact]:
        """Give what the last build had, of pages that have the same key again."""
        has = self.cache.blobs.has
        return {
            at: Artifact(plan[at].path, made.digest, made.size, made.anatomy)
            for at, key in keys.items()
            if (made := self.before.get(plan[at].path))
            and made.key == key
            and (isinstance(plan[at].view, Kept) or has(made.digest))
        }

    def _kept(self, plan: Sequence[PagePlan], keys: Mapping[int, Digest]) -> dict[int, Artifact]:
        """Give what the cache has by their keys."""
        kept = self.cache.actions.find(list(keys.values()))
        outputs = {
            at: output
            for at, key in keys.items()
            if (output := recalled(kept.get(key), Output)) and self.cache.blobs.has(output.digest)
        }
        wanted = {at: self._anatomy_key(plan[at], o.digest) for at, o in outputs.items()}
        anatomies = self.cache.actions.find(list(wanted.values()))
        return {
            at: _artifact(plan[at], outputs[at], anatomy)
            for at, key in wanted.items()
            if (anatomy := recalled(anatomies.get(key), Anatomy))
        }

    def _anatomy_key(self, page: PagePlan, output: Digest) -> Digest:
        return anatomy_key(self.engine, output, page.path, self.task.site.base_url)

    def _actions(
        self, key: Digest, page: PagePlan, output: Output, anatomy: bytes
    ) -> Iterator[Action]:
        yield Action("page", key, encode(output), output.digest, output.size)
        yield Action("anatomy", self._anatomy_key(page, output.digest), anatomy)


def anatomy_key(engine: Digest, output: Digest, path: str, base_url: str) -> Digest:
    """Give the key of the anatomy of a page's bytes."""
    return key_of("anatomy", engine, output, path.rpartition(".")[2], base_url)


def view_key(kind: str, data: bytes) -> Digest:
    """Digest an encoded view of some kind; it is kept under that."""
    return digest_of(b"%s %s" % (kind.encode(), data))


def _view(page: PagePlan) -> View:
    """Give a page's view, to render it.

    Raises:
        LostBlob: where it is that of the build before, and its page is gone since.
    """
    if isinstance(page.view, Kept | Rendered):
        raise LostBlob(page.path)
    return page.view


def _showing(page: PagePlan, seen: Blanked, view: Digest) -> Showing:
    kind = type(page.view).__name__
    view = view if seen.clear else Digest("")
    return Showing(page.template, page.calls, kind, view, seen.sources)


def _artifact(page: PagePlan, output: Output, anatomy: Anatomy) -> Artifact:
    # Pages link to the same pages: each URL is kept once, not once for every link to it.
    urls = frozenset(map(intern, anatomy.urls))
    return Artifact(page.path, output.digest, output.size, replace(anatomy, urls=urls))
