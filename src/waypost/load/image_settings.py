"""What site.yaml says of images."""

from __future__ import annotations

import re

from waypost.load.nodes import Scalar, describe
from waypost.load.scalars import as_flag, one_line
from waypost.load.schema import Fields
from waypost.model.site import FORMATS_OF_IMAGES, ImageSettings
from waypost.near import did_you_mean

NARROWEST, WIDEST = 16, 7680
"""How wide a copy may be, in pixels."""

_MOST_WIDTHS = 8

# What HTML takes for lengths and media conditions. Nothing here can end an attribute.
_SIZES = re.compile(r"[\w ().,:<>=*/+%-]+")


def read_images(fields: Fields) -> ImageSettings:
    """Read what is to be made of images: settings, or ``false`` for nothing at all."""
    found = fields.find("images")
    default = ImageSettings()
    if found is None:
        return default
    if isinstance(found.node, Scalar):
        wanted = as_flag(found.node)
        if wanted is None:
            message = f"'images' should be settings, or false, but is {describe(found.node)}"
            fields.fail("wrong-type", message, found.node.place, "write 'images: false'")
        return ImageSettings(as_they_are=wanted is False)
    section = fields.section("images")
    if section is None:
        return default
    settings = ImageSettings(
        widths=_widths(section) or default.widths,
        formats=_formats(section),
        quality=section.number("quality", 1, 100) or default.quality,
        sizes=_sizes(section) or default.sizes,
    )
    section.close()
    return settings


def _widths(section: Fields) -> tuple[int, ...]:
    widths = set()
    for node in section.items("widths") or ():
        text = one_line(node) if isinstance(node, Scalar) else None
        if text and re.fullmatch("[0-9]{1,5}", text.value):
            width = int(text.value)
            if NARROWEST <= width <= WIDEST:
                widths.add(width)
                continue
        message = (
            f"a width should be a number from {NARROWEST} to {WIDEST}, but is {describe(node)}"
        )
        section.fail("wrong-type", message, node.place, "write pixels, such as 960")
    if len(widths) > _MOST_WIDTHS:
        place = section.key_of("widths", section.place)
        message = f"'widths' has {len(widths)} widths, and each costs every image time and room"
        section.fail("too-many-widths", message, place, f"choose {_MOST_WIDTHS} of them at most")
    return tuple(sorted(widths))


def _formats(section: Fields) -> tuple[str, ...]:
    written = section.texts("formats")
    if written is None:
        return FORMATS_OF_IMAGES
    for text in written:
        if text.value.lower() not in FORMATS_OF_IMAGES:
            known = ", ".join(FORMATS_OF_IMAGES)
            section.fail(
                "bad-choice",
                f"no copies of images can be made in the format '{text.value}'",
                text.place,
                did_you_mean(text.value, FORMATS_OF_IMAGES) or f"write one of {known}",
            )
    named = {text.value.lower() for text in written}
    return tuple(name for name in FORMATS_OF_IMAGES if name in named)


def _sizes(section: Fields) -> str:
    written = section.text("sizes")
    if written is None:
        return ""
    if not _SIZES.fullmatch(written.value):
        message = f"'{written.value}' is no list of sizes as HTML has it"
        fix = 'write lengths with conditions, such as "(max-width: 60rem) 100vw, 56rem"'
        section.fail("bad-sizes", message, written.place, fix)
        return ""
    return written.value
