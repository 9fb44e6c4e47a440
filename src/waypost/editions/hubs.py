"""What changed in hubs, and in the topics that have none."""

from __future__ import annotations

from collections.abc import Iterator

from waypost.editions.change import Change, Thing, What
from waypost.editions.edition import HubEntry, Kind
from waypost.editions.pair import Pair
from waypost.editions.posts import led_to, moved
from waypost.editions.sections import page_changes
from waypost.model import urls


def hub_changes(pair: Pair) -> Iterator[Change]:
    """Compare the hubs, and the names of topics."""
    yield from _topic_changes(pair)
    before = {old.slug for old, _ in pair.hubs}
    after = {new.slug for _, new in pair.hubs}
    derived = {path.hub: path for path in pair.new.paths if path.hub}
    for hub in pair.new.hubs:
        if hub.slug not in after:
            path = derived.get(hub.slug)
            paths = (Thing(Kind.PATH, urls.path(path.slug), path.title),) if path else ()
            yield Change(What.HUB_ADDED, _thing(hub), gained=paths, number=len(hub.members))
    for hub in pair.old.hubs:
        url = urls.hub(hub.slug)
        if hub.slug not in before and url in pair.now:
            yield Change(What.HUB_REMOVED, _thing(hub), other=led_to(pair, url))
    for old, new in pair.hubs:
        yield from _changes(pair, old, new)


def _topic_changes(pair: Pair) -> Iterator[Change]:
    hubs = {hub.slug for hub in pair.new.hubs}
    for slug, label in pair.new.topics.items():
        before = pair.old.topics.get(slug, label)
        if before != label and slug not in hubs:
            yield Change(What.TOPIC_RETITLED, Thing(title=label), before=before, after=label)


def _changes(pair: Pair, old: HubEntry, new: HubEntry) -> Iterator[Change]:
    thing = _thing(new)
    yield from moved(pair, What.HUB_MOVED, thing, urls.hub(old.slug))
    if old.title != new.title:
        yield Change(What.HUB_RETITLED, thing, before=old.title, after=new.title)
    before, after = pair.members[0][old.slug], pair.members[1][new.slug]
    if before != after:
        gained = (slug for slug in new.members if slug not in before)
        lost = (slug for slug in pair.former(old.members) if slug not in after)
        yield Change(
            What.HUB_POSTS,
            thing,
            gained=tuple(map(pair.post, gained)),
            lost=tuple(map(pair.post, lost)),
        )
    if old.curated != new.curated:
        # It is another page: what stands on it is no news beside that.
        yield Change(What.HUB_CURATED if new.curated else What.HUB_DERIVED, thing)
    else:
        yield from page_changes(pair, thing, old, new)


def _thing(hub: HubEntry) -> Thing:
    return Thing(Kind.HUB, urls.hub(hub.slug), hub.title)
