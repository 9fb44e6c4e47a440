"""The fields of a post that take more than reading: its dates, its state, its image."""

from __future__ import annotations

import re
from typing import NamedTuple

from waypost.load.links import classify
from waypost.load.moments import is_before, parse_when
from waypost.load.naming import post_name
from waypost.load.scalars import as_flag
from waypost.load.schema import Fields
from waypost.model.diagnostic import Located, Place
from waypost.model.fragment import Link, LinkKind
from waypost.model.post import When

_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)


class Dates(NamedTuple):
    """When a post was published, updated, and when it goes away again."""

    date: Located[When] | None
    updated: Located[When] | None
    expires: Located[When] | None


def read_dates(source: str, fields: Fields, opening: Place) -> Dates:
    """Read a post's dates; its own date may also stand in the source's name.

    ``opening`` is where a date that stands nowhere is missed.
    """
    state = fields.find("published")
    names = ("date",) if state is None or as_flag(state.node) is not None else ("date", "published")
    found = fields.find(*names)
    date = fields.when_of(found) if found else _date_of_name(source, fields, opening)
    updated = fields.when("updated", "lastmod", "modified")
    expires = fields.when("expires")
    if date and updated and is_before(updated.value, date.value):
        fields.warn(
            "updated-before-date",
            "this post was updated before it was published",
            updated.place,
            "correct 'updated' or 'date'",
        )
    if date and expires and is_before(expires.value, date.value):
        fields.warn(
            "expires-before-date",
            "this post expires before it is published, so it is never shown",
            expires.place,
            "correct 'expires' or 'date'",
        )
    return Dates(date, updated, expires)


def read_draft(fields: Fields) -> bool:
    """Read whether a post is a draft, from ``draft`` or ``published``; in doubt it is."""
    draft, written = fields.draft(), fields.find("draft")
    state = fields.find("published")
    if state is None or (shown := as_flag(state.node)) is None:
        return draft
    hidden = not shown
    if written is not None and hidden != draft:
        fields.warn(
            "two-names",
            "'draft' and 'published' say different things, so this post is a draft",
            state.key,
            "remove 'published'",
        )
    return draft or hidden


def read_image(fields: Fields) -> Link | None:
    """Read a post's image: a file beside it, a URL of this site, or one of another."""
    written = fields.text("image")
    described = fields.find("image_alt")
    if written is None:
        return None
    kind, target, anchor = classify(written.value, is_image=True)
    if not target or (kind is LinkKind.EXTERNAL and not _WEB.match(target)):
        fields.fail(
            "bad-url",
            f"the image '{written.value}' can't be shown",
            written.place,
            "write the path of a file beside the post, or a URL that starts with '/' or 'https://'",
        )
        return None
    if described is None:
        fields.warn(
            "missing-alt",
            f"the image '{written.value}' has no text alternative",
            written.place,
            "say in 'image_alt' what it shows",
        )
    return Link(kind, target, anchor, written.place, is_image=True)


def _date_of_name(source: str, fields: Fields, opening: Place) -> Located[When] | None:
    stem, date = post_name(source)
    if not date:
        fields.fail(
            "missing-date",
            "a post needs a 'date', here or in its file's name",
            fields.key_of("date", opening),
            f"add a line 'date: 2024-03-12', or name the file '2024-03-12-{stem}.md'",
        )
        return None
    try:
        return Located(parse_when(date), Place(source))
    except ValueError as reason:
        message = f"the date '{date}' in this file's name is none, since {reason}"
        fields.fail("bad-date", message, Place(source), "rename the file, or add a 'date'")
        return None
