"""Every number on every derived page of the demo archive, counted again from the posts alone.

Nothing of Waypost is used for the counting: front matter is read by a YAML parser,
links by regular expressions, stems by the stemmer itself.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import mean, median
from typing import Any

import pytest
import snowballstemmer
import yaml
from selectolax.lexbor import LexborHTMLParser

from waypost.config import Options
from waypost.pipeline import build

ROOT = Path(__file__).resolve().parents[2]
AS_OF = date(2026, 11, 22)
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
STEMMER = snowballstemmer.stemmer("english")


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


def key(name: str) -> str:
    return re.sub(r"[^a-z0-9+#.]+", "-", name.casefold()).strip("-")


def registered() -> dict[str, str]:
    """Lead from every name of a registered topic to its slug."""
    topics = yaml.safe_load((ROOT / "content/topics.yaml").read_text("utf-8"))
    names = {}
    for slug, entry in topics.items():
        for name in (slug, entry["label"], *(entry.get("aliases") or ())):
            names[key(name)] = slug
    return names


def read_posts() -> dict[str, Counted]:
    topics = registered()
    posts = {}
    for path in sorted((ROOT / "content/posts").rglob("*.md")):
        name = path.parent.name if path.name == "index.md" else path.stem
        _, front, body = path.read_text("utf-8").split("---\n", 2)
        keys = yaml.safe_load(front)
        day = date.fromisoformat(name[:10])
        if keys.get("draft") or day > AS_OF:
            continue
        prose = re.sub(r"```.*?```", "", body, flags=re.DOTALL)
        prose = re.sub(r"`[^`]*`", "", prose)
        wiki = re.findall(r"\[\[([\w-]+)[\]|#]", prose)
        files = re.findall(r"\]\(([^)\s]+?)(?:/index)?\.md(?:#[^)]*)?\)", prose)
        links = {*wiki, *(Path(file).name[11:] for file in files)}
        slug = name[11:]
        posts[slug] = Counted(
            slug,
            keys["title"],
            day,
            keys["description"],
            frozenset(topics.get(key(topic), key(topic)) for topic in keys["topics"]),
            frozenset(links - {slug}),
            keys.get("superseded_by", ""),
            keys.get("updated"),
            bool(keys.get("evergreen")),
        )
    return posts


def month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def stems(text: str) -> list[str]:
    return [
        STEMMER.stemWord(word) for word in re.findall(r"[a-z0-9]+", text.lower().replace("’", "'"))
    ]


def holds(text: str, words: str) -> bool:
    """Say whether a text has a word or phrase, in any inflection."""
    wanted, found = stems(words), stems(text)
    return any(found[n : n + len(wanted)] == wanted for n in range(len(found)))


POSTS = read_posts()
NEWEST = max(post.day for post in POSTS.values())


@dataclass(frozen=True)
class Hub:
    """A hub's record, and its members counted again: newest first."""

    record: dict[str, Any]
    members: list[Counted]

    @property
    def slugs(self) -> set[str]:
        return {post.slug for post in self.members}


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("evidence") / "public"
    now = datetime(AS_OF.year, AS_OF.month, AS_OF.day, 12, tzinfo=UTC)
    assert build(Options(ROOT, now, destination=target, jobs=1)).exit_code() == 0
    return target


@pytest.fixture(scope="session")
def hubs(demo: Path) -> dict[str, Hub]:
    found = {}
    for path in sorted(demo.glob("topics/*/evidence.json")):
        slug = path.parent.name
        source = ROOT / f"content/hubs/{slug}.md"
        topics = {slug}
        if source.exists():
            topics = set(yaml.safe_load(source.read_text("utf-8").split("---\n")[1])["topics"])
        members = [post for post in POSTS.values() if topics & post.topics]
        members.sort(key=lambda post: (-post.day.toordinal(), post.slug))
        found[slug] = Hub(json.loads(path.read_text("utf-8")), members)
    return found


def statements(hubs: dict[str, Hub], rule: str) -> list[tuple[Hub, dict[str, Any], dict[str, Any]]]:
    """List what a rule says, with its hub; every rule that the demo is to show says something."""
    return [
        (hub, statement["figures"], statement)
        for hub in hubs.values()
        for statement in hub.record["statements"]
        if statement["rule"] == rule
    ]


def test_every_topic_of_three_posts_has_a_hub(hubs: dict[str, Hub]) -> None:
    counts: dict[str, int] = {}
    for post in POSTS.values():
        for topic in post.topics:
            counts[topic] = counts.get(topic, 0) + 1
    assert set(hubs) >= {topic for topic, count in counts.items() if count >= 3} - {"reliability"}


def test_spans(hubs: dict[str, Hub]) -> None:
    said = statements(hubs, "definition.span")
    assert len(said) > 10
    for hub, figures, statement in said:
        assert figures["count"] == len(hub.members)
        assert figures["first"] == month(hub.members[-1].day)
        assert figures["last"] == month(hub.members[0].day)
        assert statement["posts"] == [post.slug for post in hub.members]
        text = f"{figures['count']} posts from {figures['first']} to {figures['last']}"
        assert text in statement["sentence"]


def test_neighbours(hubs: dict[str, Hub]) -> None:
    said = statements(hubs, "definition.neighbours")
    assert said
    for hub, figures, _ in said:
        for topic, shared in zip(figures["topics"], figures["shared"], strict=True):
            assert shared == sum(topic in post.topics for post in hub.members) >= 3


def test_adjacency(hubs: dict[str, Hub]) -> None:
    said = statements(hubs, "claims.adjacency")
    assert said
    for hub, figures, _ in said:
        shared = [post for post in hub.members if figures["topic"] in post.topics]
        total = [post for post in POSTS.values() if figures["topic"] in post.topics]
        share, usual = len(shared) / len(hub.members), len(total) / len(POSTS)
        assert (figures["shared"], figures["count"]) == (len(shared), len(hub.members))
        assert figures["percent"] == int(100 * share + 0.5)
        assert figures["usual_percent"] == int(100 * usual + 0.5)
        assert figures["times"] == pytest.approx(share / usual, abs=0.05)


def test_motifs(hubs: dict[str, Hub]) -> None:
    said = statements(hubs, "definition.motifs")
    assert said
    for hub, figures, _ in said:
        for word, count in zip(figures["words"], figures["counts"], strict=True):
            assert count == sum(holds(post.title, word) for post in hub.members) >= 3
            assert not holds(hub.record["hub"].replace("-", " "), word)
        assert len(set(figures["words"])) == len(figures["words"])


def test_shifts(hubs: dict[str, Hub]) -> None:
    for hub, figures, _ in statements(hubs, "claims.shift"):
        early = hub.members[len(hub.members) - figures["early_count"] :]
        newer = hub.members[: figures["newer_count"]]
        assert len(early) + len(newer) == len(hub.members)
        assert (figures["early_first"], figures["early_last"]) == (
            month(early[-1].day),
            month(early[0].day),
        )
        assert (figures["newer_first"], figures["newer_last"]) == (
            month(newer[-1].day),
            month(newer[0].day),
        )
        assert early[0].day < newer[-1].day
        assert not set(figures["early_words"]) & set(figures["newer_words"])
        for side, half in (("early", early), ("newer", newer)):
            for word, count in zip(
                figures[f"{side}_words"], figures[f"{side}_counts"], strict=True
            ):
                labels = {slug: yaml_label(slug) for post in half for slug in post.topics}
                texts = [
                    f"{post.title} | {post.description} | {' | '.join(labels[t] for t in post.topics)}"
                    for post in half
                ]
                assert count == sum(holds(text, word) for text in texts) >= 3


def yaml_label(slug: str) -> str:
    topics = yaml.safe_load((ROOT / "content/topics.yaml").read_text("utf-8"))
    return str(topics[slug]["label"]) if slug in topics else slug


def test_peaks(hubs: dict[str, Hub]) -> None:
    for hub, figures, _ in statements(hubs, "claims.peak"):
        years = [post.day.year for post in hub.members]
        counts = {year: years.count(year) for year in range(min(years), max(years) + 1)}
        assert figures["posts"] == counts.pop(figures["year"]) > max(counts.values())
        assert figures["usual"] == pytest.approx(mean(counts.values()), abs=0.051)
        assert figures["count"] == len(years)


def whole_months(first: date, last: date) -> int:
    months = 12 * (last.year - first.year) + last.month - first.month
    return months - (last.day < first.day)


def test_gaps(hubs: dict[str, Hub]) -> None:
    said = statements(hubs, "claims.gap")
    assert said
    for hub, figures, _ in said:
        pairs = list(zip(hub.members[1:], hub.members, strict=False))
        longest = max((later.day - earlier.day).days for earlier, later in pairs)
        before, after = POSTS[figures["before_post"]], POSTS[figures["after_post"]]
        assert (before, after) in pairs
        assert (after.day - before.day).days == longest == figures["days"]
        assert figures["months"] == whole_months(before.day, after.day) >= 12
        assert (figures["before"], figures["after"]) == (month(before.day), month(after.day))
        days = [(later.day - earlier.day).days for earlier, later in pairs]
        assert figures["usual_days"] == pytest.approx(median(days), abs=0.51)


def test_most_linked_posts(hubs: dict[str, Hub]) -> None:
    said = statements(hubs, "claims.most-linked")
    assert said
    for hub, figures, _ in said:
        inbound = {slug: sum(slug in post.links for post in POSTS.values()) for slug in hub.slugs}
        assert figures["links"] == [inbound[slug] for slug in figures["linked_posts"]]
        assert figures["links"] == sorted(inbound.values(), reverse=True)[: len(figures["links"])]


def test_superseded_posts(hubs: dict[str, Hub]) -> None:
    said = statements(hubs, "claims.lineage")
    assert said
    for hub, figures, _ in said:
        pairs = {post.slug: post.superseded_by for post in hub.members if post.superseded_by}
        assert (
            dict(zip(figures["superseded_posts"], figures["successor_posts"], strict=True)) == pairs
        )


def test_reading_paths(hubs: dict[str, Hub]) -> None:
    paths = [(hub, hub.record["path"]) for hub in hubs.values() if hub.record["path"]]
    assert len(paths) > 5
    for hub, path in paths:
        current = [post for post in hub.members if not post.superseded_by]
        assert [step["role"] for step in path] == ["current", "middle", "foundational"]
        days = [POSTS[step["post"]].day for step in path]
        assert days == sorted(days, reverse=True)
        assert len({step["post"] for step in path}) == 3
        for step in path:
            post = POSTS[step["post"]]
            assert current.index(post) + 1 == step["rank"]
            assert step["of"] == len(current)
            assert step["evergreen"] == post.evergreen
            joined = sum(
                step["post"] in other.links or other.slug in post.links
                for other in current
                if other is not post
            )
            assert step["links"] == joined
        assert path[0]["rank"] <= max(3, -(-len(current) // 4))


def test_related_posts_tie_a_topic_to_its_neighbours(hubs: dict[str, Hub]) -> None:
    related = [(hub, tie) for hub in hubs.values() for tie in hub.record["related"]]
    assert related
    labels = {yaml_label(topic): topic for post in POSTS.values() for topic in post.topics}
    for hub, tie in related:
        assert tie["post"] in hub.slugs
        assert {labels[label] for label in tie["topics"]} <= POSTS[tie["post"]].topics


def test_lenses_count_what_they_speak_of(hubs: dict[str, Hub]) -> None:
    counted = 0
    for hub in hubs.values():
        for statement in hub.record["statements"]:
            if statement["rule"].startswith("lens."):
                assert set(statement["posts"]) <= set(POSTS)
                check_figures(statement["figures"], hub)
                check_mentions(statement, hub)
                counted += 1
    assert counted > 50


def check_mentions(statement: dict[str, Any], hub: Hub) -> None:
    """Count the posts that have a rule's words: in any inflection, not in any derivation."""
    words = statement["figures"].get("words", ())
    texts = {
        post.slug: f"{post.title} | {post.description} | {' | '.join(map(yaml_label, post.topics))}"
        for post in hub.members
    }
    exact = {
        slug
        for slug, text in texts.items()
        if any(re.search(rf"\b{re.escape(word)}s?\b", text, re.IGNORECASE) for word in words)
    }
    alike = {slug for slug, text in texts.items() if any(holds(text, word) for word in words)}
    if words:
        assert exact <= set(statement["posts"])
        assert len(exact) <= statement["figures"]["mentions"] <= len(alike)


def check_figures(figures: dict[str, Any], hub: Hub) -> None:
    """Count the figures of a lens again."""
    first, last = hub.members[-1].day, hub.members[0].day
    pairs = list(zip(hub.members[1:], hub.members, strict=False))
    gap = max(pairs, key=lambda pair: (pair[1].day - pair[0].day).days, default=None)
    expected: dict[str, Any] = {
        "posts": len(hub.members),
        "first_year": first.year,
        "last_year": last.year,
        "last_month": month(last),
        "latest_month": month(NEWEST),
        "superseded": sum(bool(post.superseded_by) for post in hub.members),
        "updated": sum(
            post.updated is not None and post.updated > post.day for post in hub.members
        ),
        "quiet_months": whole_months(last, NEWEST),
        "years": whole_months(first, last) // 12,
        "oldest_post": hub.members[-1].slug,
        "newest_post": next((p.slug for p in hub.members if not p.superseded_by), None),
    }
    if gap:
        expected |= {
            "gap_months": whole_months(gap[0].day, gap[1].day),
            "gap_from": month(gap[0].day),
            "gap_to": month(gap[1].day),
            "before_post": gap[0].slug,
            "after_post": gap[1].slug,
        }
    counted = set(figures) & set(expected)
    assert {name: figures[name] for name in counted} == {name: expected[name] for name in counted}


def test_no_sentence_is_said_twice_on_a_page(hubs: dict[str, Hub]) -> None:
    for hub in hubs.values():
        said = [statement["sentence"] for statement in hub.record["statements"]]
        assert len(said) == len(set(said))
        for sentence in said:
            assert sentence == " ".join(sentence.split())
            assert sentence.endswith(".")
            assert sentence[0].isupper() or sentence[0].isdigit()
            assert not re.search(
                r"\b(\w+) \1\b|\b1 posts|\b1 months|\{|\}| ,| \.|\.\.", sentence
            ), sentence


def test_the_reasons_of_related_posts_read_as_sentences(demo: Path) -> None:
    reasons = 0
    for page in sorted(demo.glob("posts/*/index.html")):
        for reason in LexborHTMLParser(page.read_bytes()).css(".related .reason"):
            text = " ".join(reason.text().split())
            assert re.fullmatch(r"[A-Z].*[^ ;,]\.", text), text
            assert not re.search(r" [;,.]|“”|\b(\w+) \1\b", text), text
            reasons += 1
    assert reasons > 300
