"""Image files of pixels: measured, and copied in the sizes and formats that pages offer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError, features

from waypost.model.digest import Digest
from waypost.model.picture import LIMIT, Flaw, Picture, Variant
from waypost.model.site import FORMATS_OF_IMAGES, ImageSettings
from waypost.pictures.metadata import without_notes

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "BMP", "ICO")
"""What browsers show, by Pillow's names; no other decoder is let near a file."""

SPEED = 8
"""Of AVIF, from 0 to 10: a third of the time of 6, for a tenth more bytes."""

_KINDS = {"JPEG": "jpeg", "MPO": "jpeg", "PNG": "png", "WEBP": "webp"}
_ORIENTATION = 0x0112
_NEAR = 0.9
_FEW_COLOURS = 4096

_SAVING = 500
"""Bytes that a format has to save: to offer it takes a page some of its own."""

Put = Callable[[bytes], Digest]

# The limit above is ours, and a finding; Pillow's own would be a warning on the screen.
Image.MAX_IMAGE_PIXELS = None


def can_write(kind: str) -> bool:
    """Say whether this Pillow writes a format: ``avif`` and ``webp`` may be missing."""
    return kind not in ("avif", "webp") or bool(features.check(kind))


def picture_of(data: bytes, settings: ImageSettings, put: Put) -> Picture:
    """Measure an image, and make its copies, whose bytes are ``put`` away.

    Any bytes give a picture, with a flaw where something is wrong with them. Where the
    ``settings`` want images left as they are, nothing is made.
    """
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as image:
            return _taken(image, data, settings, put)
    except Exception as fault:  # what decoders raise is anything
        return Picture(flaw=Flaw.BROKEN, reason=_told(fault))


def _taken(image: Image.Image, data: bytes, settings: ImageSettings, put: Put) -> Picture:
    pixels = image.width * image.height
    if pixels > LIMIT and not settings.as_they_are:
        said = f"it has {image.width} × {image.height} pixels"
        return Picture(flaw=Flaw.HUGE, reason=said)
    if pixels <= LIMIT:
        image.load()
    orientation = _orientation(image)
    size = image.size if orientation < 5 else (image.height, image.width)
    kind = _KINDS.get(image.format or "", "")
    moves = bool(getattr(image, "is_animated", False)) and kind != "jpeg"
    picture = Picture(*size, moves=moves)
    if settings.as_they_are:
        return picture
    plain = without_notes(data, kind, orientation)
    if plain != data:
        picture = replace(picture, plain=Variant(kind, *size, put(plain), len(plain)))
    if moves or image.format in ("BMP", "ICO") or not settings.formats:
        return picture
    return _with_copies(picture, image, min(len(plain), len(data)), settings, put)


def _with_copies(
    picture: Picture, image: Image.Image, size: int, settings: ImageSettings, put: Put
) -> Picture:
    kind = _KINDS.get(image.format or "", "png")
    upright = _plain_colours(ImageOps.exif_transpose(image))
    widths = _widths(picture.width, settings.widths)
    copier = _Copier(upright, kind in ("jpeg", "webp") or not _is_drawn(upright), settings.quality)
    lacking = tuple(wanted for wanted in settings.formats if not can_write(wanted))
    fallback = None
    if widths[-1] < picture.width:
        made = copier.copy(kind, widths[-1])
        # A file that is packed better than we can pack a part of it stays what it is.
        if len(made.data) < size:
            size, fallback = len(made.data), made.kept(put)
    variants: list[Variant] = []
    largest = {name: copier.copy(name, widths[-1]) for name in filter(can_write, settings.formats)}
    for name in reversed([*_worthwhile(largest, size, kind if fallback else "")]):
        chosen = [largest[name]]
        for width in reversed(widths[:-1]):
            smaller = copier.copy(name, width)
            # What has few colours has many once it is made smaller, and may take more bytes.
            if len(smaller.data) < len(chosen[-1].data):
                chosen.append(smaller)
        variants += [one.kept(put) for one in reversed(chosen)]
    return replace(picture, variants=tuple(variants), fallback=fallback, lacking=lacking)


def _worthwhile(largest: Mapping[str, _Copy], size: int, fallback: str) -> Iterator[str]:
    """Choose formats, the one that packs best last: each is to save something.

    A browser that takes AVIF takes WebP too, so what packs no better is of use to nobody.
    ``size`` is what a page has to load otherwise, in the format of the ``fallback``.
    """
    best = size
    for name in reversed(FORMATS_OF_IMAGES):
        if name in largest and (len(largest[name].data) < best - _SAVING or name == fallback):
            best = len(largest[name].data)
            yield name


def _widths(own: int, wanted: Sequence[int]) -> tuple[int, ...]:
    """Choose widths, in order: never more than the image has, none that are nearly the same."""
    largest = min(own, max(wanted))
    return (*sorted(width for width in {*wanted} if width < largest * _NEAR), largest)


class _Copy(Struct, frozen=True):
    kind: str
    width: int
    height: int
    data: bytes

    def kept(self, put: Put) -> Variant:
        return Variant(self.kind, self.width, self.height, put(self.data), len(self.data))


class _Copier:
    """Makes copies of an image, each size of it once."""

    def __init__(self, image: Image.Image, photographed: bool, quality: int) -> None:
        self._sizes = {image.width: image}
        self._image = image
        self._options = _options(quality, photographed)

    def copy(self, kind: str, width: int) -> _Copy:
        image = self._sizes.get(width) or self._sized(width)
        written = BytesIO()
        image.save(written, kind.upper(), **self._options[kind])
        return _Copy(kind, image.width, image.height, written.getvalue())

    def _sized(self, width: int) -> Image.Image:
        height = max(1, round(self._image.height * width / self._image.width))
        sized = self._image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        self._sizes[width] = sized
        return sized


def _options(quality: int, photographed: bool) -> Mapping[str, Mapping[str, Any]]:
    """Give how each format is written; one thread, as threads share out work by chance."""
    # At four fifths of the number AVIF looks like the others.
    avif = {"quality": max(1, round(quality * 0.8)), "speed": SPEED, "max_threads": 1}
    webp = {"quality": quality, "method": 4}
    return {
        "avif": avif | {"subsampling": "4:2:0" if photographed else "4:4:4"},
        "webp": webp if photographed else {"lossless": True, "quality": 70, "method": 4},
        "jpeg": {"quality": quality, "optimize": True, "progressive": True},
        "png": {"optimize": True},
    }


def _plain_colours(image: Image.Image) -> Image.Image:
    """Give an image in sRGB, with an alpha channel if it needs one, and without any notes."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith(("I", "F")):
        # 16 bits a pixel: the upper half is what a screen shows.
        image = image.convert("I").point(lambda value: value / 256).convert("L")
        profile = None
    alpha = image.has_transparency_data
    if image.mode not in ("RGB", "RGBA", "L", "CMYK") or (alpha and image.mode != "RGBA"):
        image = image.convert("RGBA" if alpha else "RGB")
    mode = "RGBA" if alpha else "RGB"
    made = _in_srgb(image, profile, mode) if profile else image
    made = (made if made.mode == mode else made.convert(mode)).copy()
    if alpha and made.getchannel("A").getextrema() == (255, 255):
        made = made.convert("RGB")
    made.info = {}
    return made


def _in_srgb(image: Image.Image, profile: bytes, mode: str) -> Image.Image:
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        made = ImageCms.profileToProfile(
            image, own, ImageCms.createProfile("sRGB"), outputMode=mode
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        # A profile that does not fit the image, or is damaged: browsers ignore it too.
        return image
    return made or image


def _is_drawn(image: Image.Image) -> bool:
    return image.convert("RGB").getcolors(_FEW_COLOURS) is not None


def _orientation(image: Image.Image) -> int:
    found = image.getexif().get(_ORIENTATION, 1)
    return found if found in range(1, 9) else 1


def _told(fault: Exception) -> str:
    if isinstance(fault, UnidentifiedImageError):
        return "it is no image of a kind that browsers show"
    if isinstance(fault, MemoryError):
        return "there is not enough memory to unpack it"
    said = " ".join(str(fault).split()).rstrip(".")
    return f"it can't be unpacked ({said})" if said else "it can't be unpacked"
