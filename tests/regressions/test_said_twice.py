"""Facts that a hub's key claims told, and its practical checklist or failure modes again."""

from __future__ import annotations

from collections import Counter

import pytest

from support.values import SITE, TODAY, at, hub, post
from waypost.graph.assemble import assemble
from waypost.load.lenses import in_force, shipped_lenses
from waypost.model.evidence import Finding
from waypost.model.hub import HubDefinition
from waypost.model.lens import Lenses, told_in
from waypost.model.site import Selection
from waypost.model.sources import Sources

DAYS = ("2016-01-01", "2016-02-01", "2016-03-01", "2016-04-01", "2019-09-01", "2019-10-01")
POSTS = tuple(
    post(f"p{n}", day, "bread", superseded_by=at("p5") if n == 1 else None)
    for n, day in enumerate(DAYS)
)


def lines(*hubs: HubDefinition) -> dict[str, Finding]:
    """Give what a page on bread says by lenses, with the lenses that ship."""
    rules = in_force(shipped_lenses().value, Lenses())
    sources = Sources(posts=POSTS, hubs=hubs, lenses=rules)
    archive = assemble(sources, SITE, Selection(TODAY)).value
    shown = archive.hubs["bread"].sections
    found = archive.evidence["bread"].findings
    return {f.rule: f for f in found if f.section in shown}


def test_what_key_claims_tell_lenses_draw_conclusions_from() -> None:
    found = lines()
    assert {"claims.gap", "claims.lineage"} <= found.keys()
    advice = {rule for rule in found if rule.startswith("lens.")}
    assert {"lens.neutral.across-a-gap", "lens.neutral.any-successor"} <= advice
    facts = Counter(fact for rule in advice for fact in told_in(found[rule].text))
    assert facts.keys() & {"gap_months", "superseded", "posts", "span_years"} == set()
    assert set(facts.values()) <= {1}


@pytest.mark.parametrize(
    ("sections", "rule"),
    [
        (("failure-modes",), "lens.neutral.bridged-gap"),
        (("definition", "failure-modes"), "lens.neutral.bridged-gap"),
        (("key-claims", "failure-modes"), "lens.neutral.any-bridged-gap"),
    ],
)
def test_a_page_without_the_claims_has_the_figures_in_its_lines(
    sections: tuple[str, ...], rule: str
) -> None:
    assert rule in lines(hub("bread", sections=sections))
