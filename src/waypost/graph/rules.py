"""The rules that say what may stand in a hub's definition and key claims.

A rule fires only on evidence, and gives names and numbers; the words around them
are the templates'. Figures named ``topic`` and ``topics``, ``…_post`` and ``…_posts``
hold slugs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct

from waypost.graph import claims, definition
from waypost.graph.portrait import Found, Portrait
from waypost.model.evidence import Finding


class Rule(Struct, frozen=True):
    """A named rule: ``find`` is asked where a hub has at least ``minimum`` posts.

    ``tells`` are the facts that its sentence tells, of those that a line of a lens
    may tell too: see :func:`waypost.model.lens.told_in`.
    """

    name: str
    section: str
    minimum: int
    find: Callable[[Portrait], Found | None]
    tells: tuple[str, ...] = ()


RULES = (
    Rule(
        "definition.span", "definition", 1, definition.span, ("posts", "span_years", "last_month")
    ),
    Rule("definition.neighbours", "definition", 4, definition.neighbours, ("neighbours",)),
    Rule("definition.motifs", "definition", 5, definition.title_motifs),
    Rule("claims.shift", "key-claims", 8, claims.emphasis),
    Rule("claims.adjacency", "key-claims", 6, claims.adjacency),
    Rule("claims.peak", "key-claims", 6, claims.busiest_year),
    Rule("claims.gap", "key-claims", 5, claims.gap, ("gap_months",)),
    Rule("claims.most-linked", "key-claims", 4, claims.most_linked),
    Rule("claims.lineage", "key-claims", 3, claims.lineage, ("superseded",)),
)
"""All rules, in the order of their sentences.

A neighbour needs three shared posts, so that of four one may lack it. A motif of
three titles is no majority of five. Halves of less than four posts, and a share or
a mean of less than six, change with every post. Four intervals have a median.
"""


def findings(portrait: Portrait, rules: tuple[Rule, ...] = RULES) -> tuple[Finding, ...]:
    """Give what the rules find about a hub, in the order of the rules."""
    found = []
    for rule in rules:
        if len(portrait.facts.posts) >= rule.minimum and (result := rule.find(portrait)):
            figures, posts = result
            found.append(Finding(rule.name, rule.section, tuple(figures.items()), posts))
    return tuple(found)


def told(found: Iterable[Finding]) -> frozenset[str]:
    """Give the facts that findings of these rules tell; no line of advice repeats one."""
    tells = {rule.name: rule.tells for rule in RULES}
    return frozenset(fact for finding in found for fact in tells.get(finding.rule, ()))
