"""The page for an address that nothing stands at, with what may have been meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from msgspec import Struct

from waypost.model import urls
from waypost.model.archive import Archive, Omission, Reason
from waypost.model.post import Post
from waypost.near import nearest
from waypost.outcome import Outcome
from waypost.plan.dates import long_date
from waypost.plan.lists import path_title
from waypost.serve.edition import Served
from waypost.serve.standing import shown_report
from waypost.serve.waiting import OPTIONS

MOST = 6
"""So many near matches are listed."""

_CLOSE = 62
_WAYS_IN = tuple(
    re.compile(way, re.IGNORECASE | re.DOTALL)
    for way in (rb"<main\b.*?</header\s*>", rb"</h1\s*>", rb"<body\b[^>]*>")
)
"""After the head of the default theme's page, or wherever another one has room for it."""

_WITHHELD = {
    Reason.DRAFT: "is a draft",
    Reason.FUTURE: "is scheduled for {when}",
    Reason.EXPIRED: "expired on {when}",
}


class Near(Struct, frozen=True):
    """A page that may have been meant: its title, its kind, and its path below the root."""

    title: str
    kind: str
    url: str


def not_found(html: bytes, served: Served, path: str) -> bytes:
    """Add near matches to the site's page for what is not there.

    ``path`` is what was asked for, decoded, below the prefix: ``/posts/a/``. Where
    nothing is near, the page stays as it is.
    """
    report = shown_report(served)
    if report is None or report.outcome.archive is None:
        return html
    section = _section(
        near(report.outcome.archive, path), withheld(report.outcome, path), served.prefix
    )
    found = (way.search(html) for way in _WAYS_IN)
    end = next((match.end() for match in found if match), len(html))
    return html[:end] + section.encode() + html[end:]


def near(archive: Archive, path: str) -> tuple[Near, ...]:
    """Find posts, hubs and paths whose address resembles one, the nearest first.

    Near is a last part that is spelt alike, or has all the words that were asked for.
    """
    asked = _last_part(path)
    known: dict[str, list[Near]] = {}
    for found in _pages(archive):
        known.setdefault(_last_part(found.url), []).append(found)
    words = {word for word in re.split(r"\W+", asked.lower()) if len(word) > 1}
    holding = (part for part in known if words and words <= set(part.split("-")))
    parts = dict.fromkeys((*nearest(asked, known, MOST, _CLOSE), *sorted(holding)))
    return tuple(found for part in parts for found in known[part])[:MOST]


def withheld(outcome: Outcome, path: str) -> tuple[tuple[Post, Omission], ...]:
    """Find the posts that would stand at an address, if they were not left out."""
    asked = _last_part(path)
    omitted = outcome.archive.omitted if outcome.archive else ()
    by_source = {omission.source: omission for omission in omitted}
    return tuple(
        (post, by_source[post.source])
        for post in outcome.sources.posts
        if post.slug.value == asked and post.source in by_source
    )


def _last_part(path: str) -> str:
    return path.removesuffix("index.html").removesuffix(".html").rstrip("/").rpartition("/")[2]


def _pages(archive: Archive) -> Iterator[Near]:
    for post in archive.posts:
        yield Near(post.title.value, "Post", urls.post(post.slug.value))
    for hub in archive.hubs.values():
        yield Near(hub.title, "Topic", urls.hub(hub.slug))
    for path in archive.paths.values():
        yield Near(path_title(path), "Reading path", urls.path(path.slug))


def _section(
    found: tuple[Near, ...], left_out: tuple[tuple[Post, Omission], ...], prefix: str
) -> str:
    """Write what was found with the default theme's own classes; plain lists elsewhere."""
    lines = [*map(_left_out, left_out)]
    if found:
        items = "".join(_item(near, prefix) for near in found)
        lines.append(f'<ul class="lines">{items}</ul>')
    if not lines:
        return ""
    title = "Did you mean" if found else "Not shown"
    return (
        '<section class="plate" aria-labelledby="waypost-near">'
        f'<h2 class="plate-title" id="waypost-near">{title}</h2>'
        f'<div class="plate-body">{"".join(lines)}</div></section>'
    )


def _left_out(pair: tuple[Post, Omission]) -> str:
    post, omission = pair
    reason = _WITHHELD.get(omission.reason, "is left out")
    when = long_date(omission.when) if omission.when else ""
    option = OPTIONS.get(omission.reason)
    way = f" With <code>{option}</code> the preview shows it." if option else ""
    said = escape(f"“{post.title.value}” {reason.format(when=when)}.")
    return f'<p class="tally">{said}{way} It is <code>{escape(omission.source)}</code>.</p>'


def _item(near: Near, prefix: str) -> str:
    url = escape(prefix + urls.encoded(near.url))
    return (
        f'<li><a class="entry-title" href="{url}">{escape(near.title)}</a> '
        f'<span class="leader"></span> <span class="index-facts">{near.kind}</span></li>'
    )
