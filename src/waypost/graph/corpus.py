"""What the statistics of all hubs rest on, read once from the whole archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from waypost.graph.spelling import Spelling
from waypost.graph.wording import Wording, wording
from waypost.model.archive import Card, NodeKind, Reference, Topic
from waypost.words import stems, tokens


@dataclass(frozen=True, slots=True)
class Corpus:
    """An archive's cards, topics and links, and the stems of its titles and texts.

    ``ranks`` are the posts' places by date, the newest being 0; equal dates stand
    in order of slug. ``links`` leads from a post to the posts that it links to,
    ``backlinks`` back; each once, none to itself, newest first. ``around`` are both.

    ``titles`` hold a stem for every word of a title, in order, "" for a word that
    says nothing; ``labels`` the same of topics' names, by topic; ``texts`` of the title,
    the description and the topics' names, with "" between them. ``title_counts`` and
    ``text_counts`` say how many posts hold a stem. ``forms`` leads from such a stem to
    the words of the archive that have it, the most frequent first; ``words`` from a
    stem of :mod:`waypost.words` to the most frequent word. ``latest`` is the newest
    date.
    """

    cards: Mapping[str, Card]
    topics: Mapping[str, Topic]
    aliases: Mapping[str, tuple[str, ...]]
    ranks: Mapping[str, int]
    links: Mapping[str, tuple[str, ...]]
    backlinks: Mapping[str, tuple[str, ...]]
    around: Mapping[str, frozenset[str]]
    wording: Wording
    labels: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, tuple[str, ...]]
    texts: Mapping[str, tuple[str, ...]]
    title_counts: Mapping[str, int]
    text_counts: Mapping[str, int]
    forms: Mapping[str, tuple[str, ...]]
    words: Mapping[str, str]
    latest: datetime

    def newest_first(self, slugs: Iterable[str]) -> tuple[str, ...]:
        """Order posts by date, newest first; equal dates by slug."""
        return tuple(sorted(slugs, key=self.ranks.__getitem__))

    def lines(self, post: str) -> tuple[str, ...]:
        """Give what ``texts`` are the stems of: title, description, names of topics."""
        card, short = self.cards[post], self.wording.short
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
    spelling, said = Spelling(), Counter[str]()
    words = []
    for card in newest:
        title, description = tokens(card.title), tokens(card.description)
        words.append((title, description))
        said.update(title)
        said.update(description)
        spelling.note(card.title, prose=False)
        spelling.note(card.description, prose=True)
    read = wording(topics.values(), spelling, said, language)
    labels = _labels(topics.values(), read)
    titles: dict[str, tuple[str, ...]] = {}
    texts: dict[str, tuple[str, ...]] = {}
    for card, (title, description) in zip(newest, words, strict=True):
        titles[card.slug] = read.read(title, read.exceptions(card.title, card.topics))
        rest = read.read(description, read.exceptions(card.description, card.topics))
        named = [stem for topic in card.topics for stem in ("", *labels.get(topic, ()))]
        texts[card.slug] = (*titles[card.slug], "", *rest, *named)
    ranked = sorted(said, key=lambda word: (-said[word], word))
    return Corpus(
        cards=cards,
        topics=topics,
        aliases=aliases or {},
        ranks=ranks,
        links=links,
        backlinks=backlinks,
        around=_around(links, backlinks),
        wording=read,
        labels=labels,
        titles=titles,
        texts=texts,
        title_counts=_counts(titles),
        text_counts=_counts(texts),
        forms=_forms(ranked, read),
        words=_most_frequent(ranked, read, language),
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


def _labels(topics: Iterable[Topic], read: Wording) -> dict[str, tuple[str, ...]]:
    return {
        topic.slug: (read.short[topic.slug][0],)
        if topic.slug in read.short
        else read.read(tokens(topic.label), read.exceptions(topic.label))
        for topic in topics
    }


def _counts(read: Mapping[str, tuple[str, ...]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for found in read.values():
        counts.update(set(found))
    del counts[""]
    return counts


def _forms(ranked: Iterable[str], read: Wording) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for word in ranked:
        if stem := read.stems[word]:
            found.setdefault(stem, []).append(read.written.get(word, word))
    return {stem: tuple(words) for stem, words in found.items()}


def _most_frequent(ranked: Iterable[str], read: Wording, language: str) -> dict[str, str]:
    stem_of = stems(language)
    found: dict[str, str] = {}
    for word in ranked:
        found.setdefault(stem_of[word], read.written.get(word, word))
    return found
