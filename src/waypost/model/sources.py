"""Everything that loading has read: the graph's input."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from waypost.model.hub import HubDefinition, PathDefinition, TopicDefinition
from waypost.model.lens import LensRule
from waypost.model.post import Asset, Post
from waypost.model.site import AuthorDefinition


class Sources(Struct, frozen=True):
    """The author's files, loaded.

    ``broken`` are sources that have errors and so no value; what links to them is
    not blamed for it. ``lenses`` are the rules in force, the shipped ones among
    them; ``assets`` are the files beside the posts, by source. ``includes`` has the
    paths of the files that a source names to show them, whether they are there or not.
    """

    posts: tuple[Post, ...] = ()
    hubs: tuple[HubDefinition, ...] = ()
    paths: tuple[PathDefinition, ...] = ()
    topics: tuple[TopicDefinition, ...] = ()
    authors: tuple[AuthorDefinition, ...] = ()
    lenses: tuple[LensRule, ...] = ()
    assets: Mapping[str, Asset] = field(default_factory=dict)
    broken: tuple[str, ...] = ()
    includes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
