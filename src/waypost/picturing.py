"""Pictures, measured and copied: those that no build has seen, and all others from the cache."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, partial

from msgspec import Struct, field
from msgspec.structs import replace

from waypost.jobs import PictureTask, Task
from waypost.model import urls
from waypost.model.archive import Archive, NodeKind, Reference
from waypost.model.diagnostic import Checked, Diagnostic, Place, error, warning
from waypost.model.digest import Digest
from waypost.model.memory import NONE, Memory
from waypost.model.picture import LIMIT, Exhibit, Flaw, Gallery, Picture
from waypost.model.post import Asset
from waypost.model.site import ImageSettings, Site
from waypost.outcome import Progress, silent
from waypost.plan.context import Context
from waypost.plan.references import all_references
from waypost.store.actions import Action
from waypost.store.cache import Cache
from waypost.store.encoding import encode, key_of, recalled
from waypost.store.owning import naming, whole
from waypost.workers import Workers

DRAWING = ".svg"
IMAGES = (
    ".apng", ".avif", ".bmp", ".gif", ".ico", ".jfif", ".jpe", ".jpeg", ".jpg", ".png", ".webp",
    DRAWING,
)  # fmt: skip
"""How the names of images end that browsers show."""

_DARK = ".dark"
_KIND = "picture"
_SITE = Place("content/site.yaml")


class Pictures(Struct, frozen=True):
    """The pictures of a site; ``found`` counts the files, ``made`` those that were new."""

    gallery: Gallery = field(default_factory=dict)
    found: int = 0
    made: int = 0


class _Wanted(Struct, frozen=True):
    """An image file, what is to be made of it, and where texts name it."""

    asset: Asset
    settings: ImageSettings
    places: tuple[Place, ...]
    shown: bool

    @property
    def drawn(self) -> bool:
        return self.asset.source.lower().endswith(DRAWING)


class Pictorial(Struct, frozen=True, dict=True):
    """Finds out what an archive's pictures are, and has copies made of them.

    The key of a picture is the engine, whether it is a drawing, the site's settings for
    images, and the digest of the file. ``static`` are the files of static/, by path.
    """

    archive: Archive
    site: Site
    static: Mapping[str, Asset]
    engine: Digest
    cache: Cache
    pool: Workers
    memory: Memory = NONE
    progress: Progress = silent

    def gather(self) -> Checked[Pictures]:
        """Give all pictures that texts show or link to, and what is wrong with them."""
        wanted = self._wanted()
        if not wanted:
            return Checked(Pictures())
        pictures, made = self._known_or_made(wanted)
        gallery = {
            key: Exhibit(one.asset.source, pictures[key], self._dark(key, wanted, pictures))
            for key, one in wanted.items()
        }
        gallery = self.memory.same("gallery", gallery)
        found = (finding for key, one in wanted.items() for finding in _told(one, pictures[key]))
        lacking = sorted({name for picture in pictures.values() for name in picture.lacking})
        findings = (*found, *(_unwritable(name) for name in lacking))
        return Checked(Pictures(gallery, len(wanted), made), findings)

    def _wanted(self) -> dict[str, _Wanted]:
        """Find the image files by the keys of what refers to them, dark variants among them."""
        named = self._named()
        found = {key: asset for key in named if (asset := self._asset(key))}
        # One file may be shown by its path and linked to by its URL: it has copies then.
        shown = {asset for key in found if _is_shown(named[key]) for asset in self._both(key)}
        linked = replace(self.site.images, formats=())
        wanted = {}
        for key, asset in found.items():
            places = tuple(sorted({reference.place for reference in named[key]}))
            settings = self.site.images if asset in shown else linked
            wanted[key] = _Wanted(asset, settings, places, asset in shown)
            if _is_shown(named[key]) and (dark := self._asset(dark_key(key))):
                wanted.setdefault(dark_key(key), _Wanted(dark, settings, places, shown=True))
        for source, asset in self.archive.assets.items():
            # Whoever opens a drawing by its address opens a document of the site.
            if source.lower().endswith(DRAWING) and source not in wanted:
                wanted[source] = _Wanted(asset, linked, (Place(source),), shown=False)
        return wanted

    def _both(self, key: str) -> tuple[Asset, ...]:
        """Find an image file, and its dark variant."""
        return tuple(asset for one in (key, dark_key(key)) if (asset := self._asset(one)))

    def _named(self) -> dict[str, list[Reference]]:
        archive, references = self.archive, self.archive.references
        of_posts = (tuple(references.values()),)
        named: dict[str, list[Reference]] = {}
        for images in self.memory.rows("images named", _images, tuple(references), of_posts):
            for reference in images:
                named.setdefault(reference.key, []).append(reference)
        for reference in _images(tuple(all_references(replace(archive, references={})))):
            named.setdefault(reference.key, []).append(reference)
        return named

    def _asset(self, key: str) -> Asset | None:
        """Find the file that a reference leads to: a source, or a URL of the site."""
        if not key.startswith("/"):
            return self.archive.assets.get(key)
        return self.static.get(urls.file_of(key)) or self._by_url.get(key)

    @cached_property
    def _by_url(self) -> Mapping[str, Asset]:
        made = Context(self.archive, self.site).asset_urls
        return {url: self.archive.assets[source] for source, url in made.items()}

    def _dark(
        self, key: str, wanted: Mapping[str, _Wanted], pictures: Mapping[str, Picture]
    ) -> Exhibit | None:
        name = dark_key(key)
        if name not in wanted or not wanted[key].shown:
            return None
        return Exhibit(wanted[name].asset.source, pictures[name])

    def _known_or_made(self, wanted: Mapping[str, _Wanted]) -> tuple[dict[str, Picture], int]:
        keys = {key: self._key(one) for key, one in wanted.items()}
        known = self._known(frozenset(keys.values()))
        missing = {keys[key]: one for key, one in wanted.items() if keys[key] not in known}
        task = partial(Task("take_picture"), PictureTask(self.cache.blobs))
        jobs = [(one.asset.digest, one.drawn, one.settings) for one in missing.values()]
        made = self.pool.map(task, jobs, heavy=True)
        for done, (key, picture) in enumerate(zip(missing, made, strict=True), start=1):
            known[key] = picture
            own = naming(_KIND, picture.files)
            self.cache.actions.keep([Action(_KIND, key, encode(picture)), *own])
            self.progress("pictures", done, len(missing))
        self.memory.note("pictures", known)
        return {key: known[keys[key]] for key in wanted}, len(missing)

    def _key(self, one: _Wanted) -> Digest:
        return key_of(_KIND, self.engine, one.drawn, one.settings, one.asset.digest)

    def _known(self, keys: Iterable[Digest]) -> dict[Digest, Picture]:
        before = self.memory.last("pictures") or {}
        known = {key: before[key] for key in keys if key in before}
        asked = [key for key in keys if key not in known]
        found = self.cache.actions.find(asked)
        kept = {key: picture for key in asked if (picture := recalled(found.get(key), Picture))}
        files = {key: picture.files for key, picture in kept.items()}
        return known | {key: kept[key] for key in whole(self.cache, _KIND, files)}


def dark_key(key: str) -> str:
    """Name the dark variant of an image: ``photo.dark.png`` stands beside ``photo.png``."""
    stem, suffix = posixpath.splitext(key)
    return f"{stem}{_DARK}{suffix}"


def _is_shown(references: Iterable[Reference]) -> bool:
    return any(reference.shown for reference in references)


def _images(references: tuple[Reference, ...]) -> tuple[Reference, ...]:
    return tuple([one for one in references if one.kind in _FILES and _is_image(one.key)])


_FILES = (NodeKind.ASSET, NodeKind.PAGE)


def _is_image(key: str) -> bool:
    return key.lower().endswith(IMAGES)


def _told(one: _Wanted, picture: Picture) -> Iterator[Diagnostic]:
    name, reason = posixpath.basename(one.asset.source), picture.reason
    if picture.flaw is Flaw.ACTIVE:
        place = Place(one.asset.source, picture.line, picture.column)
        message = f"a drawing on a site must not run anything, but {reason}"
        yield error("active-image", message, place, "take that out, or export it as plain SVG")
    elif picture.flaw is Flaw.HUGE:
        limit = LIMIT // 1_000_000
        for place in one.places:
            message = f"the image '{name}' is too large to be unpacked: {reason}"
            fix = f"make it smaller; {limit} million pixels are the limit"
            yield error("huge-image", message, place, fix)
    elif picture.flaw:
        at = f" (line {picture.line}, column {picture.column})" if picture.line else ""
        for place in one.places:
            message = f"the image '{name}' can't be shown: {reason}{at}"
            yield error("broken-image", message, place, "export it again, or take it out")


def _unwritable(name: str) -> Diagnostic:
    return warning(
        "no-image-encoder",
        f"this Pillow can't write {name.upper()}, so images are not offered in it",
        _SITE,
        f"install Pillow from PyPI, or leave '{name}' out of 'formats' of 'images'",
    )
