"""The plain figures of a hub."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from msgspec.structs import replace

from support.planted import SMALLEST, archives, evidence
from support.values import archive, at, post
from waypost.model.archive import Archive
from waypost.model.evidence import TopicFacts
from waypost.model.post import When


def facts(*days: str) -> TopicFacts:
    """Give the facts of a hub with posts of some days."""
    return evidence("bread", *[post(f"p{n}", day, "bread") for n, day in enumerate(days)]).facts


def test_every_year_from_the_first_to_the_last_is_counted() -> None:
    assert facts("2019-05-01", "2022-01-01", "2022-02-01").years == {
        2019: 1,
        2020: 0,
        2021: 0,
        2022: 2,
    }


def test_the_longest_gap_is_told_by_the_posts_on_its_sides_older_first() -> None:
    found = facts("2020-01-01", "2020-01-11", "2020-03-01", "2020-03-02")
    assert (found.gap, found.gap_days) == (("p1", "p2"), 50)


def test_of_equal_gaps_the_most_recent_counts() -> None:
    found = facts("2020-01-01", "2020-01-11", "2020-01-21")
    assert (found.gap, found.gap_days) == (("p1", "p2"), 10)


def test_posts_of_one_date_have_no_gap() -> None:
    assert (facts("2020-01-01", "2020-01-01").gap, facts("2020-01-01").gap_days) == (None, 0)


def test_dates_are_of_the_sites_time_zone() -> None:
    late = at(When(date(2019, 12, 31), time(23, 30), 0))
    site = replace(SMALLEST, timezone=ZoneInfo("Europe/Berlin"))
    made = archive(post("p", topics="bread", date=late), site=site).value
    found = made.evidence["bread"].facts
    assert found.years == {2020: 1}
    assert found.first.date() == date(2020, 1, 1)


def test_today_is_the_newest_post_of_the_whole_archive() -> None:
    found = evidence("bread", post("p", "2020-01-01", "bread"), post("q", "2023-05-05")).facts
    assert found.latest == datetime(2023, 5, 5, tzinfo=ZoneInfo("UTC"))
    assert found.last == datetime(2020, 1, 1, tzinfo=ZoneInfo("UTC"))


def test_topics_stand_by_frequency_and_then_by_slug() -> None:
    posts = [post("a", topics="bread rye salt"), post("b", topics="bread salt ovens")]
    assert list(evidence("bread", *posts).facts.topics.items()) == [
        ("bread", 2), ("salt", 2), ("ovens", 1), ("rye", 1)
    ]  # fmt: skip


def test_updates_are_later_than_the_post_itself() -> None:
    same, later = at(When(date(2020, 1, 1))), at(When(date(2020, 1, 2)))
    posts = [
        post("a", "2020-01-01", "bread", updated=same),
        post("b", "2020-01-01", "bread", updated=later),
    ]
    assert evidence("bread", *posts).facts.updated == ("b",)


@given(archives())
def test_figures_are_what_counting_gives(values: list[Any]) -> None:
    made = archive(*values, site=SMALLEST).value
    assert made.evidence.keys() == made.topics.keys()
    for slug, shown in made.evidence.items():
        _check(shown.facts, slug, made)


def _check(found: TopicFacts, slug: str, made: Archive) -> None:
    cards = [card for card in made.cards.values() if slug in card.topics]
    newest = sorted(cards, key=lambda card: (-card.published.timestamp(), card.slug))
    assert found.posts == tuple(card.slug for card in newest)
    assert found.own == (slug,)
    assert (found.first, found.last) == (newest[-1].published, newest[0].published)
    years = [card.published.year for card in cards]
    assert found.years == {year: years.count(year) for year in range(min(years), max(years) + 1)}
    assert found.topics == {
        topic: sum(topic in card.topics for card in cards)
        for card in cards
        for topic in card.topics
    }
    assert found.superseded == tuple(card.slug for card in newest if card.superseded_by)
    assert found.evergreen == tuple(card.slug for card in newest if card.evergreen)
    days = sorted(card.published for card in cards)
    longest = max((newer - older for older, newer in pairwise(days)), default=timedelta())
    assert found.gap_days == longest.days
    if found.gap:
        older, newer = (made.cards[one].published for one in found.gap)
        assert newer - older == longest
