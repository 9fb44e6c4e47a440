"""Images for tests, made as cameras and drawing programs make them."""

from __future__ import annotations

from io import BytesIO
from random import Random
from typing import Any

from PIL import Image, ImageCms

CAMERA = "A camera of somebody"
ORIENTATION, MAKE, PLACE_INFO = 0x0112, 0x010F, 0x8825


def photograph(width: int = 1200, height: int = 800) -> Image.Image:
    """Draw something with as many shades and grains as a photograph has."""
    grain, rough = (max(width // step, 2) for step in (2, 20))
    sky = Image.linear_gradient("L").resize((width, height))
    ground = _noise(rough, 1).resize((width, height), Image.Resampling.BICUBIC)
    leaves = _noise(grain, 2).resize((width, height), Image.Resampling.BICUBIC)
    return Image.merge("RGB", (sky, ground, Image.blend(ground, leaves, 0.3)))


def _noise(size: int, seed: int) -> Image.Image:
    return Image.frombytes("L", (size, size), Random(seed).randbytes(size * size))


def plan_of(width: int = 900, height: int = 500, ground: str = "white") -> Image.Image:
    """Draw something with few colours, as diagrams have."""
    image = Image.new("RGB", (width, height), ground)
    for at, colour in enumerate(("red", "green", "blue")):
        left = width * at // 3
        image.paste(colour, (left + 9, height // 5, left + width // 4, height // 2))
    return image


def encoded(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    """Write an image; JPEG at a quality that cameras use."""
    written = BytesIO()
    image.save(written, kind, **({"quality": 92} if kind == "JPEG" else {}) | options)
    return written.getvalue()


def notes(orientation: int = 1) -> Image.Exif:
    """Note what cameras note: who, where, and which way is up."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = orientation, CAMERA
    exif.get_ifd(PLACE_INFO)[1] = "N"
    return exif


def animation(kind: str = "GIF", frames: int = 3) -> bytes:
    """Make an animation."""
    first, *others = (plan_of(60, 40, ground) for ground in ("white", "black", "gray")[:frames])
    return encoded(first, kind, save_all=True, append_images=others, duration=100)


def srgb() -> bytes:
    """Give the colour profile of sRGB."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def opened(data: bytes) -> Image.Image:
    """Read an image."""
    image = Image.open(BytesIO(data))
    image.load()
    return image
