"""The pages of reading paths."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from waypost.model import urls
from waypost.model.archive import ReadingPath
from waypost.model.diagnostic import Place
from waypost.model.plan import PagePlan
from waypost.model.views import PathsView, PathView, StageRow
from waypost.plan.context import Context
from waypost.plan.derived import topic_link
from waypost.plan.lists import minutes, path_cards, path_description, path_title, step_card


def plan_paths(context: Context) -> Iterator[PagePlan]:
    """Plan a page for every reading path, and their list."""
    for path in context.archive.paths.values():
        texts = (path.introduction, *(step.cited.note for step in path.steps))
        yield PagePlan(
            path=urls.file_of(urls.path(path.slug)),
            template="path.html",
            view=_view(context, path),
            origin=Place(path.source),
            cites=tuple(cite for text in texts for cite in context.cites(text.references)),
        )
    yield PagePlan(
        path=urls.file_of(urls.PATHS),
        template="paths.html",
        view=PathsView(
            meta=context.meta(
                urls.PATHS, "Reading paths", f"All reading paths of {context.site.title}."
            ),
            paths=path_cards(context),
            derived=path_cards(context, derived=True),
        ),
    )


def _view(context: Context, path: ReadingPath) -> PathView:
    title, description = path_title(path), path_description(context, path)
    return PathView(
        meta=context.meta(urls.path(path.slug), title, description),
        title=title,
        description=description,
        introduction=context.prose(path.introduction),
        count=len(path.steps),
        minutes=minutes(context, path),
        stages=_stages(context, path),
        hub=topic_link(context, path.hub) if path.hub else None,
    )


def _stages(context: Context, path: ReadingPath) -> tuple[StageRow, ...]:
    numbered = enumerate(path.steps, start=1)
    stages = []
    for heading, steps in groupby(numbered, key=lambda step: step[1].stage):
        cards = tuple(step_card(context, number, step.cited) for number, step in steps)
        stages.append(StageRow(heading, sum(card.minutes for card in cards), cards))
    return tuple(stages)
