"""Pictures: what is known of an image file, and how a page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from html import escape

from msgspec import Struct

from waypost.model.digest import Digest

LIMIT = 100_000_000
"""So many pixels may an image have: to unpack one takes four bytes for each."""


class Flaw(StrEnum):
    """What is wrong with an image file."""

    BROKEN = "broken"
    HUGE = "huge"
    ACTIVE = "active"


class Variant(Struct, frozen=True):
    """A copy of a picture in a format (``avif``, ``webp``, ``jpeg``, ``png``) and a size.

    ``width`` and ``height`` are in pixels, ``size`` in bytes.
    """

    kind: str
    width: int
    height: int
    digest: Digest
    size: int


class Picture(Struct, frozen=True):
    """What is known of an image file by what it holds.

    ``width`` and ``height`` are in CSS pixels, as it is shown; 0 where nobody can tell.
    ``plain`` is the file without what its camera noted, None where it notes nothing.
    ``fallback`` is what stands for a file that is larger than any page needs.
    ``flaw`` says that something is wrong, ``reason`` what, in words, and ``line`` and
    ``column`` where in the file, 0 where that is of no use. ``moves``: it is animated.
    ``lacking`` are the formats that were asked for and can't be written here.
    """

    width: int = 0
    height: int = 0
    plain: Variant | None = None
    variants: tuple[Variant, ...] = ()
    fallback: Variant | None = None
    moves: bool = False
    flaw: Flaw | None = None
    reason: str = ""
    line: int = 0
    column: int = 0
    lacking: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[Variant, ...]:
        """All copies that were made of it."""
        single = (self.plain, self.fallback)
        return (*self.variants, *(one for one in single if one and one not in self.variants))


class Exhibit(Struct, frozen=True):
    """A picture of the site: the file by its ``source``, what is known, its dark variant."""

    source: str
    picture: Picture
    dark: Exhibit | None = None


Gallery = Mapping[str, Exhibit]
"""The pictures that the texts of a site show or link to, by the key of their reference."""


class SourceView(Struct, frozen=True):
    """One choice that a browser has: ``srcset`` of one MIME type (``kind``, may be empty),
    each candidate with its width.

    ``media`` is the media query under which it counts, or empty. ``width`` and ``height``
    are those of the largest candidate, in pixels.
    """

    kind: str
    srcset: str
    media: str
    width: int
    height: int


class PictureView(Struct, frozen=True):
    """How a page shows a picture.

    ``src`` is for browsers that take none of ``sources``. ``width`` and ``height`` are in
    CSS pixels, 0 where unknown. ``sizes`` says how wide the page shows it, as HTML has it.
    ``first``: it stands where readers see it at once, and need not wait to be loaded.
    """

    src: str
    width: int
    height: int
    sizes: str = ""
    sources: tuple[SourceView, ...] = ()
    first: bool = False


def opening(view: PictureView) -> str:
    """Write what stands before the ``img`` of a picture."""
    if not view.sources:
        return ""
    return "<picture>" + "".join(_source(source, view.sizes) for source in view.sources)


def attributes(view: PictureView) -> str:
    """Write what the ``img`` of a picture has beside its address and its text."""
    sized = f' width="{view.width}" height="{view.height}"' if view.width else ""
    return sized if view.first else sized + LATER


def closing(view: PictureView) -> str:
    """Write what stands behind the ``img`` of a picture."""
    return "</picture>" if view.sources else ""


LATER = ' loading="lazy" decoding="async"'
"""Attributes of an image that is loaded when readers come near it."""


def _source(source: SourceView, sizes: str) -> str:
    media = f' media="{escape(source.media)}"' if source.media else ""
    kind = f' type="{source.kind}"' if source.kind else ""
    sizes = f' sizes="{escape(sizes)}"' if sizes else ""
    size = f' width="{source.width}" height="{source.height}"' if source.width else ""
    return f'<source{media}{kind} srcset="{escape(source.srcset)}"{sizes}{size}>'
