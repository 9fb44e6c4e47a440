"""What changed in posts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from waypost.editions.change import Change, Thing, What
from waypost.editions.edition import Kind, PostEntry
from waypost.editions.pair import Pair
from waypost.model import urls


def post_changes(pair: Pair) -> Iterator[Change]:
    """Compare the posts."""
    before = {old.slug for old, _ in pair.posts}
    after = {new.slug for _, new in pair.posts}
    for post in pair.new.posts:
        if post.slug not in after:
            yield Change(What.POST_ADDED, _thing(post), after=post.day)
    for post in pair.old.posts:
        url = urls.post(post.slug)
        # One that is gone together with its URL is told as a broken URL.
        if post.slug not in before and url in pair.now:
            yield Change(What.POST_REMOVED, _thing(post), other=led_to(pair, url))
    for old, new in pair.posts:
        yield from _changes(pair, old, new)


def reworded(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[str, ...]:
    """Name the parts that are worded otherwise, or stand on one side only."""
    names = dict.fromkeys((*new, *old))
    return tuple(name for name in names if old.get(name) != new.get(name))


def moved(pair: Pair, what: What, thing: Thing, before: str) -> Iterator[Change]:
    """Tell that a thing has another URL, unless the former one is broken: that says it."""
    if before != thing.url and before in pair.now:
        yield Change(what, thing, before=before, other=led_to(pair, before))


def led_to(pair: Pair, url: str) -> Thing:
    """Name what a reader sees at a URL now, after a redirect if there is one."""
    return pair.at(pair.now[url].target or url)


def _changes(pair: Pair, old: PostEntry, new: PostEntry) -> Iterator[Change]:
    thing = _thing(new)
    yield from moved(pair, What.POST_MOVED, thing, urls.post(old.slug))
    if old.title != new.title:
        yield Change(What.POST_RETITLED, thing, before=old.title, after=new.title)
    if old.day != new.day:
        yield Change(What.POST_REDATED, thing, before=old.day, after=new.day)
    successors = pair.former(filter(None, [old.superseded_by]))
    if successors != tuple(filter(None, [new.superseded_by])):
        other = pair.post(new.superseded_by) if new.superseded_by else None
        yield Change(What.POST_SUPERSEDED, thing, other=other)
    gained = _untold(pair, new, set(new.topics) - set(old.topics))
    lost = _untold(pair, new, set(old.topics) - set(new.topics))
    if gained or lost:
        yield Change(What.POST_TAGGED, thing, gained=gained, lost=lost)
    if parts := reworded(old.wording, new.wording):
        yield Change(What.POST_EDITED, thing, parts=parts)


def _untold(pair: Pair, post: PostEntry, topics: set[str]) -> tuple[Thing, ...]:
    """Name the topics of which no hub tells that it gained or lost the post."""
    before, after = pair.members
    return tuple(
        pair.topic(slug)
        for slug in sorted(topics)
        if (post.slug in before.get(slug, ())) == (post.slug in after.get(slug, ()))
    )


def _thing(post: PostEntry) -> Thing:
    return Thing(Kind.POST, urls.post(post.slug), post.title)
