"""Draws the charts of the demo archive, each for light pages and for dark ones.

.venv/bin/python tests/charts.py

The numbers are those of the table that the chart stands beside.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from font_source_serif_pro import SourceSerifPro, SourceSerifProBold
from PIL import Image, ImageDraw, ImageFont

POSTS = Path(__file__).parent.parent / "content" / "posts"
SIZE = (1440, 760)
FINER = 2
"""So many times as large everything is drawn, to be made smaller: edges become smooth."""

GROUPS = {"p90": (120, 220, 120), "p99": (720, 220, 720)}
BARS = ("Sum over hops", "True, independent", "True, all slow together")
PROMISE, HIGHEST = 400, 800


@dataclass(frozen=True)
class Palette:
    """The colours of a chart."""

    ground: str
    ink: str
    soft: str
    line: str
    bars: tuple[str, str, str]


LIGHT = Palette("#ffffff", "#191d1b", "#565e59", "#d5d8ce", ("#a3262a", "#1d4f91", "#7a756a"))
DARK = Palette("#1b1f1c", "#e8eae3", "#a5ada6", "#363d37", ("#f4a3a0", "#93bdf2", "#8d958e"))


def chart(colours: Palette) -> Image.Image:
    """Draw two groups of bars, and a line for what was promised."""
    image = Image.new("RGB", (SIZE[0] * FINER, SIZE[1] * FINER), colours.ground)
    pen = _Pen(ImageDraw.Draw(image))
    for label, colour, left in zip(BARS, colours.bars, (60, 420, 830), strict=True):
        pen.box(left, 48, 34, 34, colour)
        pen.text(left + 50, 44, label, colours.ink, 30)
    foot, scale = 660, 500 / HIGHEST
    for value in range(0, HIGHEST + 1, 200):
        pen.box(130, foot - value * scale, 1250, 2, colours.line)
        pen.text(40, foot - value * scale - 18, str(value), colours.soft, 26)
    for group, (name, values) in enumerate(GROUPS.items()):
        left = 230 + group * 600
        for at, (value, colour) in enumerate(zip(values, colours.bars, strict=True)):
            pen.box(left + at * 150, foot - value * scale, 120, value * scale, colour)
            words = f"{value} ms"
            pen.text(
                left + at * 150 + 14, foot - value * scale - 42, words, colours.ink, 28, bold=True
            )
        pen.text(left + 190, foot + 18, name, colours.ink, 34, bold=True)
    for start in range(130, 1380, 24):
        pen.box(start, foot - PROMISE * scale - 1, 14, 4, colours.ink)
    pen.text(230, foot - PROMISE * scale - 44, "promised: 400 ms", colours.ink, 26)
    small = image.resize(SIZE, Image.Resampling.LANCZOS)
    return small.quantize(64, dither=Image.Dither.NONE)


@dataclass(frozen=True)
class _Pen:
    draw: ImageDraw.ImageDraw

    def box(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        corners = (x, y, x + width, y + height)
        self.draw.rectangle([round(at * FINER) for at in corners], fill=fill)

    def text(self, x: float, y: float, text: str, fill: str, size: int, bold: bool = False) -> None:
        face = SourceSerifProBold if bold else SourceSerifPro
        font = ImageFont.truetype(face, size * FINER)
        self.draw.text((x * FINER, y * FINER), text, fill=fill, font=font)


if __name__ == "__main__":
    for suffix, palette in {"": LIGHT, ".dark": DARK}.items():
        file = POSTS / "2024" / f"percentiles-of-six-hops{suffix}.png"
        chart(palette).save(file, optimize=True)
