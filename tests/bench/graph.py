"""How long the statistics of the graph take, as an archive grows. Run by hand:

    python tests/bench/graph.py [POSTS …]

Makes archives of posts with 200 topics, 48 terms, three links each, and reading
paths; prints seconds by part, and how they grow between sizes (10.0 is linear for
ten times the posts).
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from time import process_time
from typing import TypeVar

from waypost.graph.corpus import read_corpus
from waypost.graph.evidence import hub_evidence
from waypost.graph.names import subject
from waypost.graph.reach import reach
from waypost.graph.related import related_posts
from waypost.graph.trail import trail
from waypost.graph.vectors import term_vectors
from waypost.model.archive import (
    Card,
    Cited,
    NodeKind,
    PathStep,
    ReadingPath,
    Reference,
    Topic,
)
from waypost.model.diagnostic import Located, Place
from waypost.model.digest import digest_of
from waypost.model.post import Post, Terms, When
from waypost.workers import collect_seldom

SIZES = (1_000, 10_000, 100_000)
TOPICS = 200
TERMS = 48
SUPERSEDED = 0.02

_FIRST = datetime(2010, 1, 1, 9, tzinfo=UTC)
_NOWHERE = Place("content/posts/a.md")
_LITTLE = ("the", "of", "and", "in", "for", "with", "a", "to", "is", "on", "what", "when")

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Made:
    """An archive's parts, as the statistics take them."""

    posts: tuple[Post, ...]
    cards: Mapping[str, Card]
    topics: Mapping[str, Topic]
    references: Mapping[str, tuple[Reference, ...]]
    paths: Mapping[str, ReadingPath]


class Vocabulary:
    """Words drawn as in prose: a few often, most of them seldom."""

    def __init__(self, words: list[str], steepness: float = 1.0) -> None:
        self.words = words
        self.weights = list(accumulate((rank + 3) ** -steepness for rank in range(len(words))))

    def draw(self, rng: random.Random, count: int) -> list[str]:
        """Draw words, the same one more than once."""
        return rng.choices(self.words, cum_weights=self.weights, k=count)


def make_archive(size: int, seed: int = 7) -> Made:
    """Make an archive of some size; one seed, one archive."""
    rng = random.Random(seed)
    words = iter(pseudo_words(rng))
    names = Vocabulary([next(words) for _ in range(TOPICS)])
    general = Vocabulary([next(words) for _ in range(4_000)])
    own = {name: Vocabulary([next(words) for _ in range(150)]) for name in names.words}
    # The rare words of prose grow with the archive, but more slowly (Heaps' law).
    rare = Vocabulary([next(words) for _ in range(int(30 * size**0.6))], 0.0)
    members: dict[str, list[str]] = {name: [] for name in names.words}
    posts, cards, references = [], {}, {}
    for number in range(size):
        slug = f"post-{number:06}"
        topics = tuple(dict.fromkeys(names.draw(rng, 3)))
        drawn = [word for topic in topics for word in own[topic].draw(rng, 12)]
        drawn += general.draw(rng, 20) + rare.draw(rng, 8)
        terms = list(dict.fromkeys(drawn))[:TERMS]
        rng.shuffle(terms)
        counts = sorted((1 + int(rng.expovariate(0.5)) for _ in terms), reverse=True)
        card = Card(
            slug=slug,
            title=_sentence(rng, drawn[:4]),
            published=_FIRST + timedelta(days=int(5_000 * number / size)),
            updated=None,
            description=_sentence(rng, rng.choices(drawn, k=9)),
            topics=topics,
            authors=(),
            minutes=5,
            permanent=slug,
            superseded_by=f"post-{number + 1:06}"
            if rng.random() < SUPERSEDED and number + 1 < size
            else "",
            evergreen=rng.random() < 0.05,
        )
        cards[slug] = card
        posts.append(_post(card, Terms.of(iter(zip(terms, counts, strict=True)))))
        references[slug] = tuple(
            Reference(NodeKind.POST, rng.choice(members[rng.choice(topics)][-60:]))
            for _ in range(3)
            if all(members[topic] for topic in topics)
        )
        for topic in topics:
            members[topic].append(slug)
    return Made(
        posts=tuple(reversed(posts)),
        cards=cards,
        topics={t: Topic(t, t, tuple(reversed(m))) for t, m in members.items() if m},
        references=references,
        paths=_paths(rng, list(cards), size // 200),
    )


def pseudo_words(rng: random.Random) -> list[str]:
    """Make some tens of thousands of words that no list of stop words holds."""
    syllables = [a + b for a in "bcdfghjklmnprstvwz" for b in "aeiou"]
    lengths = rng.choices((2, 3, 4, 5), (3, 4, 2, 1), k=90_000)
    found = {"".join(rng.choices(syllables, k=k)) + rng.choice("kmnrt") for k in lengths}
    return sorted(found, key=lambda word: (hash_of(word), word))


def hash_of(word: str) -> str:
    """Mix words up, the same way every time."""
    return digest_of(word.encode())


def measure(size: int) -> dict[str, float]:
    """Time each part on an archive of some size, in seconds."""
    made = make_archive(size)
    seconds = {}

    def timed(name: str, work: Callable[[], Result]) -> Result:
        start = process_time()
        result = work()
        seconds[name] = process_time() - start
        return result

    corpus = timed("corpus", lambda: read_corpus(made.cards, made.topics, made.references, "en"))
    vectors = timed("vectors", lambda: term_vectors(made.posts))
    hubs = timed(
        "hubs",
        lambda: [
            (hub_evidence(about, corpus), trail(about, corpus, vectors))
            for t in made.topics.values()
            for about in [subject(t.slug, t.label, [t.slug], t.posts, corpus)]
        ],
    )
    related = timed("related", lambda: related_posts(corpus, vectors, made.paths))
    reached, posts = reach(related)
    assert reached == posts == size
    assert len(hubs) <= TOPICS
    seconds["all"] = sum(seconds.values())
    return seconds


def main(sizes: tuple[int, ...]) -> None:
    """Print a table of seconds, and the growth from size to size."""
    before: dict[str, float] = {}
    collect_seldom()  # As builds do.
    for size in sizes:
        seconds = measure(size)
        cells = [
            f"{name} {value:7.3f} s" + (f" (x{value / before[name]:4.1f})" if before else "")
            for name, value in seconds.items()
        ]
        print(f"{size:>7,} posts: ", "  ".join(cells), flush=True)
        before = seconds


def _post(card: Card, terms: Terms) -> Post:
    digest = digest_of(card.slug.encode())
    return Post(
        source=f"content/posts/{card.slug}.md",
        digest=digest,
        slug=Located(card.slug, _NOWHERE),
        title=Located(card.title, _NOWHERE),
        date=Located(When(card.published.date()), _NOWHERE),
        description=card.description,
        topics=tuple(Located(topic, _NOWHERE) for topic in card.topics),
        body=digest,
        terms=terms,
    )


def _sentence(rng: random.Random, words: list[str]) -> str:
    mixed = [part for word in words for part in (word, rng.choice(_LITTLE))]
    return " ".join(mixed[:-1]).capitalize()


def _paths(rng: random.Random, slugs: list[str], count: int) -> dict[str, ReadingPath]:
    found = {}
    for number in range(count):
        steps = tuple(PathStep(Cited(slug)) for slug in sorted(rng.sample(slugs, 8)))
        name = f"path-{number}"
        found[name] = ReadingPath(name, name, "", steps)
    return found


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
