"""What the statistics of all hubs rest on, read once from the whole archive."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Any

import numpy as np
from msgspec import Struct

from waypost.graph.table import Table, held_by, make_table, tag_table
from waypost.graph.texts import Texts
from waypost.model.archive import Card, NodeKind, Reference, Topic

_MOST = 3
"""To sort some posts takes as long as to look through so many times as many."""


class Columns(Struct, frozen=True, eq=False):
    """What is counted of all posts, by rank: arrays of one length.

    ``days`` are ordinal dates and ``years`` years (ints); ``standing`` (nothing
    supersedes it), ``updated`` and ``evergreen`` are bools.
    """

    days: Any
    years: Any
    standing: Any
    updated: Any
    evergreen: Any


class Records(Struct, frozen=True, eq=False):
    """An archive's cards, topics and links.

    ``aliases`` are other names of topics, by slug. ``posts`` are slugs by *rank*, their
    place by date: the newest is 0, and equal dates stand in order of slug; ``by_slug``
    are the ranks in order of slug, and ``rows`` the places in that order of each rank
    (int arrays). ``backlinks``
    leads from a post to the posts that link to it; each once, none to itself, newest
    first. Tables have a row for every rank: ``tagged`` holds topics,
    in order of slug, ``linking`` the posts that each links to, by rank, and ``around``
    those too that link to it. ``latest`` is the newest date.
    """

    cards: Mapping[str, Card]
    topics: Mapping[str, Topic]
    aliases: Mapping[str, tuple[str, ...]]
    posts: tuple[str, ...]
    ranks: Mapping[str, int]
    by_slug: Any
    rows: Any
    backlinks: Mapping[str, tuple[str, ...]]
    columns: Columns
    tagged: Table
    linking: Table
    around: Table
    latest: datetime

    def newest_first(self, slugs: Collection[str], among: Sequence[str] = ()) -> tuple[str, ...]:
        """Order distinct posts by date, newest first; equal dates by slug.

        It is quicker where they are most of those ``among`` which all of them are, and
        which are in order already.
        """
        if _MOST * len(slugs) >= len(among):
            found = tuple([slug for slug in among if slug in slugs])
            if len(found) == len(slugs):
                return found
        return tuple(sorted(slugs, key=self.ranks.__getitem__))


class Corpus(Records, frozen=True, eq=False):
    """An archive's cards, topics and links, and what its texts say."""

    texts: Texts

    def lines(self, post: str) -> tuple[str, ...]:
        """Give a post's full text: its title, its description, the names of its topics."""
        card, short = self.cards[post], self.texts.wording.short
        names = (
            short[topic][1] if topic in short else self.topics[topic].label
            for topic in card.topics
            if topic in self.topics
        )
        return (card.title, card.description, *names)


def read_records(
    cards: Mapping[str, Card],
    topics: Mapping[str, Topic],
    cited: Mapping[str, tuple[str, ...]],
    aliases: Mapping[str, tuple[str, ...]] | None = None,
) -> Records:
    """Read all but the texts of an archive of one post or more.

    ``cards`` are newest first, and of equal dates in order of slug. ``topics`` holds all
    topics of cards, ``cited`` the posts that each links to, and ``aliases`` give other
    names of topics, by slug.
    """
    newest, posts = tuple(cards.values()), tuple(cards)
    ranks = {slug: rank for rank, slug in enumerate(posts)}
    by_slug = np.array(sorted(range(len(posts)), key=posts.__getitem__))
    rows = np.empty_like(by_slug)
    rows[by_slug] = np.arange(len(posts))
    linking, linked, around = _links(posts, ranks, cited)
    return Records(
        cards=cards,
        topics=topics,
        aliases=aliases or {},
        posts=posts,
        ranks=ranks,
        by_slug=by_slug,
        rows=rows,
        backlinks={slug: own for slug, own in held_by(linked, posts).items() if own},
        columns=_columns(newest),
        tagged=tag_table([card.topics for card in newest], topics),
        linking=linking,
        around=around,
        latest=newest[0].published,
    )


def with_texts(records: Records, texts: Texts) -> Corpus:
    """Add what the texts of an archive say."""
    own = {name: getattr(records, name) for name in Records.__struct_fields__}
    return Corpus(**own, texts=texts)


def posts_cited(references: tuple[Reference, ...]) -> tuple[str, ...]:
    """Give the slugs of the posts that references lead to, in order, as often as they do."""
    post = NodeKind.POST  # A member of an enumeration costs ten times a name.
    return tuple([reference.key for reference in references if reference.kind is post])


def _links(
    posts: tuple[str, ...], ranks: Mapping[str, int], cited: Mapping[str, tuple[str, ...]]
) -> tuple[Table, Table, Table]:
    """Make the tables of the posts that each links to, that link to it, and of both."""
    own = [cited.get(slug, ()) for slug in posts]
    one = np.arange(len(posts)).repeat(list(map(len, own)))
    targets = map(ranks.__getitem__, chain.from_iterable(own))
    other = np.fromiter(targets, dtype=np.int64, count=len(one))
    one, other = one[one != other], other[one != other]
    both = np.concatenate((one, other)), np.concatenate((other, one))
    entries = ((one, other), (other, one), both)
    linking, linked, around = (make_table(posts, len(posts), *part) for part in entries)
    return linking, linked, around


def _columns(newest: Sequence[Card]) -> Columns:
    dates = [card.published for card in newest]
    return Columns(
        days=np.array([date.toordinal() for date in dates]),
        years=np.array([date.year for date in dates]),
        standing=np.array([not card.superseded_by for card in newest]),
        updated=np.array([card.updated is not None for card in newest]),
        evergreen=np.array([card.evergreen for card in newest]),
    )
