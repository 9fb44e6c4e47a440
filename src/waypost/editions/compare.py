"""From two editions to what changed between them."""

from __future__ import annotations

from collections.abc import Iterator

from waypost.editions.addresses import broken_urls, new_urls, other_pages
from waypost.editions.change import Change, Thing, What
from waypost.editions.edition import Edition
from waypost.editions.hubs import hub_changes
from waypost.editions.pair import Pair
from waypost.editions.paths import path_changes
from waypost.editions.posts import post_changes

NEW_PAGES = frozenset({What.POST_ADDED, What.HUB_ADDED, What.PATH_ADDED})
MOVED_PAGES = frozenset({What.POST_MOVED, What.HUB_MOVED, What.PATH_MOVED})


def changes(old: Edition, new: Edition) -> tuple[Change, ...]:
    """Say what changed from one edition to another: broken URLs first, nothing twice.

    Nothing at all means that both say and show the same, as far as both are known:
    what a template makes of it shows only where both were rendered.
    """
    pair = Pair(old, new)
    found = [
        *broken_urls(pair),
        *_site_changes(pair),
        *post_changes(pair),
        *hub_changes(pair),
        *path_changes(pair),
    ]
    found += new_urls(pair, _fresh(pair, found))
    found += other_pages(pair, {thing.url for change in found for thing in _subjects(change)})
    order = {what: number for number, what in enumerate(What)}
    # Within one kind of change the order is that of the editions.
    return tuple(sorted(found, key=lambda change: order[change.what]))


def _site_changes(pair: Pair) -> Iterator[Change]:
    for name in dict.fromkeys((*pair.new.settings, *pair.old.settings)):
        before, after = (edition.settings.get(name, "") for edition in (pair.old, pair.new))
        if before != after:
            yield Change(What.SITE_CHANGED, before=before, after=after, parts=(name,))


def _fresh(pair: Pair, found: list[Change]) -> set[str]:
    """Give the URLs of pages that are new there, with all that comes with them."""
    fresh = {change.subject.url for change in found if change.what in NEW_PAGES}
    return fresh | set(pair.moves.values())


def _subjects(change: Change) -> tuple[Thing, ...]:
    """Give the pages that a change speaks of as changed themselves."""
    return (change.subject, *(change.gained if change.what is What.HUB_ADDED else ()))
