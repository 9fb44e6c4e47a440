"""How pages show pictures, and which copies of them are published."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator

from msgspec.structs import replace

from waypost.model import urls
from waypost.model.diagnostic import Place
from waypost.model.fragment import Filling
from waypost.model.picture import Exhibit, Gallery, PictureView, SourceView, Variant
from waypost.model.plan import FilePlan
from waypost.model.post import Asset

DARK = "(prefers-color-scheme: dark)"

Href = Callable[[str], str]
"""Gives a URL of the site as it stands in a document."""


def picture_view(
    exhibit: Exhibit, url: str, dark_url: str, sizes: str, href: Href, plain: bool = False
) -> PictureView | None:
    """Say how a page shows a picture; None where nothing is known of it.

    ``url`` is that of the file itself, ``dark_url`` that of its dark variant. With
    ``plain`` nothing is left to choose: for feeds, whose readers choose in odd ways.
    """
    picture = exhibit.picture
    if not picture.width:
        return None
    shown = picture.fallback
    src = href(copy_url(exhibit, shown)) if shown else url
    size = (shown.width, shown.height) if shown else (picture.width, picture.height)
    if plain:
        return PictureView(src, *size, first=True)
    sources = list(_sources(exhibit, "", href))
    if exhibit.dark and exhibit.dark.picture.width:
        sources[:0] = _dark_sources(exhibit.dark, dark_url, href)
    return PictureView(src, *size, sizes, tuple(sources))


def copy_url(exhibit: Exhibit, copy: Variant) -> str:
    """Give the URL of a copy of a picture."""
    name = posixpath.basename(exhibit.source)
    return urls.picture(name, copy.kind, copy.width, copy.digest)


def first_at_once(fillings: tuple[Filling, ...]) -> tuple[Filling, ...]:
    """Let the first picture of a text be loaded at once; the others wait for their readers."""
    for at, filling in enumerate(fillings):
        if filling.picture:
            first = replace(filling, picture=replace(filling.picture, first=True))
            return (*fillings[:at], first, *fillings[at + 1 :])
    return fillings


def plan_copies(gallery: Gallery) -> Iterator[FilePlan]:
    """Plan the files of all copies."""
    for exhibit in exhibits(gallery).values():
        picture = exhibit.picture
        copies = {*picture.variants, *((picture.fallback,) if picture.fallback else ())}
        for copy in sorted(copies, key=lambda one: (one.kind, one.width)):
            asset = Asset(exhibit.source, copy.digest, copy.size)
            path = urls.file_of(copy_url(exhibit, copy))
            yield FilePlan(path, asset, Place(exhibit.source))


def exhibits(gallery: Gallery) -> dict[str, Exhibit]:
    """Give every picture, dark variants too, by its source."""
    shown = {one.source: one for one in gallery.values()}
    dark = {one.dark.source: one.dark for one in gallery.values() if one.dark}
    return dark | shown


def without_notes(asset: Asset, known: dict[str, Exhibit]) -> Asset:
    """Give a file as it is published: a picture without what its camera noted."""
    exhibit = None if asset.themed else known.get(asset.source)
    plain = exhibit.picture.plain if exhibit else None
    return replace(asset, digest=plain.digest, size=plain.size) if plain else asset


def _sources(exhibit: Exhibit, media: str, href: Href) -> Iterator[SourceView]:
    by_kind: dict[str, list[Variant]] = {}
    for variant in exhibit.picture.variants:
        by_kind.setdefault(variant.kind, []).append(variant)
    for kind, variants in by_kind.items():
        srcset = ", ".join(f"{href(copy_url(exhibit, one))} {one.width}w" for one in variants)
        largest = variants[-1]
        yield SourceView(f"image/{kind}", srcset, media, largest.width, largest.height)


def _dark_sources(dark: Exhibit, url: str, href: Href) -> Iterator[SourceView]:
    yield from _sources(dark, DARK, href)
    shown = dark.picture.fallback or dark.picture
    file = href(copy_url(dark, dark.picture.fallback)) if dark.picture.fallback else url
    yield SourceView("", f"{file} {shown.width}w", DARK, shown.width, shown.height)
