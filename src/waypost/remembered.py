"""The result of a whole build, by the digest of all that it was made of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import TZPATH, ZoneInfo

from msgspec import Struct

from waypost.config import Extensions, Options
from waypost.inputs import Inputs
from waypost.model.artifact import Manifest
from waypost.model.diagnostic import Diagnostic
from waypost.model.digest import Digest, digest_of
from waypost.model.sources import Sources
from waypost.outcome import Counts, Outcome
from waypost.selection import selection_of
from waypost.store.actions import Action
from waypost.store.blobs import LostBlob
from waypost.store.cache import Cache
from waypost.store.encoding import encode, key_of, recalled

NO_FRAME = Digest("")

KEPT = 8
"""So many results are kept: those of the last builds, with these options and others."""


class Remembered(Struct, frozen=True):
    """What a build came to, and for which moments that holds.

    What a site shows changes with time only where a post is published or expires:
    the result is the same from ``since`` until just before ``until`` (None: for
    ever). ``zone`` is the site's time zone, with the digest of what the system
    knows of it. ``frame`` is the key of the build's frame.
    """

    since: datetime | None
    until: datetime | None
    zone: str
    zone_digest: Digest
    diagnostics: tuple[Diagnostic, ...]
    counts: Counts
    found: int
    pages: int
    manifest: dict[str, Digest]
    edition: Digest
    frame: Digest = NO_FRAME


def recall(
    options: Options, extensions: Extensions, inputs: Inputs, cache: Cache
) -> Outcome | None:
    """Give what a build with these inputs came to; None where that is not known."""
    if not is_pure(extensions):
        return None
    key = _key(options, inputs)
    known = recalled(cache.actions.find([key]).get(key), Remembered)
    if known is None or not holds(known, options):
        return None
    try:
        edition = cache.blobs.get(known.edition)
    except LostBlob:
        return None
    basis = frame_basis(options, inputs)
    if known.frame and frame_key(basis, cache) != known.frame:
        point_to_frame(basis, known.frame, cache)
        # Who takes back an edit, and makes another, goes on from here each time.
        cache.actions.renew((key, known.frame))
    return outcome_of(known, edition)


def outcome_of(known: Remembered, edition: bytes) -> Outcome:
    """Give the outcome of a build that is known, with all of its pages there."""
    return Outcome(
        diagnostics=known.diagnostics,
        counts=known.counts,
        found=known.found,
        pages=known.pages,
        reused=known.pages,
        manifest=Manifest(known.manifest),
        edition=edition,
    )


def summed_up(options: Options, made: Outcome, cache: Cache) -> Remembered | None:
    """Sum up what a build came to; None where it came to nothing.

    Raises:
        StoreFault: where the edition can't be kept.
    """
    if made.manifest is None or made.edition is None or made.counts is None or made.site is None:
        return None
    edition = cache.blobs.put(made.edition)
    zone = made.site.timezone
    now = selection_of(options, zone).as_of
    changes = list(moments(made.sources, zone))
    return Remembered(
        since=max((moment for moment in changes if moment <= now), default=None),
        until=min((moment for moment in changes if moment > now), default=None),
        zone=zone.key,
        zone_digest=_zone_digest(zone.key),
        diagnostics=made.diagnostics,
        counts=made.counts,
        found=made.found,
        pages=made.pages,
        manifest=dict(made.manifest.entries),
        edition=edition,
    )


def remember(options: Options, inputs: Inputs, known: Remembered, cache: Cache) -> Digest:
    """Keep what a build with these inputs came to, and give the key that it is kept by.

    Its edition has been put into the cache.
    """
    key, size = _key(options, inputs), cache.blobs.size(known.edition)
    cache.actions.keep([Action("build", key, encode(known), known.edition, size)])
    cache.actions.keep_only("build", KEPT)
    return key


def moments(sources: Sources, zone: ZoneInfo) -> Iterator[datetime]:
    """Give the moments at which what a site shows may change, in UTC and in no order.

    ``zone`` is the site's.
    """
    days = {post.date.value for post in sources.posts}
    ends = {post.expires.value for post in sources.posts if post.expires}
    for when in days | ends:
        yield when.at(zone).astimezone(UTC)


def is_pure(extensions: Extensions) -> bool:
    """Say whether what a build comes to depends on its inputs alone."""
    # A site's own planners and checks may look at anything, so they run each time.
    return not extensions.planners and not extensions.checks


def _key(options: Options, inputs: Inputs) -> Digest:
    return key_of("build", options.base_url, _shown(options), inputs.identity())


def frame_basis(options: Options, inputs: Inputs) -> Digest:
    """Digest all that the frame of a build depends on, beside its posts."""
    return key_of("last frame", options.base_url, _shown(options), inputs.identity(posts=False))


def _shown(options: Options) -> tuple[bool, bool, bool]:
    return options.drafts, options.future, options.expired


def frame_key(basis: Digest, cache: Cache) -> Digest | None:
    """Give the key of the frame of the last build that had this basis."""
    return recalled(cache.actions.find([basis]).get(basis), Digest)


def point_to_frame(basis: Digest, frame: Digest, cache: Cache) -> None:
    """Note which frame is that of the last build that had this basis."""
    cache.actions.keep([Action("last frame", basis, encode(frame))])


def holds(known: Remembered, options: Options) -> bool:
    """Say whether what is known of a build is so at the moment that one is asked for."""
    if _zone_digest(known.zone) != known.zone_digest:
        return False
    now = selection_of(options, ZoneInfo(known.zone)).as_of
    return (known.since is None or known.since <= now) and (
        known.until is None or now < known.until
    )


def _zone_digest(name: str) -> Digest:
    """Digest what the system knows of a time zone; that of the library is in the engine."""
    for folder in TZPATH:
        file = Path(folder, name)
        if file.is_file():
            return digest_of(file.read_bytes())
    return digest_of(b"")
