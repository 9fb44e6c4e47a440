"""What the preview adds to a page on its way out: its client, and what that has to know."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import escape

from waypost.model import urls
from waypost.serve.edition import Served
from waypost.serve.standing import reason_of, shown_report, told

CLIENT = "/__waypost/client.js"

_ATTRIBUTES = rb"""(?:\s(?:[^'">]|"[^"]*"|'[^']*')*)?"""

# The client goes to the very front of the head: nothing before it can swallow it, as
# an open comment, script or title could, and an unwritten head begins with it.
_FRONT = re.compile(
    rb"(?:\xef\xbb\xbf)?"
    rb"(?:\s+|<!--(?:>|->|.*?--!?>)|<!doctype[^>]*>|<html" + _ATTRIBUTES + rb">)*"
    rb"(?:<head" + _ATTRIBUTES + rb">)?",
    re.IGNORECASE | re.DOTALL,
)

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def inject(
    html: bytes, served: Served, path: str, token: str, now: datetime | None = None
) -> bytes:
    """Add the client to a page; ``path`` is its output path, and ``now`` the moment.

    ``token`` opens the stream of events. What is not in UTF-8 stays as it is.
    """
    if html.startswith(_UTF_16):
        return html
    front = _FRONT.match(html)
    assert front is not None
    end = front.end()
    return html[:end] + client(served, path, token, now).encode() + html[end:]


def client(served: Served, path: str, token: str, now: datetime | None = None) -> str:
    """Write the element that loads the client, with all that it is told of its page."""
    told_of = {
        "token": token,
        "build": str(served.number),
        "report": str(served.reports[-1].number if served.reports else 0),
        "page": path,
        "digest": served.entries.get(path, ""),
        "root": served.prefix,
        "badge": badge(served, path, now or datetime.now(UTC)),
    }
    attributes = "".join(f' data-{name}="{escape(value)}"' for name, value in told_of.items())
    return f'<script type="module" src="{CLIENT}"{attributes}></script>'


def badge(served: Served, path: str, now: datetime) -> str:
    """Say what of a page's post readers would not get, and "" where they would get all."""
    report = shown_report(served)
    if report is None or report.outcome.archive is None or report.outcome.site is None:
        return ""
    slug = path.removeprefix("posts/").removesuffix("/index.html")
    if urls.file_of(urls.post(slug)) != path or slug not in report.outcome.archive.cards:
        return ""
    post = next(post for post in report.outcome.archive.posts if post.slug.value == slug)
    zone = report.outcome.site.timezone
    reason = reason_of(post, now, zone)
    return told(post, reason, zone) if reason else ""
