"""The lines of advice that ship with Waypost: what they hold back, and what they say."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from support.advice import advise, breads, fired, hub, rule, updated
from support.values import post
from waypost.graph.lenses import with_topic_slugs
from waypost.graph.topics import registry
from waypost.load.lenses import in_force, shipped_lenses
from waypost.model.lens import (
    CHECKLIST,
    FAILURES,
    Lenses,
    LensPack,
    LensRule,
    figures_in,
    subjects_of,
    told_in,
)
from waypost.model.post import Post

SHIPPED = with_topic_slugs(in_force(shipped_lenses().value, Lenses()), registry(()))
NEUTRAL, *SPECIFIC = shipped_lenses().value.packs

KITCHEN = (
    ("Leavening agents and what they do to a model loaf", "Which agent lifts what, case by case."),
    ("A pipeline of pies from one small production kitchen", "How a team serves forty covers."),
    ("Testing recipes on guests who review everything", "Reviews, tests and honest scores."),
    ("Containers for stock, vanilla pods and rust", "Docking a tin without scratching the image."),
    ("The cost of a good performance at the stove", "Prices, memory and the heat of a request."),
    ("Cultures, security and the culture of yogurt", "Guard a culture; keep a record of its jobs."),
    ("Java, ruby port and python beans", "Coffee, wine and snake beans go together."),
    ("Architecture of a wedding cake", "Tiers, boundaries, deployment of dowels and a release."),
    ("Interviews with bakers on the release of steam", "Logging times, tracing shapes."),
)


def planted(slug: str, texts: list[tuple[str, str]]) -> list[Post]:
    return [
        post(f"p{n}", f"20{10 + 2 * n}-03-01", slug, title=title, description=description)
        for n, (title, description) in enumerate(texts)
    ]


# Topics that no other field has: each name is itself among the words of its pack.
TELLING = """
    ai, ai agents, agentic ai, generative ai, artificial intelligence, gpt, llm, llms, language
    models, large language models, machine learning, ml, databases, database, sql, mysql, postgres,
    postgresql, latency, finops, hiring, recruiting, recruitment, code review, code reviews, pull
    requests, runbooks, decision records, software architecture, microservices, distributed systems,
    software testing, unit testing, kubernetes, k8s, docker, observability, postmortem, postmortems, on-call,
    outages, engineering management, engineering leadership, tech lead, golang, javascript,
    typescript, programming, programming languages, cloud cost, cloud costs
"""


def slug_of(name: str) -> str:
    return with_topic_slugs([rule("x", topics=(name,))], registry(()))[0].topics[0]


def gets_lines(pack: LensPack, name: str, texts: list[tuple[str, str]]) -> bool:
    """Say whether an archive with a topic of some name gets a pack's own lines."""
    own = [r for r in SHIPPED if r.name.startswith(f"{pack.name}.")]
    slug = slug_of(name)
    return advise(own, *hub(*planted(slug, texts), own=slug)) != ()


def test_the_kitchen_uses_the_words_of_other_fields() -> None:
    said = " ".join(f"{title} {text}" for title, text in KITCHEN).lower()
    for word in ("agents", "model", "pipeline", "production", "tests", "containers", "cost"):
        assert word in said


@pytest.mark.parametrize("pack", SPECIFIC, ids=lambda pack: pack.name)
def test_an_archive_of_another_field_gets_no_line_of_a_pack(pack: LensPack) -> None:
    telling = {" ".join(name.split()) for name in TELLING.split(",")}
    for name in pack.rules[0].topics:
        assert gets_lines(pack, name, list(KITCHEN)) <= (name in telling), name


def test_a_kitchen_with_agents_hears_nothing_of_machines() -> None:
    for own in ("agents", "production", "testing", "containers", "performance", "security"):
        found = advise(SHIPPED, *hub(*planted(own, list(KITCHEN)), own=own))
        assert {f.rule.split(".")[1] for f in found} == {"neutral"}
        assert {f.section for f in found} == {CHECKLIST, FAILURES}


@pytest.mark.parametrize("pack", SPECIFIC, ids=lambda pack: pack.name)
def test_an_archive_of_its_field_gets_a_packs_lines(pack: LensPack) -> None:
    rules = [r for r in SHIPPED if r.name.startswith((f"{pack.name}.", "neutral."))]
    texts = [(f"Notes on {word}", "What we saw.") for word in pack.rules[0].field[:4]]
    for slug in map(slug_of, pack.rules[0].topics):
        found = advise(rules, *hub(*planted(slug, texts), own=slug))
        for section in (CHECKLIST, FAILURES):
            lines = [f.rule.split(".")[1] for f in found if f.section == section]
            assert len(lines) >= 2
            assert lines[0] == pack.name
        assert any(f.rule.startswith("lens.neutral.") for f in found)


WORDED = [rule for rule in SHIPPED if rule.needs.words]


@pytest.mark.parametrize("worded", WORDED, ids=lambda rule: rule.name)
def test_a_line_of_a_pack_waits_for_its_own_words(worded: LensRule) -> None:
    slug = worded.topics[0]
    alone = replace(worded, field=(), topics=())
    for word in worded.needs.words:
        telling = [(f"A title with {word}", f"Of {worded.field[0]}")] * worded.needs.posts
        assert fired(worded, *planted(slug, telling), own=slug) is not None, word
        assert fired(alone, *planted("bread", [*telling[1:], ("Rye", "Salt")])) is None, word


def test_a_new_small_archive_gets_no_advice() -> None:
    posts = breads("2024-01-01", "2024-02-01", "2024-03-01")
    assert advise(SHIPPED, *hub(*posts)) == ()


def test_an_old_archive_of_any_field_gets_both_sections() -> None:
    found = advise(SHIPPED, *hub(*planted("bread", list(KITCHEN))))
    assert {f.section for f in found} == {CHECKLIST, FAILURES}


DAYS = st.dates(date(2010, 1, 1), date(2026, 1, 1)).map(date.isoformat)
TITLES = st.lists(
    st.sampled_from(["rollback", "queue", "llm", "agent", "rye", "tool", "prompt", "on", "call"]),
    max_size=5,
).map(" ".join)


@given(
    st.lists(st.tuples(DAYS, TITLES, st.booleans()), min_size=1, max_size=12),
    st.sampled_from(["agents", "production", "bread", "databases"]),
)
def test_whatever_the_archive_the_lines_rest_on_it(
    drawn: list[tuple[str, str, bool]], own: str
) -> None:
    posts = [
        post(
            f"p{n}",
            day,
            own,
            title=title or "-",
            **({"updated": updated("2026-02-01")} if new else {}),
        )
        for n, (day, title, new) in enumerate(drawn)
    ]
    facts, corpus = hub(*posts, own=own)
    found = advise(SHIPPED, facts, corpus)
    by_name = {f"lens.{r.name}": r for r in SHIPPED}
    assert len({f.text for f in found}) == len(found)
    told_facts = [fact for f in found for fact in told_in(f.text)]
    assert len(set(told_facts)) == len(told_facts)
    for section in (CHECKLIST, FAILURES):
        lines = [f for f in found if f.section == section]
        assert len(lines) in {0, 2, 3, 4, 5}
        told = [told for f in lines for told in subjects_of(by_name[f.rule])]
        assert len(set(told)) == len(told)
    for f in found:
        assert len(facts.posts) >= by_name[f.rule].needs.posts
        assert f.posts == corpus.newest_first(set(f.posts))
        assert set(f.posts) <= set(facts.posts)
        assert set(figures_in(f.text)) <= dict(f.figures).keys()
