"""Pages, made: those whose inputs are new, and all others from the cache."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from waypost.jobs import Made, Output, PageJob, RenderTask, Task
from waypost.model.artifact import Anatomy, Artifact
from waypost.model.diagnostic import Diagnostic
from waypost.model.digest import Digest, digest_of
from waypost.model.plan import PagePlan
from waypost.outcome import Progress
from waypost.parsing import KEPT_AT_ONCE
from waypost.render.templates import Templates
from waypost.store.actions import Action
from waypost.store.cache import Cache
from waypost.store.encoding import Damaged, as_seen, decode, key_of
from waypost.traces import Parts, Tracer
from waypost.workers import Workers


@dataclass(frozen=True, slots=True)
class Pages:
    """The artifacts of a plan's pages, in order; ``rendered`` were not there before."""

    artifacts: tuple[Artifact, ...]
    rendered: int
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Maker:
    """Gives every page's bytes, and renders only what it has not rendered before.

    The key of a page is the engine, the template and all that it can reach, what
    templates know of the site, and the page's view. That of an anatomy is the
    engine, the digest of the bytes, and the kind of document that they are.
    """

    engine: Digest
    templates: Templates
    site: Digest
    task: RenderTask
    cache: Cache
    pool: Workers

    def make(self, plan: Sequence[PagePlan], tracer: Tracer, progress: Progress) -> Pages:
        """Make some pages. One that fails is no artifact, but has a diagnostic.

        Raises:
            LostBlob: where the text of a post is gone.
        """
        described = [self.parts(page) for page in plan]
        keys = [key_of("page", parts) for parts in described]
        known = self._known(plan, keys)
        missing = [at for at in range(len(plan)) if at not in known]
        found: list[Diagnostic] = []
        actions: list[Action] = []
        jobs = [PageJob(plan[at].path, plan[at].template, plan[at].view) for at in missing]
        made = self.pool.map(partial(Task("make_page"), self.task), jobs)
        for done, (at, page) in enumerate(zip(missing, made, strict=True), start=1):
            found += page.diagnostics
            if page.digest is not None:
                known[at] = _artifact(plan[at], page)
                if not page.diagnostics:
                    # What went wrong is told again, as long as it goes wrong.
                    actions += self._actions(keys[at], plan[at], page)
                    tracer.rendered(plan[at].path, described[at], page.view)
            if len(actions) >= KEPT_AT_ONCE:
                self.cache.actions.keep(actions)
                actions.clear()
            progress("render", done, len(missing))
        self.cache.actions.keep(actions)
        artifacts = tuple(known[at] for at in range(len(plan)) if at in known)
        return Pages(artifacts, len(missing), tuple(found))

    def knows(self, page: PagePlan) -> bool:
        """Say whether a page would not have to be rendered."""
        return bool(self._known([page], [key_of("page", self.parts(page))]))

    def parts(self, page: PagePlan) -> Parts:
        """Give the parts of a page's key."""
        kind = type(page.view).__name__
        return Parts(
            engine=self.engine,
            template=self.templates.closure(page.template),
            site=self.site,
            view=digest_of(b"%s %s" % (kind.encode(), as_seen(page.view))),
            name=page.template,
        )

    def _known(self, plan: Sequence[PagePlan], keys: Sequence[Digest]) -> dict[int, Artifact]:
        kept = self.cache.actions.find(keys)
        outputs = {
            at: output
            for at, key in enumerate(keys)
            if key in kept and (output := self._output(kept[key]))
        }
        anatomy_keys = {at: self._anatomy_key(plan[at], o.digest) for at, o in outputs.items()}
        anatomies = self.cache.actions.find(list(anatomy_keys.values()))
        known = {}
        for at, key in anatomy_keys.items():
            anatomy = _decoded(anatomies[key]) if key in anatomies else None
            if anatomy is not None:
                output = outputs[at]
                known[at] = Artifact(plan[at].path, output.digest, output.size, anatomy)
        return known

    def _output(self, data: bytes) -> Output | None:
        try:
            output = decode(data, Output)
        except Damaged:
            return None
        kept = isinstance(output, Output) and self.cache.blobs.has(output.digest)
        return output if kept else None

    def _anatomy_key(self, page: PagePlan, output: Digest) -> Digest:
        suffix = page.path.rpartition(".")[2]
        return key_of("anatomy", self.engine, output, suffix, self.task.site.base_url)

    def _actions(self, key: Digest, page: PagePlan, made: Made) -> Iterator[Action]:
        assert made.digest is not None
        size = decode(made.output, Output).size
        yield Action("page", key, made.output, made.digest, size)
        yield Action("anatomy", self._anatomy_key(page, made.digest), made.anatomy)


def _artifact(page: PagePlan, made: Made) -> Artifact:
    output = decode(made.output, Output)
    return Artifact(page.path, output.digest, output.size, decode(made.anatomy, Anatomy))


def _decoded(data: bytes) -> Anatomy | None:
    try:
        anatomy = decode(data, Anatomy)
    except Damaged:
        return None
    return anatomy if isinstance(anatomy, Anatomy) else None
