"""What readers don't get yet, or no more: drafts, scheduled posts, and their like."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from waypost.model import urls
from waypost.model.archive import Archive, Omission, Reason
from waypost.model.post import Post
from waypost.model.sources import Sources
from waypost.plan.dates import day, long_date
from waypost.serve.standing import reason_of

_ORDER = (Reason.DRAFT, Reason.FUTURE, Reason.EXPIRED, Reason.INVALID)

_STATES = {
    Reason.DRAFT: "Draft",
    Reason.FUTURE: "Scheduled",
    Reason.EXPIRED: "Expired",
    Reason.INVALID: "Left out",
}


OPTIONS = {
    Reason.DRAFT: "--drafts",
    Reason.FUTURE: "--future",
    Reason.EXPIRED: "--expired",
}
"""What shows posts that are left out, by the reason."""


class WaitingRow(Struct, frozen=True):
    """A source that readers don't get: how it stands, and where the preview shows it.

    ``url`` is below the site's root, or "" where the preview leaves it out too.
    ``when`` is the date that counts for it, in words, and ``iso`` for machines.
    There ``option`` is what would show it. ``words`` is 0 for what is no post.
    """

    title: str
    state: str
    source: str
    url: str
    when: str
    iso: str
    words: int
    kind: str
    option: str = ""


def waiting_rows(
    archive: Archive, sources: Sources, now: datetime, zone: ZoneInfo
) -> tuple[WaitingRow, ...]:
    """List drafts, the newest first, then what is scheduled, the next first, then the rest."""
    posts = ((post, reason_of(post, now, zone)) for post in sources.posts)
    held = [(post, reason) for post, reason in posts if reason]
    held.sort(key=lambda pair: _key(pair[0], pair[1], zone))
    aside = (_aside(omission, zone) for omission in archive.set_aside)
    return (*(_row(post, reason, archive, zone) for post, reason in held), *aside)


def _key(post: Post, reason: Reason, zone: ZoneInfo) -> tuple[int, float, str]:
    moment = post.date.value.at(zone).timestamp()
    return _ORDER.index(reason), moment if reason is Reason.FUTURE else -moment, post.source


def _row(post: Post, reason: Reason, archive: Archive, zone: ZoneInfo) -> WaitingRow:
    slug = post.slug.value
    is_shown = slug in archive.cards
    # A draft may be left out for its date alone.
    left_out = next((o.reason for o in archive.omitted if o.source == post.source), reason)
    counts = post.expires if reason is Reason.EXPIRED and post.expires else post.date
    moment = counts.value.at(zone)
    return WaitingRow(
        title=post.title.value,
        state=_STATES[reason],
        source=post.source,
        url=urls.encoded(urls.post(slug)) if is_shown else "",
        when=long_date(moment),
        iso=day(moment),
        words=post.words,
        kind=reason.value,
        option="" if is_shown else OPTIONS.get(left_out, ""),
    )


def _aside(omission: Omission, zone: ZoneInfo) -> WaitingRow:
    moment = omission.when.astimezone(zone) if omission.when else None
    return WaitingRow(
        title=omission.title,
        state=_STATES[omission.reason],
        source=omission.source,
        url="",
        when=long_date(moment) if moment else "",
        iso=day(moment) if moment else "",
        words=0,
        kind="aside",
    )
