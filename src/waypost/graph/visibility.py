"""The one rule that decides which posts a build shows."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from waypost.model.archive import Omission, Reason
from waypost.model.post import Post
from waypost.model.site import Selection


def omission(post: Post, selection: Selection, zone: ZoneInfo) -> Omission | None:
    """Say why a post is left out, or None where it is published.

    A post that several reasons would leave out has the first of draft, future,
    expired: what its author has to change first.
    """
    reason, when = _reason(post, selection, zone)
    if reason is None:
        return None
    return Omission(post.source, post.title.value, reason, when)


def _reason(
    post: Post, selection: Selection, zone: ZoneInfo
) -> tuple[Reason | None, datetime | None]:
    if post.draft and not selection.drafts:
        return Reason.DRAFT, None
    published = post.date.value.at(zone)
    if published > selection.as_of and not selection.future:
        return Reason.FUTURE, published
    expires = post.expires.value.at(zone) if post.expires else None
    if expires and expires <= selection.as_of and not selection.expired:
        return Reason.EXPIRED, expires
    return None, None
