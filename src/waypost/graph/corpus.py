"""What the statistics of all hubs rest on, read once from the whole archive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from waypost.graph.texts import Texts, read_texts
from waypost.model.archive import Card, NodeKind, Reference, Topic


@dataclass(frozen=True, slots=True)
class Corpus:
    """An archive's cards, topics, links and texts.

    ``aliases`` are other names of topics, by slug. ``ranks`` are the posts' places
    by date, the newest being 0; equal dates stand in order of slug. ``days`` are the
    posts' dates as ordinal numbers. ``links`` leads from a post to the posts that it
    links to, ``backlinks`` back; each once, none to itself, newest first; ``around``
    are both. ``latest`` is the newest date.
    """

    cards: Mapping[str, Card]
    topics: Mapping[str, Topic]
    aliases: Mapping[str, tuple[str, ...]]
    ranks: Mapping[str, int]
    days: Mapping[str, int]
    links: Mapping[str, tuple[str, ...]]
    backlinks: Mapping[str, tuple[str, ...]]
    around: Mapping[str, frozenset[str]]
    texts: Texts
    latest: datetime

    def newest_first(self, slugs: Iterable[str]) -> tuple[str, ...]:
        """Order posts by date, newest first; equal dates by slug."""
        return tuple(sorted(slugs, key=self.ranks.__getitem__))

    def lines(self, post: str) -> tuple[str, ...]:
        """Give a post's full text: its title, its description, the names of its topics."""
        card, short = self.cards[post], self.texts.wording.short
        names = (
            short[topic][1] if topic in short else self.topics[topic].label
            for topic in card.topics
            if topic in self.topics
        )
        return (card.title, card.description, *names)


def read_corpus(
    cards: Mapping[str, Card],
    topics: Mapping[str, Topic],
    references: Mapping[str, tuple[Reference, ...]],
    language: str,
    aliases: Mapping[str, tuple[str, ...]] | None = None,
) -> Corpus:
    """Read an archive of one post or more.

    ``references`` are by post; ``aliases`` give other names of topics, by slug.
    """
    newest = sorted(cards.values(), key=lambda card: (-card.published.timestamp(), card.slug))
    ranks = {card.slug: rank for rank, card in enumerate(newest)}
    links = _links(ranks, references)
    backlinks = _backlinks(links)
    return Corpus(
        cards=cards,
        topics=topics,
        aliases=aliases or {},
        ranks=ranks,
        days={card.slug: card.published.toordinal() for card in newest},
        links=links,
        backlinks=backlinks,
        around=_around(links, backlinks),
        texts=read_texts(newest, topics.values(), language),
        latest=newest[0].published,
    )


def _links(
    ranks: Mapping[str, int], references: Mapping[str, tuple[Reference, ...]]
) -> dict[str, tuple[str, ...]]:
    found = {}
    for slug in ranks:
        targets = {
            reference.key
            for reference in references.get(slug, ())
            if reference.kind is NodeKind.POST and reference.key != slug
        }
        if targets:
            found[slug] = tuple(sorted(targets, key=ranks.__getitem__))
    return found


def _backlinks(links: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    back: dict[str, list[str]] = {}
    for slug, targets in links.items():
        for target in targets:
            back.setdefault(target, []).append(slug)
    return {slug: tuple(sources) for slug, sources in back.items()}


def _around(
    links: Mapping[str, tuple[str, ...]], backlinks: Mapping[str, tuple[str, ...]]
) -> dict[str, frozenset[str]]:
    slugs = links.keys() | backlinks.keys()
    return {slug: frozenset((*links.get(slug, ()), *backlinks.get(slug, ()))) for slug in slugs}
