"""Makes an archive's sources as loading gives them, without a file and without a parser."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from posixpath import dirname, relpath

from waypost.load.lenses import shipped_lenses
from waypost.model.diagnostic import Located, Place
from waypost.model.digest import digest_of
from waypost.model.fragment import Heading, Link, LinkKind
from waypost.model.hub import Citation, PathDefinition, Step, TopicDefinition
from waypost.model.post import Post, Terms, When
from waypost.model.sources import Sources

TOPICS = 200
TERMS = 48
SUPERSEDED = 0.02

_FIRST = datetime(2010, 1, 1, 9, tzinfo=UTC)
_LITTLE = ("the", "of", "and", "in", "for", "with", "a", "to", "is", "on", "what", "when")


class Vocabulary:
    """Words drawn as in prose: a few often, most of them seldom."""

    def __init__(self, words: list[str], steepness: float = 1.0) -> None:
        self.words = words
        self.weights = list(accumulate((rank + 3) ** -steepness for rank in range(len(words))))

    def draw(self, rng: random.Random, count: int) -> list[str]:
        """Draw words, the same one more than once."""
        return rng.choices(self.words, cum_weights=self.weights, k=count)


def make_sources(size: int, seed: int = 7) -> Sources:
    """Make the sources of an archive of some size; one seed, one archive."""
    rng = random.Random(seed)
    words = iter(pseudo_words(rng))
    names = Vocabulary([next(words) for _ in range(TOPICS)])
    general = Vocabulary([next(words) for _ in range(4_000)])
    own = {name: Vocabulary([next(words) for _ in range(150)]) for name in names.words}
    # The rare words of prose grow with the archive, but more slowly (Heaps' law).
    rare = Vocabulary([next(words) for _ in range(int(30 * size**0.6))], 0.0)
    members: dict[str, list[str]] = {name: [] for name in names.words}
    posts = []
    for number in range(size):
        topics = tuple(dict.fromkeys(names.draw(rng, 3)))
        drawn = [word for topic in topics for word in own[topic].draw(rng, 12)]
        drawn += general.draw(rng, 20) + rare.draw(rng, 8)
        terms = list(dict.fromkeys(drawn))[:TERMS]
        rng.shuffle(terms)
        counts = sorted((1 + int(rng.expovariate(0.5)) for _ in terms), reverse=True)
        source = _source(number, size)
        targets = [
            rng.choice(members[rng.choice(topics)][-60:])
            for _ in range(3)
            if all(members[topic] for topic in topics)
        ]
        post = Post(
            source=source,
            digest=digest_of(source.encode()),
            slug=Located(f"post-{number:06}", Place(source)),
            title=Located(_sentence(rng, drawn[:4]), Place(source, 2, 8)),
            date=Located(When(_day(number, size).date()), Place(source, 3, 7)),
            description=_sentence(rng, rng.choices(drawn, k=9)),
            topics=tuple(
                Located("".join(topic), Place(source, 5, 10 + 8 * at))
                for at, topic in enumerate(topics)
            ),
            body=digest_of(f"{number}".encode()),
            superseded_by=Located(f"post-{number + 1:06}", Place(source, 6, 16))
            if rng.random() < SUPERSEDED and number + 1 < size
            else None,
            evergreen=rng.random() < 0.05,
            links=tuple(_links(source, targets)),
            outline=tuple(Heading(2, f"part-{n}", f"Part {n}") for n in range(1, 5)),
            anchors=tuple(f"part-{n}" for n in range(1, 5)),
            terms=Terms.of(iter(zip(terms, counts, strict=True))),
            words=900,
        )
        posts.append(post)
        for topic in topics:
            members[topic].append(source)
    return Sources(
        posts=tuple(posts),
        paths=tuple(_paths(rng, posts, size // 200)),
        topics=tuple(
            TopicDefinition(name, name.capitalize(), Place("content/topics.yaml", line))
            for line, name in enumerate(names.words, 1)
        ),
        lenses=tuple(rule for pack in shipped_lenses().value.packs for rule in pack.rules),
    )


def pseudo_words(rng: random.Random) -> list[str]:
    """Make some tens of thousands of words that no list of stop words holds."""
    syllables = [a + b for a in "bcdfghjklmnprstvwz" for b in "aeiou"]
    lengths = rng.choices((2, 3, 4, 5), (3, 4, 2, 1), k=90_000)
    found = {"".join(rng.choices(syllables, k=k)) + rng.choice("kmnrt") for k in lengths}
    return sorted(found, key=lambda word: (digest_of(word.encode()), word))


def _day(number: int, size: int) -> datetime:
    return _FIRST + timedelta(days=int(5_000 * number / size))


def _source(number: int, size: int) -> str:
    return f"content/posts/{_day(number, size).year}/post-{number:06}.md"


def _links(source: str, targets: list[str]) -> Iterator[Link]:
    for line, target in enumerate(targets, 20):
        yield Link(LinkKind.SOURCE, relpath(target, dirname(source)), "", Place(source, line, 4))


def _sentence(rng: random.Random, words: list[str]) -> str:
    mixed = [part for word in words for part in (word, rng.choice(_LITTLE))]
    return " ".join(mixed[:-1]).capitalize()


def _paths(rng: random.Random, posts: list[Post], count: int) -> Iterator[PathDefinition]:
    for number in range(count):
        source = f"content/paths/path-{number}.md"
        here = Place(source)
        chosen = sorted(post.slug.value for post in rng.sample(posts, 8))
        yield PathDefinition(
            source=source,
            digest=digest_of(source.encode()),
            slug=f"path-{number}",
            place=here,
            title=Located(f"Path {number}", here),
            description="",
            steps=tuple(Step(Citation(Located(slug, here))) for slug in chosen),
        )
