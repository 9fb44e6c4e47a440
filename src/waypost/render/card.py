"""Social cards: pictures that stand for a page where its link is shared.

A template says in JSON what is drawn where; this draws it. Several times quicker than
rendering SVG, as there are only boxes, polygons and lines of text, and few colours.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from io import BytesIO
from typing import Any

from font_source_serif_pro import SourceSerifPro, SourceSerifProBold
from PIL import Image, ImageColor, ImageDraw, ImageFont

from waypost.model.diagnostic import Checked, Place, error

FONTS = {"regular": SourceSerifPro, "bold": SourceSerifProBold}

_SHADES = 16
"""So many shades lie between the background and each colour, at the edges of letters."""

_COLOURS = 256 // _SHADES - 1

_SMALLEST = 0.6
"""How small a text may get, of the size that is asked for, before it is cut."""

_ELLIPSIS = "…"


def draw_card(drawing: bytes, template: str) -> Checked[bytes | None]:
    """Draw a card as a PNG, from what a template has made.

    The drawing is a mapping of ``width``, ``height``, ``background`` (a colour in CSS)
    and ``shapes``, drawn in order, each with a ``fill``:

    - ``{"box": [x, y, width, height]}``
    - ``{"polygon": [x, y, x, y, …]}``
    - ``{"text": "…", "at": [x, y], "width": …, "lines": …, "size": …, "font": "bold"}``,
      broken into lines; one that would have more of them is made smaller, then cut.
      With ``"align": "right"`` its lines end where the width does.

    Anything else is a finding, and the value is None.
    """
    try:
        return Checked(_drawn(json.loads(drawing)))
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        reason = f"no '{fault.args[0]}'" if isinstance(fault, KeyError) else str(fault)
        found = error(
            "template-error",
            f"what the template gives is no drawing of a card: {reason}",
            Place(f"templates/{template}"),
            "see templates/social-card.json of the theme",
        )
        return Checked(None, (found,))


def _drawn(drawing: Mapping[str, Any]) -> bytes:
    background = ImageColor.getrgb(drawing["background"])[:3]
    image = Image.new("P", (int(drawing["width"]), int(drawing["height"])))
    colours: dict[str, int] = {}
    for shape in drawing["shapes"]:
        if len(colours) == _COLOURS and shape["fill"] not in colours:
            raise ValueError(f"more than {_COLOURS} colours")
        _draw(image, shape, colours.setdefault(shape["fill"], _SHADES * (len(colours) + 1)))
    image.putpalette(list(_palette(background, [ImageColor.getrgb(name)[:3] for name in colours])))
    written = BytesIO()
    # Nearly all of it is one colour, so that trying harder saves little.
    image.save(written, "PNG", compress_level=4)
    return written.getvalue()


def _palette(background: tuple[int, ...], colours: list[tuple[int, ...]]) -> Iterator[int]:
    for colour in (background, *colours):
        for shade in range(_SHADES):
            part = shade / (_SHADES - 1)
            yield from (round(a + (b - a) * part) for a, b in zip(background, colour, strict=True))


def _draw(image: Image.Image, shape: Mapping[str, Any], index: int) -> None:
    solid = index + _SHADES - 1
    draw = ImageDraw.Draw(image)
    if "box" in shape:
        x, y, width, height = shape["box"]
        draw.rectangle((x, y, x + width - 1, y + height - 1), fill=solid)
    elif "polygon" in shape:
        draw.polygon(shape["polygon"], fill=solid)
    elif shape["text"]:
        _draw_text(image, shape, index)


def _draw_text(image: Image.Image, shape: Mapping[str, Any], index: int) -> None:
    x, y = shape["at"]
    size, lines = _fitted(
        shape["text"], shape.get("font", "regular"), shape["size"], shape["width"], shape["lines"]
    )
    font, leading = _font(shape.get("font", "regular"), size), round(size * 1.2)
    mask = Image.new("L", (shape["width"] + size, leading * len(lines) + size // 2))
    draw = ImageDraw.Draw(mask)
    for number, line in enumerate(lines):
        left = shape["width"] - font.getlength(line) if shape.get("align") == "right" else 0
        draw.text((left, number * leading), line, font=font, fill=255)
    shades = mask.point([index + level * _SHADES // 256 for level in range(256)])
    image.paste(
        shades, (x, y), mask.point([255 * (level >= 256 // _SHADES) for level in range(256)])
    )


@lru_cache(maxsize=32)
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS[name], size)


def _fitted(text: str, name: str, size: int, width: int, most: int) -> tuple[int, list[str]]:
    """Find the greatest size at which a text has few enough lines; cut it at the smallest."""
    smallest = round(size * _SMALLEST)
    lines = _lines(text, _font(name, size), width)
    while len(lines) > most and size > smallest:
        size = max(smallest, size - 4)
        lines = _lines(text, _font(name, size), width)
    if len(lines) > most:
        last = lines[most - 1]
        while last and _font(name, size).getlength(last + _ELLIPSIS) > width:
            last = last[:-1].rstrip()
        lines = [*lines[: most - 1], last + _ELLIPSIS]
    return size, lines


def _lines(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if font.getlength(longer) <= width:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for char in word:
            # Only a word that is wider than a line gets here more than once a line.
            if lines[-1] and font.getlength(lines[-1] + char) > width:
                lines.append("")
            lines[-1] += char
    return lines
