"""Makes an archive of any size: the same text as a site for each generator.

    python -m tests.bench.archive 1000 FOLDER

A post is a function of the seed, its number and the number of posts, so that an
archive is the same on every machine.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random

from .listings import LANGUAGES, listing
from .prose import Speaker

FIRST_DAY = date(2016, 1, 1)
DAYS = 3650
"""Over so many days the posts are spread evenly."""

_AREAS = (
    "incident", "release", "data", "model", "platform", "security",
    "hiring", "review", "cost", "search", "storage", "network",
)  # fmt: skip
_ASPECTS = ("operations", "design", "testing", "teams", "history")
TOPICS = tuple(f"{area}-{aspect}" for aspect in _ASPECTS for area in _AREAS)

_TOPIC_WEIGHTS = list(accumulate(1 / (rank + 5) for rank in range(len(TOPICS))))
_LINK = re.compile(r"\(post:([^)]+)\)")


@dataclass(frozen=True, slots=True)
class Head:
    """What other posts may know of a post."""

    number: int
    slug: str
    title: str
    description: str
    day: date
    topics: tuple[str, ...]

    @property
    def file(self) -> str:
        """The post's source, below the folder of all posts."""
        return f"{self.day.year}/{self.slug}.md"


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that is not written yet: the heads, oldest first, and its seed."""

    heads: tuple[Head, ...]
    seed: int

    def body(self, head: Head) -> str:
        """Write a post's Markdown; its links have the form ``(post:slug)``."""
        random = _random(self.seed, "body", head.number)
        speaker = Speaker(random, _subjects(head.topics))
        names = sorted({*_subjects(head.topics), "item", "total"})
        links = [self._target(head, random) for _ in range(3)]
        parts: list[str] = []
        for section in range(5):
            if section:
                parts.append(f"## {speaker.phrase().capitalize()} and {speaker.noun()} {section}")
            parts += [speaker.paragraph(85), speaker.paragraph(60)]
            if section < 3:
                label = links[section].title.lower()
                parts[-1] += f" See [{label}](post:{links[section].slug}) for the rest."
            parts += self._extra(section, random, speaker, names)
        return "\n\n".join(parts) + "\n"

    def _extra(
        self, section: int, random: Random, speaker: Speaker, names: Sequence[str]
    ) -> list[str]:
        if section in (1, 3):
            return [listing(random, random.choice(LANGUAGES), names)]
        if section == 2:
            return [_table(random, speaker), f"### {speaker.phrase().capitalize()}"]
        if section == 4:
            return ["\n".join(f"{n}. {speaker.phrase().capitalize()}" for n in range(1, 5))]
        return ["\n".join(f"- {speaker.sentence()}" for _ in range(5))]

    def _target(self, head: Head, random: Random) -> Head:
        """Choose another post; two of three times one that shares the first topic."""
        number = head.number
        while number == head.number:
            number = random.randrange(len(self.heads))
            if random.random() < 0.67:
                near = (other for other in self._from(number) if head.topics[0] in other.topics)
                number = next(near, self.heads[number]).number
        return self.heads[number]

    def _from(self, number: int) -> Iterator[Head]:
        return (self.heads[n % len(self.heads)] for n in range(number, number + 200))


def make_archive(posts: int, seed: int = 1) -> Archive:
    """Make an archive of at least 10 posts."""
    return Archive(tuple(_head(number, posts, seed) for number in range(posts)), seed)


def write_waypost(archive: Archive, root: Path) -> None:
    """Write the archive as a site of Waypost, with a curated hub and a reading path."""
    _write_posts(archive, root / "content/posts", lambda head, other: _relative_source(head, other))
    content = root / "content"
    _write(content / "site.yaml", _SITE)
    _write(content / "topics.yaml", "".join(_topic(topic) for topic in TOPICS))
    _write(content / "hubs" / f"{TOPICS[0]}.md", _hub(archive))
    _write(content / "paths" / "first-steps.md", _path(archive))


def write_plain(archive: Archive, posts: Path) -> None:
    """Write the posts alone, linked by URL, for generators that know no source links."""
    _write_posts(archive, posts, lambda _head, other: f"/posts/{other.slug}/")


def _write_posts(archive: Archive, folder: Path, link: Callable[[Head, Head], str]) -> None:
    by_slug = {head.slug: head for head in archive.heads}
    for head in archive.heads:
        body = _LINK.sub(
            lambda match, head=head: f"({link(head, by_slug[match[1]])})",  # type: ignore[misc]
            archive.body(head),
        )
        _write(folder / head.file, _front_matter(head) + body)


def _relative_source(head: Head, other: Head) -> str:
    same_year = head.day.year == other.day.year
    return f"{other.slug}.md" if same_year else f"../{other.file}"


def _head(number: int, posts: int, seed: int) -> Head:
    random = _random(seed, "head", number)
    topics: dict[str, None] = {}
    while len(topics) < 3:
        topics[random.choices(TOPICS, cum_weights=_TOPIC_WEIGHTS)[0]] = None
    speaker = Speaker(random, _subjects(tuple(topics)))
    title = f"{speaker.phrase()} and the {speaker.noun()} {number + 1}".capitalize()
    return Head(
        number,
        title.lower().replace(" ", "-"),
        title,
        speaker.paragraph(14).replace("*", "").replace("`", ""),
        FIRST_DAY + timedelta(days=number * DAYS // posts),
        tuple(topics),
    )


def _subjects(topics: Sequence[str]) -> list[str]:
    """Give words that belong to topics: they tie the texts of a topic to each other."""
    return sorted({word for topic in topics for word in _words_of(topic)})


def _words_of(topic: str) -> list[str]:
    area, _, aspect = topic.partition("-")
    speaker = Speaker(_random(0, topic, 0))
    return [area, aspect, *(f"{area}{speaker.root()}" for _ in range(6))]


def _random(seed: int, purpose: str, number: int) -> Random:
    return Random(f"{seed} {purpose} {number}")


def _table(random: Random, speaker: Speaker) -> str:
    rows = [f"| {speaker.noun()} | Before | After |", "|---|---:|---:|"]
    for _ in range(5):
        before, after = random.randint(100, 999), random.randint(10, 99)
        rows.append(f"| {speaker.phrase()} | {before} ms | {after} ms |")
    return "\n".join(rows)


def _front_matter(head: Head) -> str:
    return (
        f"---\ntitle: {json.dumps(head.title)}\ndate: {head.day}\n"
        f"description: {json.dumps(head.description)}\ntopics: [{', '.join(head.topics)}]\n---\n\n"
    )


_SITE = """\
title: A made archive
base_url: https://www.example.org
description: Posts that a program wrote, to measure with.
language: en
timezone: UTC
authors: [The benchmark]
search: false
"""


def _topic(topic: str) -> str:
    label = topic.replace("-", " ").capitalize()
    return f"{topic}:\n  label: {label}\n  description: All about {label.lower()}.\n"


def _hub(archive: Archive) -> str:
    members = [head for head in archive.heads if TOPICS[0] in head.topics][-12:]
    reads = [f"      - {head.slug}" for head in members]
    return "\n".join(
        [
            "---",
            "title: Incident operations",
            "description: A hub that an editor might have made.",
            "start_here:",
            *(f"  - post: {head.slug}\n    note: Read *this* one first." for head in members[:3]),
            "themes:",
            "  - title: The first theme",
            "    text: What these posts have in common is told in a **sentence** or two.",
            "    reads:",
            *reads[: len(reads) // 2],
            "  - title: The second theme",
            "    text: Another thought, with other posts to read next.",
            "    reads:",
            *reads[len(reads) // 2 :],
            "failure_modes:",
            "  - Reading everything at once.",
            "---",
            "",
            "The introduction stands in the body, as Markdown.",
            "",
        ]
    )


def _path(archive: Archive) -> str:
    chosen = archive.heads[:: max(1, len(archive.heads) // 7)][:7]
    steps = (f"  - post: {head.slug}\n    note: A step on the way." for head in chosen)
    front = "---\ntitle: First steps\ndescription: Seven posts in an order.\nsteps:\n"
    return front + "\n".join(steps) + "\n---\n\nBegin at the beginning.\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    """Write an archive as a site of Waypost."""
    parser = argparse.ArgumentParser(description="Make an archive to build with Waypost.")
    parser.add_argument("posts", type=int, help="how many posts, 10 at least")
    parser.add_argument("folder", type=Path, help="where to write the site")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another archive")
    asked = parser.parse_args()
    write_waypost(make_archive(asked.posts, asked.seed), asked.folder)


if __name__ == "__main__":
    main()
