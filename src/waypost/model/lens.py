"""Lenses: the lines of advice that a hub may carry, and the evidence each needs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from waypost.model.diagnostic import Place

CHECKLIST = "practical-checklist"
FAILURES = "failure-modes"

MOST_TOPICS = 3
"""Neighbours that a line names."""

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
"""A figure in a text: its name in braces."""


class Meaning(NamedTuple):
    """What a figure rests on (a field of ``Evidence``, or "") and what it counts, if it does."""

    needs: str = ""
    unit: str = ""


FIGURES: Mapping[str, Meaning] = {
    "label": Meaning(),
    "posts": Meaning(unit="post"),
    "oldest_post": Meaning(),
    "newest_post": Meaning(),
    "last_month": Meaning(),
    "mentions": Meaning("words", "post"),
    "first_year": Meaning("span_years"),
    "last_year": Meaning("span_years"),
    "years": Meaning("span_years", "year"),
    "gap_from": Meaning("gap_months"),
    "gap_to": Meaning("gap_months"),
    "gap_months": Meaning("gap_months", "month"),
    "before_post": Meaning("gap_months"),
    "after_post": Meaning("gap_months"),
    "quiet_months": Meaning("quiet_months", "month"),
    "latest_month": Meaning("quiet_months"),
    "superseded": Meaning("superseded", "post"),
    "replaced_post": Meaning("superseded"),
    "successor_post": Meaning("superseded"),
    "updated": Meaning("updated", "post"),
    "revised_post": Meaning("updated"),
    "topic": Meaning("neighbours"),
    "topics": Meaning("neighbours"),
}
"""What a line may speak of, by the name that it has in braces.

``posts`` are the hub's members, ``mentions`` those of them that have a word of the
rule. ``oldest_post`` and ``newest_post`` are members; the newest is one that nothing
supersedes. ``last_month`` is the month of the newest member, ``latest_month`` that of
the archive's newest post, ``quiet_months`` what lies between. ``years`` lie between
``first_year`` and ``last_year``. The longest silence leads from ``before_post`` in
``gap_from`` to ``after_post`` in ``gap_to``. ``successor_post`` stands in the end for
``replaced_post``, the newest of the ``superseded``; ``revised_post`` is the last of
the ``updated`` that was. ``topic`` is the strongest neighbour, ``topics`` are up to
three of them.

Counts are numbers, which a page shows with their unit: "27 posts", "1 month". Months
are texts: "Feb 2016". Figures named ``topic`` and ``topics`` hold topics' slugs, those
that end in ``_post`` a post's; a page shows links in their place.
"""


class Evidence(Struct, frozen=True):
    """What must hold of a hub for a line to stand on it; all of it, and no less.

    ``posts`` is the least number of members, and of members that have one of
    ``words``, if there are any. ``span_years`` whole years lie at least between the
    first and the last, ``gap_months`` whole months in the longest silence between
    two, and ``quiet_months`` between the last and the newest post of the archive. At
    least ``superseded`` and ``updated`` members are so, and ``neighbours`` topics
    stand beside this one.
    """

    posts: int = 3
    span_years: int = 0
    gap_months: int = 0
    quiet_months: int = 0
    superseded: int = 0
    updated: int = 0
    neighbours: int = 0
    words: tuple[str, ...] = ()


class LensRule(Struct, frozen=True):
    """A line of advice: its name, where it stands, its words, and what it needs.

    ``name`` is the pack's and the rule's: ``neutral.long-gap``. ``topics`` are the
    slugs or names of the topics that it is about; with none it is about any.
    ``field`` holds the words and phrases that tell its pack's field from others that
    have topics of the same name: agents of software from agents of leavening.
    """

    name: str
    section: str
    text: str
    needs: Evidence
    topics: tuple[str, ...]
    field: tuple[str, ...]
    place: Place

    @property
    def is_specific(self) -> bool:
        """Whether it speaks of some subject, and not of archives in general."""
        return bool(self.topics or self.field or self.needs.words)


class LensPack(Struct, frozen=True):
    """Rules that belong together, by a name that a site may replace or leave out."""

    name: str
    rules: tuple[LensRule, ...]


class Lenses(Struct, frozen=True):
    """What one lenses.yaml says: its packs, and the names of shipped ones to leave out."""

    packs: tuple[LensPack, ...] = ()
    without: tuple[str, ...] = ()


@lru_cache(maxsize=1 << 12)
def figures_in(text: str) -> tuple[str, ...]:
    """Give the names that stand in braces in a line, in order, each once."""
    return tuple(dict.fromkeys(PLACEHOLDER.findall(text)))


@lru_cache(maxsize=1 << 12)
def told_in(text: str) -> frozenset[str]:
    """Say which facts a text tells: one for all figures of one evidence.

    Two texts that name months or posts of the longest silence both tell
    ``gap_months``. What counts the words of a rule is no other rule's fact.
    """
    return frozenset({FIGURES[name].needs or name for name in figures_in(text)}) - _NO_FACT


def subjects_of(rule: LensRule) -> frozenset[str]:
    """Say what a line is about: the facts that it tells, and those that it asks for.

    A line that asks for a long silence and names none of its figures draws a
    conclusion from it; that is another one on the same subject, but tells no fact.
    """
    asked = {field for field in _SUBJECTS if getattr(rule.needs, field)}
    return told_in(rule.text) | asked


_SUBJECTS = ("span_years", "gap_months", "quiet_months", "superseded", "updated", "neighbours")
_NO_FACT = frozenset({"label", "words"})
