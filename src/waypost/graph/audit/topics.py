"""Large topics that no editor has written a page for."""

from __future__ import annotations

from collections.abc import Iterator

from waypost.graph.audit.flaw import Flaw, Material, flaw

MANY = 10
"""From so many posts on, a topic is worth an editor's page."""


def uncurated_topics(material: Material) -> Iterator[Flaw]:
    """Find the topics of ten posts or more without a curated hub of their own.

    That is a hub of the topic's name, or one that is about this topic alone.
    """
    own = set(material.hubs)
    for definition in material.hubs.values():
        about = {material.registered.slug(topic.value) for topic in definition.topics}
        if len(about) == 1:
            own |= about
    for topic in material.archive.topics.values():
        if len(topic.posts) >= MANY and topic.slug not in own:
            yield flaw(
                "uncurated-topic",
                topic.slug,
                f"the topic '{topic.slug}' has {len(topic.posts)} posts, but no curated hub "
                "of its own",
                material.topic_place(topic.slug),
                f"run `waypost hub promote {topic.slug}`, and edit what it writes",
            )
