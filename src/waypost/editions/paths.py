"""What changed in reading paths."""

from __future__ import annotations

from collections.abc import Iterator

from waypost.editions.change import Change, Thing, What
from waypost.editions.edition import Kind, PathEntry
from waypost.editions.order import Edit, edits
from waypost.editions.pair import Pair
from waypost.editions.posts import led_to, moved, reworded
from waypost.editions.sections import NOTES, renoted
from waypost.model import urls

FEW = 2
"""So many moved steps are told one by one; more are another order."""


def path_changes(pair: Pair) -> Iterator[Change]:
    """Compare the reading paths."""
    before = {old.slug for old, _ in pair.paths}
    after = {new.slug for _, new in pair.paths}
    hubs = {new.slug for _, new in pair.hubs}
    for path in pair.new.paths:
        # What a new hub makes of its posts is told with the hub.
        if path.slug not in after and (not path.hub or path.hub in hubs):
            yield Change(What.PATH_ADDED, _thing(path), number=len(path.steps))
    for path in pair.old.paths:
        url = urls.path(path.slug)
        if path.slug not in before and url in pair.now:
            yield Change(What.PATH_REMOVED, _thing(path), other=led_to(pair, url))
    for old, new in pair.paths:
        yield from _changes(pair, old, new)


def _changes(pair: Pair, old: PathEntry, new: PathEntry) -> Iterator[Change]:
    thing = _thing(new)
    yield from moved(pair, What.PATH_MOVED, thing, urls.path(old.slug))
    if bool(old.hub) != bool(new.hub):
        yield Change(What.PATH_DERIVED if new.hub else What.PATH_CURATED, thing)
        return
    # A derived path is called after its hub, which tells its own name.
    if old.title != new.title and not new.hub:
        yield Change(What.PATH_RETITLED, thing, before=old.title, after=new.title)
    found = edits(pair.former(pair.steps(old)), pair.steps(new))
    shuffled = [edit for edit in found if edit.moved]
    if len(shuffled) > FEW:
        yield Change(What.STEPS_REORDERED, thing, number=len(shuffled))
    for edit in found:
        if not edit.moved or len(shuffled) <= FEW:
            yield _step(pair, thing, edit)
    parts = reworded(old.wording, new.wording)
    if renoted(pair, old.steps, new.steps):
        parts = (*parts, NOTES)
    if parts:
        yield Change(What.PATH_EDITED, thing, parts=parts)


def _step(pair: Pair, path: Thing, edit: Edit) -> Change:
    before = (pair.post(edit.before),) if edit.was else ()
    after = (pair.post(edit.after),) if edit.now else ()
    if edit.moved:
        post = pair.post(edit.after)
        return Change(What.STEP_MOVED, path, other=post, number=edit.now, was=edit.was)
    if before and after:
        return Change(
            What.STEP_REPLACED, path, gained=after, lost=before, number=edit.now, was=edit.was
        )
    if after:
        return Change(What.STEP_ADDED, path, gained=after, number=edit.now)
    return Change(What.STEP_REMOVED, path, lost=before, number=edit.was)


def _thing(path: PathEntry) -> Thing:
    return Thing(Kind.PATH, urls.path(path.slug), path.title)
