"""The one rule that decides which posts a build shows."""

from __future__ import annotations

from datetime import datetime
from math import inf
from zoneinfo import ZoneInfo

from msgspec import Struct

from waypost.model.archive import Omission, Reason
from waypost.model.post import Post
from waypost.model.site import Selection


class Term(Struct, frozen=True):
    """For how long a post is to be shown.

    ``start`` and ``end`` are in seconds since 1970, the same as ``published`` and
    ``expires``: comparing these takes much longer.
    """

    start: float
    end: float
    published: datetime
    expires: datetime | None


def term_of(post: Post, zone: ZoneInfo) -> Term:
    """Say for how long a post is to be shown on a site in some time zone."""
    published = post.date.value.at(zone)
    expires = post.expires.value.at(zone) if post.expires else None
    return Term(published.timestamp(), expires.timestamp() if expires else inf, published, expires)


def omission(post: Post, selection: Selection, term: Term) -> Omission | None:
    """Say why a post is left out, or None where it is published.

    A post that several reasons would leave out has the first of draft, future,
    expired: what its author has to change first.
    """
    now = selection.as_of.timestamp()
    if post.draft and not selection.drafts:
        return Omission(post.source, post.title.value, Reason.DRAFT)
    if term.start > now and not selection.future:
        return Omission(post.source, post.title.value, Reason.FUTURE, term.published)
    if term.end <= now and not selection.expired:
        return Omission(post.source, post.title.value, Reason.EXPIRED, term.expires)
    return None
