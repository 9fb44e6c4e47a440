"""The map: the archive's topics and their ties, drawn once, and listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import sqrt

from waypost.model import urls
from waypost.model.archive import Hub
from waypost.model.plan import PagePlan
from waypost.model.views import MapEntryRow, MapTieRow, MapTopicRow, MapView, RelatedHubRow
from waypost.plan.context import Context
from waypost.plan.layout import Box, Layout, lay_out
from waypost.plan.lettering import set_lines, width
from waypost.plan.map_ties import Tie, drawn_ties, strongest_ties

MOST = 60
"""How many topics are drawn: those with the most posts. The list has all."""

SIZE, LEADING = 16.0, 18.0
SMALLEST, LARGEST = 13.0, 30.0
THINNEST, THICKEST = 1.5, 6.0
DIGIT = 4.5
"""Half the width of a digit in a circle."""

BELOW = 4.0
"""Between a circle and its name."""


def plan_map(context: Context) -> Iterator[PagePlan]:
    """Plan the map, where any topic has a page."""
    archive = context.archive
    if not archive.hubs:
        return
    strongest = strongest_ties(archive)
    by_size = sorted(archive.hubs.values(), key=lambda hub: (-len(hub.members), hub.slug))
    drawn = {hub.slug: hub for hub in by_size[:MOST]}
    ties = drawn_ties(strongest, tuple(drawn))
    boxes = {slug: _box(hub, len(by_size[0].members)) for slug, hub in drawn.items()}
    layout = lay_out(boxes.values(), {(tie.one, tie.other): tie.strength for tie in ties})
    yield PagePlan(
        path=urls.file_of(urls.MAP),
        template="map.html",
        view=MapView(
            meta=context.meta(
                urls.MAP, "Map", f"The topics of {context.site.title}, and what they share."
            ),
            width=layout.width,
            height=layout.height,
            size=SIZE,
            leading=LEADING,
            topics=tuple(_topic(context, hub, boxes[hub.slug], layout) for hub in drawn.values()),
            ties=tuple(_tie(tie, boxes, layout, ties) for tie in ties),
            entries=tuple(_entry(context, hub, strongest) for hub in archive.hubs.values()),
        ),
    )


def map_url(context: Context) -> str:
    """Give the URL of the map, or "" where there is none."""
    return context.href(urls.MAP) if context.archive.hubs else ""


def _radius(posts: int, most: int) -> float:
    # The area of a circle, not its width, is what the eye compares.
    return round(max(LARGEST * sqrt(posts / most), SMALLEST, DIGIT * (len(str(posts)) + 1)), 1)


def _box(hub: Hub, most: int) -> Box:
    radius = _radius(len(hub.members), most)
    lines = set_lines(hub.title)
    return Box(
        key=hub.slug,
        width=max(2 * radius, *(SIZE * width(line) for line in lines)),
        height=2 * radius + BELOW + LEADING * len(lines),
        mark=radius,
    )


def _middle(box: Box, layout: Layout) -> tuple[float, float]:
    x, y = layout.centres[box.key]
    return x, round(y - box.height / 2 + box.mark, 1)


def _topic(context: Context, hub: Hub, box: Box, layout: Layout) -> MapTopicRow:
    x, y = _middle(box, layout)
    return MapTopicRow(
        url=context.href(urls.hub(hub.slug)),
        title=hub.title,
        curated=hub.curated,
        posts=len(hub.members),
        x=x,
        y=y,
        radius=box.mark,
        lines=set_lines(hub.title),
        baseline=round(y + box.mark + BELOW + 0.85 * SIZE, 1),
    )


def _tie(tie: Tie, boxes: Mapping[str, Box], layout: Layout, ties: Sequence[Tie]) -> MapTieRow:
    x1, y1 = _middle(boxes[tie.one], layout)
    x2, y2 = _middle(boxes[tie.other], layout)
    most = max(other.shared for other in ties)
    grown = THINNEST + (THICKEST - THINNEST) * sqrt(tie.shared / most)
    return MapTieRow(x1, y1, x2, y2, round(grown, 1))


def _entry(context: Context, hub: Hub, strongest: Mapping[str, Sequence[Tie]]) -> MapEntryRow:
    hubs = context.archive.hubs
    return MapEntryRow(
        url=context.href(urls.hub(hub.slug)),
        title=hub.title,
        posts=len(hub.members),
        years=context.hub_cards[hub.slug].years,
        neighbours=tuple(
            RelatedHubRow(
                context.href(urls.hub(tie.beyond(hub.slug))),
                hubs[tie.beyond(hub.slug)].title,
                tie.shared,
            )
            for tie in strongest[hub.slug]
        ),
    )
