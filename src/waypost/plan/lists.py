"""Paths and citations as lists show them."""

from __future__ import annotations

from collections.abc import Iterable

from waypost.model import urls
from waypost.model.archive import Cited, ReadingPath
from waypost.model.views import CitedCard, PathCard, StepCard
from waypost.plan.context import Context
from waypost.plan.dates import span


def path_card(context: Context, path: ReadingPath) -> PathCard:
    """Show a reading path in a list."""
    return PathCard(
        url=context.href(urls.path(path.slug)),
        title=path_title(path),
        description=path_description(context, path),
        steps=len(path.steps),
        minutes=minutes(context, path),
    )


def path_cards(context: Context, derived: bool = False) -> tuple[PathCard, ...]:
    """Show all reading paths of editors, or all derived ones, by title."""
    paths = context.archive.paths.values()
    return tuple(path_card(context, path) for path in paths if bool(path.hub) is derived)


def path_title(path: ReadingPath) -> str:
    """Name a path; a derived one after its topic."""
    return f"{path.title} in three posts" if path.hub else path.title


def path_description(context: Context, path: ReadingPath) -> str:
    """Describe a path; a derived one by what it leads through."""
    if not path.hub:
        return path.description
    years = span(context.years[path.steps[end].cited.post] for end in (0, -1))
    return f"From the current state back to the foundations, {years}."


def minutes(context: Context, path: ReadingPath) -> int:
    """Add up the reading times of a path's posts."""
    return sum(context.archive.cards[step.cited.post].minutes for step in path.steps)


def cited_card(context: Context, cited: Cited) -> CitedCard:
    """Show a post that an editor names."""
    card = context.cards[cited.post]
    return CitedCard(
        url=card.url,
        title=cited.label or card.title,
        day=card.day,
        date=card.date,
        description=card.description,
        minutes=card.minutes,
        note=context.prose(cited.note),
    )


def step_card(context: Context, number: int, cited: Cited) -> StepCard:
    """Show a step of a reading path."""
    card = context.cards[cited.post]
    return StepCard(
        number=number,
        url=card.url,
        title=cited.label or card.title,
        day=card.day,
        date=card.date,
        description=card.description,
        minutes=card.minutes,
        note=context.prose(cited.note),
    )


def cited_cards(context: Context, cited: Iterable[Cited]) -> tuple[CitedCard, ...]:
    """Show the posts that an editor names, in order."""
    return tuple(cited_card(context, one) for one in cited)
