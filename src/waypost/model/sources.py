"""Everything that loading has read: the graph's input."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from waypost.model.hub import HubDefinition, PathDefinition, TopicDefinition
from waypost.model.post import Asset, Post


@dataclass(frozen=True, slots=True)
class Sources:
    """The author's files, loaded.

    ``broken`` are sources that have errors and so no value; what links to them is
    not blamed for it. ``assets`` are the files beside the posts, by source.
    """

    posts: tuple[Post, ...] = ()
    hubs: tuple[HubDefinition, ...] = ()
    paths: tuple[PathDefinition, ...] = ()
    topics: tuple[TopicDefinition, ...] = ()
    assets: Mapping[str, Asset] = field(default_factory=dict)
    broken: tuple[str, ...] = ()
