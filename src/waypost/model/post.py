"""Posts as loaded: everything that one source says of itself."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from msgspec import Struct

from waypost.model.component import Call
from waypost.model.diagnostic import Located
from waypost.model.digest import Digest
from waypost.model.fragment import Heading, Link

NO_GIST = Digest("")

WORDS_A_MINUTE = 220
"""How fast technical prose is read; between the 200 and 240 of most sites."""


class When(Struct, frozen=True):
    """A date as its author wrote it: a calendar date, or a point in time.

    Without ``clock`` it is a calendar date of the site's time zone. Without
    ``offset`` (minutes east of UTC) the clock is the site's.
    """

    day: date
    clock: time | None = None
    offset: int | None = None

    def at(self, zone: ZoneInfo) -> datetime:
        """Give the moment it means on a site in some time zone."""
        if self.offset is None:
            return datetime.combine(self.day, self.clock or time.min, zone)
        naive = datetime.combine(self.day, self.clock or time.min, ZoneInfo("UTC"))
        utc = naive.timestamp() - 60 * self.offset
        return datetime.fromtimestamp(utc, zone)


class Terms(Struct, frozen=True):
    """A post's most frequent terms (stems), most frequent first, with counts.

    Kept as one string, ``stem count stem count …``: ten thousand posts' terms as
    tuples would take most of the memory of a build.
    """

    packed: str = ""

    def __iter__(self) -> Iterator[tuple[str, int]]:
        parts = self.packed.split(" ") if self.packed else []
        return zip(parts[::2], map(int, parts[1::2]), strict=True)

    @classmethod
    def of(cls, counts: Iterator[tuple[str, int]]) -> Terms:
        """Pack stems and counts; stems hold no spaces."""
        return cls(" ".join(f"{stem} {count}" for stem, count in counts))


class Post(Struct, frozen=True):
    """A dated Markdown article, as loaded from one source.

    ``source`` is the path relative to the site's root (``content/posts/a.md``).
    ``body`` is the digest of the rendered HTML, which lies in the store with its holes
    open, and with the Markdown behind it where the site has twins; ``links`` says what
    they wait for, and ``calls`` which components it calls. ``anchors`` are all ids in the
    body, ``words`` counts its words, code left out. ``has_diagrams``: a script draws them.
    ``introduction`` is what lists show of it where it has no ``description``. ``gist``
    digests all that anything but the post's own text can know of it.
    """

    source: str
    digest: Digest
    slug: Located[str]
    title: Located[str]
    date: Located[When]
    description: str
    topics: tuple[Located[str], ...]
    body: Digest
    updated: Located[When] | None = None
    expires: Located[When] | None = None
    draft: bool = False
    aliases: tuple[Located[str], ...] = ()
    authors: tuple[Located[str], ...] = ()
    image: Link | None = None
    image_alt: str = ""
    superseded_by: Located[str] | None = None
    evergreen: bool = False
    toc: bool = True
    links: tuple[Link, ...] = ()
    outline: tuple[Heading, ...] = ()
    anchors: tuple[str, ...] = ()
    terms: Terms = Terms()
    words: int = 0
    identity: str = ""
    calls: tuple[Call, ...] = ()
    has_diagrams: bool = False
    introduction: str = ""
    gist: Digest = NO_GIST

    @property
    def minutes(self) -> int:
        """How long the text takes to read, at least 1."""
        return max(1, math.ceil(self.words / WORDS_A_MINUTE))


class Asset(Struct, frozen=True):
    """A file that is published as it is.

    ``source`` is relative to the site's root, or to the theme's where ``themed``.
    """

    source: str
    digest: Digest
    size: int
    themed: bool = False
