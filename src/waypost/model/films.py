"""Films on other sites: at which address one plays within a page."""

from __future__ import annotations

import re

_ID = r"(?P<id>[A-Za-z0-9_-]{6,40})"
_PLAYERS = (
    (
        re.compile(
            r"https?://(?:(?:www\.|m\.)?youtube(?:-nocookie)?\.com/"
            rf"(?:watch\?(?:[^#\s]*&)?v=|shorts/|embed/|live/)|youtu\.be/){_ID}(?:[?&#/].*)?"
        ),
        "https://www.youtube-nocookie.com/embed/{id}?autoplay=1",
    ),
    (
        re.compile(
            r"https?://(?:www\.|player\.)?vimeo\.com/(?:video/)?(?P<id>[0-9]{5,12})(?:[?#/].*)?"
        ),
        "https://player.vimeo.com/video/{id}?dnt=1&autoplay=1",
    ),
    # PeerTube is on any host; these are the forms of its addresses.
    (
        re.compile(
            r"https://(?P<host>[a-z0-9.-]+\.[a-z]{2,})/w/(?P<id>[1-9A-HJ-NP-Za-km-z]{22})(?:[?#].*)?"
        ),
        "https://{host}/videos/embed/{id}?autoplay=1",
    ),
    (
        re.compile(
            r"https://(?P<host>[a-z0-9.-]+\.[a-z]{2,})/videos/watch/"
            r"(?P<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:[?#].*)?"
        ),
        "https://{host}/videos/embed/{id}?autoplay=1",
    ),
)

FILES = (".mp4", ".webm", ".ogv")
"""What browsers play by themselves."""


def embedded(address: str) -> str:
    """Give the address at which a film plays within a page, "" where none is known.

    YouTube is asked without cookies, and Vimeo not to track.
    """
    for pattern, player in _PLAYERS:
        match = pattern.fullmatch(address)
        if match:
            return player.format(**match.groupdict())
    return ""


def is_film(target: str) -> bool:
    """Say whether a path or URL is a file that browsers play."""
    return target.partition("?")[0].lower().endswith(FILES)


def origin_of(address: str) -> str:
    """Give the scheme and host of an address."""
    return "/".join(address.split("/", 3)[:3])
