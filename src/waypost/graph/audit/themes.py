"""Themes of curated hubs that hold much more than the others, or next to nothing."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from waypost.graph.audit.flaw import Flaw, Material, flaw

TIMES = 3
"""A theme may have so many times the reads that its hub's themes have in the middle."""

THEMES = 3
"""With fewer themes none is out of proportion."""

READS = 2
"""A theme with fewer reads is tiny."""


def uneven_themes(material: Material) -> Iterator[Flaw]:
    """Find the themes that are out of proportion, or too small to be one."""
    for slug, definition in material.hubs.items():
        themes = material.archive.hubs[slug].themes
        sizes = [len(theme.reads) for theme in themes]
        usual = median(sizes) if len(sizes) >= THEMES else float("inf")
        written = definition.themes or ()
        for theme, size, source in zip(themes, sizes, written, strict=True):
            subject = f"{slug}: {theme.title}"
            if size < READS:
                yield flaw(
                    "tiny-theme",
                    subject,
                    f"the theme '{theme.title}' has {size or 'no'} published "
                    f"{'post' if size == 1 else 'posts'} to read",
                    source.title.place,
                    "cite more posts under 'reads', or join it with another theme",
                )
            elif size > TIMES * usual:
                yield flaw(
                    "unbalanced-theme",
                    subject,
                    f"the theme '{theme.title}' has {size} posts to read, more than {TIMES} "
                    f"times the {usual:g} that the hub's themes have in the middle",
                    source.title.place,
                    "make two themes of it, or cite fewer posts",
                )
