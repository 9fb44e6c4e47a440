"""Draws the measured figures as one picture, in light and dark.

python -m tests.bench.picture FIGURES.json … > docs/performance.svg

Takes what ``measure`` and ``edits`` have written. Bars of one group share a scale.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from xml.sax.saxutils import escape

WIDTH, LEFT, RIGHT = 760, 270, 70
ROW, GAP, TOP = 26, 40, 24

STYLE = """
text { font: 14px system-ui, sans-serif; fill: #1f2933; }
.head { font-weight: 600; }
.bar { fill: #9aa5b1; }
.ours { fill: #0f6b5c; }
@media (prefers-color-scheme: dark) {
  text { fill: #e4e7eb; } .bar { fill: #616e7c; } .ours { fill: #4fc3a1; }
}
"""


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure: what it is of, how many seconds, and whether it is Waypost's."""

    label: str
    seconds: float
    ours: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that are drawn to one scale, under a heading."""

    heading: str
    bars: tuple[Bar, ...]


def main() -> None:
    """Draw what the files named on the command line hold."""
    series: list[dict[str, Any]] = []
    for name in sys.argv[1:]:
        series += json.loads(Path(name).read_text(encoding="utf-8"))["series"]
    print(drawn(list(groups(series))))


def groups(series: Sequence[dict[str, Any]]) -> Iterator[Group]:
    """Sort figures into groups: cold builds by size, then builds after an edit."""
    cold = [one for one in series if "edit" not in one]
    for posts in sorted({one["posts"] for one in cold}):
        bars = tuple(
            Bar(one["generator"].capitalize(), _seconds(one), one["generator"] == "waypost")
            for one in cold
            if one["posts"] == posts
        )
        yield Group(f"Cold build of {posts:,} posts", bars)
    edits = [one for one in series if "edit" in one]
    for posts in sorted({one["posts"] for one in edits}):
        bars = tuple(
            Bar(_label(one), _seconds(one), one["generator"] == "waypost")
            for one in edits
            if one["posts"] == posts
        )
        yield Group(f"The next build, {posts:,} posts", bars)


def drawn(all_of_them: Sequence[Group]) -> str:
    """Draw groups of bars as an SVG; each bar has its figure beside it."""
    lines, y = [], TOP
    for group in all_of_them:
        lines.append(f'<text class="head" x="0" y="{y}">{escape(group.heading)}, seconds</text>')
        most = max(bar.seconds for bar in group.bars)
        for bar in group.bars:
            y += ROW
            width = max(2, (WIDTH - LEFT - RIGHT) * bar.seconds / most)
            kind = "bar ours" if bar.ours else "bar"
            lines += [
                f'<text x="0" y="{y}">{escape(bar.label)}</text>',
                f'<rect class="{kind}" x="{LEFT}" y="{y - 14}" width="{width:.1f}" height="18"/>',
                f'<text x="{LEFT + width + 8:.1f}" y="{y}">{bar.seconds:.1f}</text>',
            ]
        y += GAP
    height = y - GAP + 12
    told = "; ".join(
        f"{group.heading}: " + ", ".join(f"{bar.label} {bar.seconds:.1f}" for bar in group.bars)
        for group in all_of_them
    )
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"'
            f' role="img" aria-label="{escape(told, {chr(34): "&quot;"})}, in seconds">',
            f"<style>{STYLE}</style>",
            *lines,
            "</svg>",
        ]
    )


def _label(one: dict[str, Any]) -> str:
    name = one["generator"].capitalize()
    return f"{name}: {one['edit']}" if one["generator"] == "waypost" else f"{name}: all anew"


def _seconds(one: dict[str, Any]) -> float:
    return float(median(run["seconds"] for run in one["runs"]))


if __name__ == "__main__":
    main()
