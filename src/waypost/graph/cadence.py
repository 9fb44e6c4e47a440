"""Cadence: when most of a hub was written, and when nothing was."""

from __future__ import annotations

from datetime import date
from statistics import median

import numpy as np

from waypost.graph.centrality import DIGITS
from waypost.graph.corpus import Corpus
from waypost.graph.names import Subject
from waypost.model.evidence import Peak, Silence, TopicFacts

PEAK_POSTS = 3
"""Posts that a peak year needs."""

PEAK_RATIO = 1.5
"""How many times the mean of the other years a peak needs."""

PEAK_SPAN = 3
"""Calendar years that a hub spans before one of them can stand out."""

GAP_MONTHS = 12
"""Whole months that a gap needs; less is a season."""

GAP_RATIO = 3
"""How many times the median interval a gap needs: in a slow hub a year is usual."""


def peak(subject: Subject, facts: TopicFacts, corpus: Corpus) -> Peak | None:
    """Find the year that stands out; None where no single year does."""
    busiest = max(facts.years.values())
    years = [year for year, count in facts.years.items() if count == busiest]
    if len(facts.years) < PEAK_SPAN or busiest < PEAK_POSTS or len(years) > 1:
        return None
    others, other_years = len(facts.posts) - busiest, len(facts.years) - 1
    # In whole numbers: a quotient that is rounded may miss the ratio by a hair.
    if busiest * other_years < PEAK_RATIO * others:
        return None
    usual = round(others / other_years, DIGITS)
    places = np.flatnonzero(corpus.columns.years[subject.ranks] == years[0]).tolist()
    return Peak(years[0], tuple([subject.posts[place] for place in places]), usual)


def silence(subject: Subject, facts: TopicFacts, corpus: Corpus) -> Silence | None:
    """Find the longest gap, if it is long in itself and beside the usual interval."""
    if facts.gap is None:
        return None
    before, after = facts.gap
    months = months_between(*(corpus.cards[post].published.date() for post in facts.gap))
    days = corpus.columns.days[subject.ranks]
    usual = float(median((days[:-1] - days[1:]).tolist()))
    if months < GAP_MONTHS or facts.gap_days < GAP_RATIO * usual:
        return None
    return Silence(before, after, months, facts.gap_days, usual)


def months_between(older: date, newer: date) -> int:
    """Count the whole months from one date to another."""
    months = 12 * (newer.year - older.year) + newer.month - older.month
    return months - (newer.day < older.day)
