"""Topics: one for all spellings of a subject."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import numpy as np

from waypost.graph.table import held_by, make_table
from waypost.model.archive import Topic
from waypost.model.diagnostic import Checked, Diagnostic, Located, warning
from waypost.model.hub import TopicDefinition
from waypost.model.post import Post
from waypost.near import nearest
from waypost.words import topic_key

NEAR_MISS = 80
"""How much (0 to 100) an unregistered topic resembles the one that was probably meant."""


def topic_slug(spelling: str) -> str:
    """Make a topic's slug, which stands in URLs and in hubs' file names."""
    return topic_key(spelling).replace("+", "p").replace("#", "-sharp")


@dataclass(frozen=True, slots=True)
class Registry:
    """What topics.yaml says, by every key that means a registered topic."""

    by_key: Mapping[str, TopicDefinition]
    slugs: Mapping[str, str] = field(init=False, repr=False, compare=False)
    """Leads from a spelling to the slug of the topic that it means; it fills itself."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "slugs", _Slugs(self.by_key))

    def slug(self, spelling: str) -> str:
        """Give the slug of the topic that a spelling means."""
        return self.slugs[spelling]

    @property
    def aliases(self) -> Mapping[str, tuple[str, ...]]:
        """The other names of every registered topic, by slug."""
        return {d.slug: tuple(a.value for a in d.aliases) for d in self.by_key.values()}


class _Slugs(dict[str, str]):
    """An archive has thousands of posts, and a hundred spellings of its topics."""

    def __init__(self, by_key: Mapping[str, TopicDefinition]) -> None:
        super().__init__()
        self._by_key = by_key

    def __missing__(self, spelling: str) -> str:
        definition = self._by_key.get(topic_key(spelling))
        self[spelling] = definition.slug if definition else topic_slug(spelling)
        return self[spelling]


def registry(definitions: Iterable[TopicDefinition]) -> Registry:
    """Index the registered topics by slug, label and aliases."""
    by_key: dict[str, TopicDefinition] = {}
    for definition in definitions:
        spellings = (definition.slug, definition.label, *(a.value for a in definition.aliases))
        for spelling in spellings:
            by_key.setdefault(topic_key(spelling), definition)
    return Registry(by_key)


def topics_of(post: Post, registered: Registry) -> tuple[str, ...]:
    """Give a post's topics as slugs, in the author's order, each once."""
    known = registered.slugs
    slugs = dict.fromkeys([known[topic.value] for topic in post.topics])
    return tuple([slug for slug in slugs if slug] if "" in slugs else slugs)


def topic_names(topics: Mapping[str, Topic], registered: Registry) -> dict[str, str]:
    """Give the slug of each topic by all that it is called, written as slugs."""
    aliases = registered.aliases
    names = {
        topic_slug(name): slug
        for slug, topic in topics.items()
        for name in (topic.label, *aliases.get(slug, ()))
    }
    return names | {slug: slug for slug in topics}


Tags = tuple[Located[str], ...]
"""The topics of a post as its author wrote them."""


def tags_of(posts: Mapping[str, Post]) -> tuple[tuple[str, ...], tuple[Tags, ...]]:
    """Give the slugs of posts, and the topics of each."""
    return tuple(posts), tuple([post.topics for post in posts.values()])


def collect_topics(
    tagged: tuple[tuple[str, ...], tuple[Tags, ...]], registered: Registry
) -> Checked[Mapping[str, Topic]]:
    """Gather the topics of posts by slug, in order of label.

    ``tagged`` are the slugs of posts, newest first, and the topics of each.
    """
    # Each spelling is looked at once: ten thousand posts have a few hundred.
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    named = [topic.value for tags in tagged[1] for topic in tags]
    spelled = np.fromiter(map(numbers.__getitem__, named), np.int64, len(named))
    spellings: dict[str, dict[str, int]] = {}
    for spelling, often in zip(numbers, np.bincount(spelled).tolist(), strict=True):
        spellings.setdefault(registered.slug(spelling), {})[spelling] = often
    members = _members(tagged, [registered.slug(spelling) for spelling in numbers], spelled)
    unusable = spellings.pop("", {})
    members.pop("", None)
    definitions = {definition.slug: definition for definition in registered.by_key.values()}
    topics = [
        _topic(slug, posts, spellings[slug], definitions, members)
        for slug, posts in members.items()
    ]
    topics.sort(key=lambda topic: (topic.label.casefold(), topic.slug))
    near = {guess: of for guess in numbers if (of := _nearly(topic_key(guess), registered))}
    odd = near.keys() | unusable.keys()
    found = [
        _unusable(topic) if topic.value in unusable else _near_miss(topic, guess, registered)
        for tags in (tagged[1] if odd else ())
        for topic in tags
        if topic.value in odd
        for guess in near.get(topic.value, ("",))
    ]
    return Checked({topic.slug: topic for topic in topics}, tuple(found))


def _members(
    tagged: tuple[tuple[str, ...], tuple[Tags, ...]], slugs: Sequence[str], spelled: Any
) -> dict[str, tuple[str, ...]]:
    """Give the posts of each topic, by slug; ``slugs`` are of the spellings, in the order in
    which they came, and ``spelled`` (an int array) are their numbers, post by post."""
    rows = {slug: row for row, slug in enumerate(dict.fromkeys(slugs))}
    row_of = np.array([rows[slug] for slug in slugs], dtype=np.int64)
    posts, tags = tagged
    ranks = np.arange(len(posts)).repeat(list(map(len, tags)))
    return held_by(make_table(posts, len(rows), row_of[spelled], ranks), rows)


def _near_miss(topic: Located[str], guess: str, registered: Registry) -> Diagnostic:
    """Warn of a topic that is not registered, but nearly."""
    meant = registered.by_key[guess].slug
    return warning(
        "near-topic",
        f"the topic '{topic.value}' is not registered, but resembles '{meant}'",
        topic.place,
        f"did you mean '{meant}'? If not, register '{topic.value}' in content/topics.yaml",
    )


def _nearly(key: str, registered: Registry) -> list[str]:
    if not key or not registered.by_key or key in registered.by_key:
        return []
    return nearest(key, registered.by_key, cutoff=NEAR_MISS)


def _topic(
    slug: str,
    posts: tuple[str, ...],
    spellings: Mapping[str, int],
    definitions: Mapping[str, TopicDefinition],
    members: Mapping[str, tuple[str, ...]],
) -> Topic:
    if definition := definitions.get(slug):
        parent = _parent(slug, definitions, members)
        return Topic(slug, definition.label, posts, definition.description, parent)
    # The most frequent spelling, and of equals the one that says most: capitals
    # and spaces sort before small letters and hyphens.
    spelling = min(spellings, key=lambda s: (-spellings[s], s))
    return Topic(slug, spelling.replace("-", " ").replace("_", " "), posts)


def _parent(slug: str, definitions: Mapping[str, TopicDefinition], members: Collection[str]) -> str:
    """Give the nearest ancestor that has posts, or ""; one without is no topic here."""
    passed = {slug}
    while (definition := definitions.get(slug)) and definition.parent:
        slug = definition.parent.value
        if slug in members or slug in passed:
            break
        passed.add(slug)
    return slug if slug in members and slug not in passed else ""


def _unusable(topic: Located[str]) -> Diagnostic:
    return warning(
        "unusable-topic",
        f"the topic '{topic.value}' has no letters or digits",
        topic.place,
        "give the topic a name, or remove it",
    )
