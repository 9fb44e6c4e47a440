"""Why a page was rendered: the parts of its key, beside those of the time before.

Nothing that a build does rests on this; it is there to be asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct, field

from waypost.model.digest import Digest
from waypost.store.actions import Action
from waypost.store.cache import Cache
from waypost.store.encoding import decode, encode, key_of, recalled


class Parts(Struct, frozen=True):
    """What a page's key is made of, each as a digest; ``name`` is the template's.

    ``assets`` digests the URLs of what the template names of static/. ``view`` has blanks
    for the texts of posts, and ``texts`` are their digests.
    """

    engine: Digest
    template: Digest | None
    site: Digest
    view: Digest
    name: str
    assets: Digest | None = None
    texts: tuple[Digest, ...] = ()


class Trace(Struct, frozen=True):
    """The last rendering of a page: the parts of its key, and why it was rendered.

    ``view`` has a checksum of each field of the page's view. ``reasons`` are of
    ``REASONS``, or ``view.`` and the name of a field. ``build`` counts the builds
    that rendered something.
    """

    parts: Parts
    view: Mapping[str, int]
    reasons: tuple[str, ...]
    build: int


NEW, ENGINE, TEMPLATE, SITE, LOST = "new", "engine", "template", "site", "lost"
ASSETS = "assets"

REASONS: Mapping[str, str] = {
    NEW: "it was not there before",
    ENGINE: "Waypost, one of its libraries or build.py has changed",
    TEMPLATE: "its template, or one that it uses, has changed",
    ASSETS: "a file of static/ that its template names has changed",
    SITE: "what every page shows of the site has changed",
    LOST: "nothing that it is made of has changed, but the cache did not have it",
}


class Tracer(Struct):
    """Notes what is rendered in one build, and says why once it is over."""

    cache: Cache
    _noted: list[tuple[str, Parts, bytes]] = field(default_factory=list)

    def rendered(self, path: str, parts: Parts, view: bytes) -> None:
        """Note that a page was rendered; ``view`` has a checksum of each field, encoded."""
        self._noted.append((path, parts, view))

    def save(self) -> Mapping[str, int]:
        """Keep the reasons of this build; count the pages that each was one for."""
        counts: Counter[str] = Counter()
        if not self._noted:
            return counts
        build = last_build(self.cache) + 1
        before = traces(self.cache, tuple(path for path, _, _ in self._noted))
        actions = [Action("trace", _LAST, encode(build))]
        for path, parts, encoded in self._noted:
            view = decode(encoded, dict[str, int])
            trace = Trace(parts, view, reasons_of(before.get(path), parts, view), build)
            actions.append(Action("trace", _key(path), encode(trace)))
            counts.update(trace.reasons)
        self.cache.actions.keep(actions)
        return counts


def in_words(reason: str) -> str:
    """Say why a page was rendered: ``its title changed``."""
    field = reason.removeprefix("view.").replace("_", " ")
    return REASONS.get(reason) or f"its {field} changed"


def traces(cache: Cache, paths: tuple[str, ...]) -> dict[str, Trace]:
    """Give the last rendering of pages, by output path, as far as it is known."""
    kept = cache.actions.find([_key(path) for path in paths])
    found = {path: recalled(kept.get(_key(path)), Trace) for path in paths}
    return {path: trace for path, trace in found.items() if trace is not None}


def last_build(cache: Cache) -> int:
    """Count the builds that have rendered something."""
    return recalled(cache.actions.find([_LAST]).get(_LAST), int) or 0


_LAST = key_of("trace", None)


def _key(path: str) -> Digest:
    return key_of("trace", path)


def reasons_of(before: Trace | None, parts: Parts, view: Mapping[str, int]) -> tuple[str, ...]:
    """Say why a page is rendered that was rendered before: what differs since then."""
    if before is None:
        return (NEW,)
    differs = {
        ENGINE: before.parts.engine != parts.engine,
        TEMPLATE: (before.parts.name, before.parts.template) != (parts.name, parts.template),
        ASSETS: before.parts.assets != parts.assets,
        SITE: before.parts.site != parts.site,
        **{f"view.{name}": before.view.get(name) != view[name] for name in view},
    }
    return tuple(reason for reason, differ in differs.items() if differ) or (LOST,)
