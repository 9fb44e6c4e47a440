"""What changed on the page of a hub: its sections, themes and lists of posts to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from waypost.editions.change import Change, Thing, What
from waypost.editions.edition import Citation, HubEntry, Reads
from waypost.editions.matching import matched
from waypost.editions.pair import Pair
from waypost.editions.posts import reworded

NOTES = "notes"


def page_changes(pair: Pair, hub: Thing, old: HubEntry, new: HubEntry) -> Iterator[Change]:
    """Compare what stands on the page of a hub, apart from its members."""
    lists = matched(
        old.reads,
        new.reads,
        lambda reads: reads.theme or "\0",
        lambda reads: reads.words,
        lambda reads: reads.posts,
    )
    for before, after in lists:
        yield from _read_changes(pair, hub, before, after)
        if before.words != after.words:
            yield Change(What.HUB_THEME_EDITED, hub, parts=(after.theme,))
    yield from _theme_changes(hub, old, new, lists)
    gained, lost, reordered = _listed(old.sections, new.sections)
    if gained or lost or reordered:
        yield Change(What.HUB_SECTIONS, hub, gained=_titled(gained), lost=_titled(lost))
    parts = reworded(old.wording, new.wording)
    if any(renoted(pair, before.posts, after.posts) for before, after in lists):
        parts = (*parts, NOTES)
    if parts:
        yield Change(What.HUB_EDITED, hub, parts=parts)


def renoted(pair: Pair, old: Sequence[Citation], new: Sequence[Citation]) -> bool:
    """Whether an editor says something else of a post that was listed before."""
    said = dict(zip(pair.former(cited.post for cited in old), old, strict=True))
    return any(cited.words != said[cited.post].words for cited in new if cited.post in said)


def _read_changes(pair: Pair, hub: Thing, old: Reads, new: Reads) -> Iterator[Change]:
    listed = tuple(cited.post for cited in new.posts)
    gained, lost, reordered = _listed(pair.former(c.post for c in old.posts), listed)
    if gained or lost or reordered:
        yield Change(
            What.HUB_READS,
            hub,
            gained=tuple(map(pair.post, gained)),
            lost=tuple(map(pair.post, lost)),
            parts=(new.theme,),
        )


def _theme_changes(
    hub: Thing, old: HubEntry, new: HubEntry, lists: list[tuple[Reads, Reads]]
) -> Iterator[Change]:
    names = {before.theme: after.theme for before, after in lists}
    for before, after in names.items():
        if before != after:
            yield Change(What.HUB_THEME_RETITLED, hub, before=before, after=after)
    former = [names.get(reads.theme, f"\0{reads.theme}") for reads in old.reads if reads.theme]
    themes = [reads.theme for reads in new.reads if reads.theme]
    gained, lost, reordered = _listed(former, themes)
    # The first and the last theme come and go with the section that they stand in.
    if former and themes and (gained or lost or reordered):
        gone = [theme.removeprefix("\0") for theme in lost]
        yield Change(What.HUB_THEMES, hub, gained=_titled(gained), lost=_titled(gone))


def _listed(old: Sequence[str], new: Sequence[str]) -> tuple[list[str], list[str], bool]:
    """Say what a list gained and lost, and whether what it kept is in another order."""
    kept = [item for item in new if item in old]
    return (
        [item for item in new if item not in old],
        [item for item in old if item not in new],
        kept != [item for item in old if item in new],
    )


def _titled(names: Sequence[str]) -> tuple[Thing, ...]:
    return tuple(Thing(title=name) for name in names)
