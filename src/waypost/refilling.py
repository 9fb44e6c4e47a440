"""A build of which only texts of posts have changed: other texts, put into its frame.

All else of it is a pure function of what has not changed, and so it is what it was:
neither an archive nor a plan is made. Wherever that is in doubt there is no result, and
the site is built as any other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from waypost.blanks import filled_in, without_blanks
from waypost.config import Extensions, Options
from waypost.editions.encoding import Unreadable, decode, encode
from waypost.editions.taking import with_other_texts
from waypost.frames import Framed, keep_framed
from waypost.furnishing import Furniture
from waypost.inputs import Inputs
from waypost.jobs import LoadTask
from waypost.making import Maker, view_key
from waypost.model.digest import Digest
from waypost.model.frame import Known, Made
from waypost.model.plan import PagePlan
from waypost.model.post import Post
from waypost.outcome import Outcome, Progress, Stopwatch
from waypost.pages import Pages
from waypost.parsing import POST, Parser
from waypost.remembered import outcome_of
from waypost.searching import Indexer
from waypost.store.blobs import LostBlob
from waypost.store.cache import Cache
from waypost.traces import Tracer
from waypost.workers import Workers
from waypost.workshop import Workshop

FEW = 100
"""So many sources may have changed: what more of them come to, workers make sooner."""


class Refilled(Struct, frozen=True):
    """A build with other texts: its outcome, and its frame; ``stable`` as of ``Parsed``."""

    outcome: Outcome
    framed: Framed
    stable: bool

    def keep(self, options: Options, inputs: Inputs, cache: Cache) -> None:
        """Keep it all, for the next build."""
        keep_framed(options, inputs, self.framed, cache)


class Refill(Struct, frozen=True):
    """What putting other texts into a frame takes."""

    options: Options
    extensions: Extensions
    progress: Progress
    inputs: Inputs
    cache: Cache
    pool: Workers
    watch: Stopwatch
    framed: Framed

    def run(self) -> Refilled | None:
        """Build the site; None where more may have changed than texts.

        Raises:
            LostBlob, StoreFault: where the cache fails; see ``through_cache``.
        """
        known = self.framed.frame.posts
        changed = [source for source in known if self.inputs.held(source) != known[source].held]
        if len(changed) > FEW or not self._may_change(changed):
            return None
        with self.watch.stage("load", len(known)) as items:
            task = LoadTask(
                self.options.root,
                self.cache.blobs,
                self.framed.frame.settings,
                self.extensions.syntax,
            )
            parsed = Parser(self.inputs, task, self.cache, self.pool).parse(POST, changed)
            items.reused = len(known) - len(changed) + parsed.reused
        posts: dict[str, Post] = {}
        for source, checked in zip(changed, parsed.results, strict=True):
            post = checked.value
            if post is None or checked.diagnostics or post.gist != known[source].gist:
                return None
            posts[source] = post
        now = {s: Known(p.digest, p.gist, p.body) for s, p in posts.items()}
        made = self._made(posts, {**known, **now})
        return made and Refilled(*made, parsed.stable)

    def _may_change(self, sources: list[str]) -> bool:
        """Say whether texts of sources can be told from all others, and have no findings."""
        known = self.framed.frame.posts
        shared = Counter(post.body for post in known.values())
        found = {finding.place.path for finding in self.framed.build.diagnostics}
        return all(
            known[source].gist and shared[known[source].body] == 1 and source not in found
            for source in sources
        )

    def _made(
        self, posts: Mapping[str, Post], known: Mapping[str, Known]
    ) -> tuple[Outcome, Framed] | None:
        texts = {source: post.body for source, post in known.items()}
        plan = self._plan(posts, texts)
        if plan is None:
            return None
        build, tracer = self.framed.build, Tracer(self.cache)
        with self.watch.stage("render", build.pages) as items:
            maker = self._maker(known)
            pages = maker.make(plan, tracer, self.progress)
            items.reused = build.pages - pages.rendered
        if not self._looks_the_same(plan, pages, maker):
            return None
        outputs = {artifact.path: artifact.digest for artifact in pages.artifacts}
        edition = self._edition(posts, outputs)
        if edition is None:
            return None
        indexed = self._indexed(texts)
        manifest = self._manifest(outputs, indexed)
        summed_up = replace(build, manifest=manifest, edition=self.cache.blobs.put(edition))
        outcome = replace(
            outcome_of(summed_up, edition),
            rendered=pages.rendered,
            reused=build.pages - pages.rendered,
            reasons=tracer.save(),
        )
        frame = replace(self.framed.frame, posts=known, pages=self._pages(pages))
        return outcome, Framed(summed_up, frame, self.framed.whole)

    def _plan(
        self, posts: Mapping[str, Post], texts: Mapping[str, Digest]
    ) -> list[PagePlan] | None:
        """Plan the pages that show texts of some posts; None where one is not known."""
        showing = {
            path: shown
            for path, shown in self.framed.frame.showing.items()
            if not posts.keys().isdisjoint(shown.sources)
        }
        kept = self.cache.actions.find([shown.view for shown in showing.values() if shown.view])
        plan = []
        for path, shown in showing.items():
            data = kept.get(shown.view)
            if data is None or view_key(shown.kind, data) != shown.view:
                return None
            if path not in self.framed.build.manifest:
                # It could not be rendered, so there is nothing to compare it with.
                return None
            view = filled_in(data, shown.kind, shown.sources, texts)
            if view is None:
                return None
            plan.append(PagePlan(path, shown.template, view, calls=shown.calls))
        return plan

    def _maker(self, known: Mapping[str, Known]) -> Maker:
        frame = self.framed.frame
        workshop = Workshop(self.options, self.extensions, self.inputs, self.cache, self.pool)
        templates, furniture = workshop.templates().value, Furniture(urls=frame.assets)
        sources = {post.body: source for source, post in known.items()}
        return workshop.maker(templates, furniture, frame.site, sources)

    def _looks_the_same(self, plan: list[PagePlan], pages: Pages, maker: Maker) -> bool:
        """Say whether the checks find in some pages what they found before."""
        if pages.diagnostics:
            return False
        before = [(page, self.framed.build.manifest[page.path]) for page in plan]
        return maker.anatomies(before) == [artifact.anatomy for artifact in pages.artifacts]

    def _pages(self, pages: Pages) -> Mapping[str, Made]:
        before = self.framed.frame.pages
        now = {
            one.path: Made(pages.keys[one.path], one.digest, one.size, before[one.path].anatomy)
            for one in pages.artifacts
            if one.path in before
        }
        return {**before, **now}

    def _manifest(
        self, outputs: Mapping[str, Digest], indexed: Mapping[str, Digest]
    ) -> dict[str, Digest]:
        entries = self.framed.build.manifest
        # The names of an index's files hold digests, so that others may take their place.
        others = {path: entries[path] for path in entries.keys() & set(self.framed.frame.outputs)}
        return dict(sorted({**others, **outputs, **indexed}.items()))

    def _indexed(self, texts: Mapping[str, Digest]) -> Mapping[str, Digest]:
        indexes = without_blanks(self.framed.frame.indexes, texts)
        indexer = Indexer(self.inputs.engine, self.cache, self.options.jobs)
        if not indexes:
            return {}
        with self.watch.stage("search", len(indexes)) as items, indexer.beside(indexes) as indexing:
            items.reused = len(indexing.indexes) - len(indexing.made)
            return indexing.outputs()

    def _edition(self, posts: Mapping[str, Post], outputs: Mapping[str, Digest]) -> bytes | None:
        try:
            edition = decode(self.cache.blobs.get(self.framed.build.edition))
        except (LostBlob, Unreadable):
            return None
        return encode(with_other_texts(edition, posts, outputs))
