"""An archive counted again by other means: nothing of Waypost is used here.

Front matter and rules are read by a YAML parser, links by regular expressions, text
by a Markdown parser, stems by the stemmer itself. Where the code documents how a
number is made, this follows the documentation.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from itertools import pairwise
from math import log, log2, sqrt
from pathlib import Path
from typing import Any

import snowballstemmer
import yaml
from markdown_it import MarkdownIt
from stop_words import get_stop_words

ROOT = Path(__file__).resolve().parents[2]
AS_OF = date(2026, 11, 22)
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

STEMMER = snowballstemmer.stemmer("english")
STOP_WORDS = frozenset(get_stop_words("en"))
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
WORD = re.compile(r"[cfj](?:\+\+|#)|\w+(?:\.(?:js|net)\b|'(?:t|s|re|ve|ll|d|m)\b)?")


@dataclass(frozen=True)
class Counted:
    """A post, read by other means."""

    slug: str
    title: str
    day: date
    description: str
    topics: frozenset[str]
    links: frozenset[str]
    superseded_by: str
    updated: date | None
    evergreen: bool
    prose: str


# --- words and dates ----------------------------------------------------------------


def month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def whole_months(first: date, last: date) -> int:
    months = 12 * (last.year - first.year) + last.month - first.month
    return months - (last.day < first.day)


def words(text: str) -> list[str]:
    plain = text.lower().replace("_", " ").replace("’", "'")
    return [word for word in WORD.findall(plain) if not word.isnumeric()]


@cache
def stem(word: str) -> str:
    return word if re.search(r"[\d.+#]", word) else str(STEMMER.stemWord(word))


@cache
def stems(text: str) -> tuple[str, ...]:
    """Stem all words of a text; "LLMs" has no vowel, so that the stemmer sees no plural."""
    plural = re.compile(r"[b-df-hj-np-tv-xz]+[b-df-hj-np-rtv-xz]s")
    return tuple(stem(word[:-1] if plural.fullmatch(word) else word) for word in words(text))


def holds(text: str, phrase: str) -> bool:
    """Say whether a text has a word or phrase, in any inflection."""
    wanted, found = stems(phrase), stems(text)
    return any(found[n : n + len(wanted)] == wanted for n in range(len(found)))


# --- what the files say -------------------------------------------------------------


def key(name: str) -> str:
    return re.sub(r"[^a-z0-9+#.]+", "-", name.casefold()).strip("-")


TOPICS = yaml.safe_load((ROOT / "content/topics.yaml").read_text("utf-8"))
NAMES = {
    key(name): slug
    for slug, entry in TOPICS.items()
    for name in (slug, entry["label"], *(entry.get("aliases") or ()))
}


def slug_of(topic: str) -> str:
    return str(NAMES.get(key(topic), key(topic)))


def label(slug: str) -> str:
    return str(TOPICS[slug]["label"]) if slug in TOPICS else slug


def prose_of(body: str) -> str:
    """Give the text of a body: blocks of code and what images show are left out.

    So are formulas, components, and the marks of callouts, definitions and abbreviations,
    which CommonMark has not.
    """
    marks = r"^> \[!\w+\].*$|^\*\[[^\]]+\]: .*$|^:[ ]+|^:::?[a-z-]+\{.*\}$|^:::$"
    formulas = r"^\$\$\n.*?\n\$\$$|\$\\?\w+\$"
    read = re.sub(marks, "", body, flags=re.MULTILINE)
    read = re.sub(formulas, "", read, flags=re.MULTILINE | re.DOTALL)
    read = re.sub(r"\[\[([\w-]+)(?:\|([^\]]*))?\]\]", lambda m: m[2] or m[1], read)
    blocks = (block.children or () for block in MARKDOWN.parse(read) if block.type == "inline")
    return "\n".join(
        "".join(part.content if part.type in ("text", "code_inline") else
                "\n" if part.type.endswith("break") else "" for part in block)
        for block in blocks
    )  # fmt: skip


def read_posts() -> dict[str, Counted]:
    posts = {}
    for path in sorted((ROOT / "content/posts").rglob("*.md")):
        name = path.parent.name if path.name == "index.md" else path.stem
        _, front, body = path.read_text("utf-8").split("---\n", 2)
        keys = yaml.safe_load(front)
        day = date.fromisoformat(name[:10])
        if keys.get("draft") or day > AS_OF:
            continue
        plain = re.sub(r"```.*?```", "", body, flags=re.DOTALL)
        plain = re.sub(r"`[^`]*`", "", plain)
        wiki = re.findall(r"\[\[([\w-]+)[\]|#]", plain)
        files = re.findall(r"\]\(([^)\s]+?)(?:/index)?\.md(?:#[^)]*)?\)", plain)
        slug = name[11:]
        posts[slug] = Counted(
            slug,
            keys["title"],
            day,
            keys["description"],
            frozenset(map(slug_of, keys["topics"])),
            frozenset({*wiki, *(Path(file).name[11:] for file in files)} - {slug}),
            keys.get("superseded_by", ""),
            keys.get("updated"),
            bool(keys.get("evergreen")),
            prose_of(body),
        )
    return posts


POSTS = read_posts()
NEWEST = max(post.day for post in POSTS.values())
AROUND = {
    slug: {other for other in POSTS if other in post.links or slug in POSTS[other].links}
    for slug, post in POSTS.items()
}


def newest_first(slugs: set[str]) -> list[str]:
    return sorted(slugs, key=lambda slug: (-POSTS[slug].day.toordinal(), slug))


def texts(post: Counted) -> list[str]:
    """Give what a post's words are looked for in."""
    return [post.title, post.description, *map(label, post.topics)]


def having(slugs: list[str], phrase: str) -> set[str]:
    return {slug for slug in slugs if any(holds(text, phrase) for text in texts(POSTS[slug]))}


# --- what is counted ----------------------------------------------------------------


@dataclass(frozen=True)
class Neighbour:
    """A topic beside a hub's, and what it weighs."""

    slug: str
    posts: frozenset[str]
    total: int
    lift: float
    weight: float


class Members:
    """The posts of a hub, newest first, and what can be counted of them."""

    def __init__(self, own: set[str]) -> None:
        self.own = own
        self.slugs = newest_first({slug for slug, post in POSTS.items() if own & post.topics})
        self.posts = [POSTS[slug] for slug in self.slugs]
        self.first, self.last = self.posts[-1].day, self.posts[0].day
        self.standing = [post.slug for post in self.posts if not post.superseded_by]

    @cached_property
    def gaps(self) -> list[tuple[int, Counted, Counted]]:
        """Days between a post and the next, both posts; the most recent first."""
        pairs = pairwise(self.posts)
        return [((later.day - earlier.day).days, earlier, later) for later, earlier in pairs]

    @cached_property
    def neighbours(self) -> list[Neighbour]:
        """Topics of three members that 1.2 times as many have as of the archive."""
        barred, waiting = set(self.own), list(self.own)
        while waiting:
            parent = TOPICS.get(waiting.pop(), {}).get("parent")
            if parent and parent not in barred:
                barred.add(parent)
                waiting.append(parent)
        found = []
        for topic in {topic for post in self.posts for topic in post.topics} - barred:
            shared = frozenset(post.slug for post in self.posts if topic in post.topics)
            total = sum(topic in post.topics for post in POSTS.values())
            lift = round(len(shared) * len(POSTS) / (len(self.posts) * total), 6)
            if len(shared) >= 3 and lift >= 1.2:
                weight = len(shared) * log2(lift)
                found.append(Neighbour(topic, shared, total, lift, weight))
        return sorted(found, key=lambda one: (-round(one.weight, 6), one.slug))

    def inbound(self, slug: str) -> set[str]:
        return {other for other, post in POSTS.items() if slug in post.links}


@dataclass(frozen=True)
class Hub:
    """What a hub publishes of how it was made, and its members counted again."""

    record: dict[str, Any]
    members: Members


# --- likeness of words --------------------------------------------------------------


def terms(post: Counted) -> dict[str, int]:
    """Count the 48 most frequent stems: title three times, description twice."""
    counts: Counter[str] = Counter()
    for text, times in ((post.prose, 1), (post.description, 2), (post.title, 3)):
        for word in words(text):
            if word not in STOP_WORDS and len(word) > 1:
                counts[stem(word)] += times
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return dict(ranked[:48])


@cache
def vectors() -> dict[str, dict[str, float]]:
    """Weigh terms by tf-idf, scaled to length 1; weak and lonely terms are then left out."""
    counted = {slug: terms(post) for slug, post in POSTS.items()}
    spread = Counter(stem for own in counted.values() for stem in own)
    found = {}
    for slug, own in counted.items():
        raw = {
            stem: (1 + log(count))
            * round(2 * log(1 + (1 << (len(POSTS) - 1).bit_length()) / spread[stem]))
            / 2
            for stem, count in own.items()
        }
        length = sqrt(sum(weight * weight for weight in raw.values()))
        unit = {stem: weight / length for stem, weight in raw.items()}
        found[slug] = {s: w for s, w in unit.items() if w >= 0.1 and spread[s] > 1}
    return found


def centralities(slugs: list[str]) -> dict[str, float]:
    """Measure how central posts are among each other: half links, half words."""
    links = {slug: len(AROUND[slug] & set(slugs)) for slug in slugs}
    total: Counter[str] = Counter()
    for slug in slugs:
        total.update(vectors()[slug])
    cosines = {
        slug: round(sum(weight * total[stem] for stem, weight in vectors()[slug].items()), 6)
        for slug in slugs
    }
    most_links, most = max(links.values()) or 1, max(cosines.values()) or 1.0
    return {
        slug: round((links[slug] / most_links + round(cosines[slug] / most, 6)) / 2, 6)
        for slug in slugs
    }
