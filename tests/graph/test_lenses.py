"""Lines of advice: which fire, in which order, and what they rest on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.values import SITE, at, post, topic
from waypost.graph.cards import card_of
from waypost.graph.corpus import Corpus, read_corpus
from waypost.graph.facts import topic_facts
from waypost.graph.lenses import (
    ENOUGH,
    LEAST,
    MOST_SPECIFIC,
    lens_findings,
    with_topic_slugs,
)
from waypost.graph.mentions import mentions_of
from waypost.graph.names import subject
from waypost.graph.succession import successors
from waypost.graph.topics import collect_topics, registry
from waypost.load.lenses import in_force, shipped_lenses
from waypost.model.diagnostic import Place
from waypost.model.evidence import Finding, Neighbour, TopicFacts
from waypost.model.lens import (
    CHECKLIST,
    FAILURES,
    Evidence,
    Lenses,
    LensPack,
    LensRule,
    figures_in,
    subjects_of,
)
from waypost.model.post import Post, When

SHIPPED = with_topic_slugs(in_force(shipped_lenses().value, Lenses()), registry(()))
PACKS = shipped_lenses().value.packs
NEUTRAL, *SPECIFIC = PACKS


def rule(name: str, text: str = "", section: str = CHECKLIST, **more: Any) -> LensRule:
    """Make a rule; ``more`` are its topics and field, and what it needs."""
    topics, field = more.pop("topics", ()), more.pop("field", ())
    needs = Evidence(**({"posts": 1} | more))
    text = text or f"Say {name}."
    return LensRule(f"pack.{name}", section, text, needs, topics, field, Place("lenses.yaml", 1))


FILLERS = (rule("filler"), rule("other"))


def hub(*posts: Post, own: str = "bread") -> tuple[TopicFacts, Corpus]:
    """Give the facts of a topic in an archive of posts, and the archive's corpus."""
    registered = registry(())
    topics = collect_topics(posts, registered).value
    follows = successors(posts, (), ()).value
    cards = {p.slug.value: card_of(p, SITE, registered, follows) for p in posts}
    corpus = read_corpus(cards, topics, {}, "en")
    found = topics[own]
    about = subject(own, found.label, [own], found.posts, corpus)
    return topic_facts(about, corpus), corpus


def names(found: tuple[Finding, ...], section: str = CHECKLIST) -> list[str]:
    return [f.rule.removeprefix("lens.pack.") for f in found if f.section == section]


def fired(one: LensRule, *posts: Post, own: str = "bread") -> Finding | None:
    """Give what one rule finds, with fillers beside it so that the section stands."""
    fillers = [replace(filler, section=one.section) for filler in FILLERS]
    found = lens_findings([one, *fillers], *hub(*posts, own=own))
    return next((f for f in found if f.rule == f"lens.{one.name}"), None)


def breads(*days: str, topics: str = "bread") -> list[Post]:
    return [post(f"p{n}", day, topics) for n, day in enumerate(days)]


def updated(day: str) -> Any:
    return at(When(date.fromisoformat(day)))


THREE = breads("2020-01-15", "2020-02-01", "2020-03-01")


@pytest.mark.parametrize(
    ("needs", "below", "enough"),
    [
        ({"posts": 4}, THREE, [*THREE, post("q", "2020-01-20", "bread")]),
        ({"posts": 3}, THREE[:2], THREE),
        (
            {"span_years": 3},
            [*THREE, post("q", "2023-01-14", "bread")],
            [*THREE, post("q", "2023-01-15", "bread")],
        ),
        (
            {"gap_months": 12},
            [*THREE, post("q", "2021-02-28", "bread")],
            [*THREE, post("q", "2021-03-01", "bread")],
        ),
        (
            {"quiet_months": 12},
            [*THREE, post("q", "2021-02-28", "soup")],
            [*THREE, post("q", "2021-03-01", "soup")],
        ),
        (
            {"superseded": 1},
            THREE,
            [post("q", "2020-01-01", "bread", superseded_by=at("p2")), *THREE],
        ),
        (
            {"updated": 2},
            [*THREE, post("q", "2020-01-01", "bread", updated=updated("2021-01-01"))],
            [
                *THREE,
                post("q", "2020-01-01", "bread", updated=updated("2021-01-01")),
                post("r", "2020-01-02", "bread", updated=updated("2021-01-01")),
            ],
        ),
        (
            {"words": ("rye", "proofing basket"), "posts": 3},
            [
                *THREE,
                post("q", topics="bread", title="A rye loaf"),
                post("r", topics="bread", description="Proofing in baskets, one basket each."),
                post("s", topics="bread", title="Two proofing baskets"),
            ],
            [
                *THREE,
                post("q", topics="bread", title="A rye loaf"),
                post("r", topics="bread", description="What the proofing baskets are for."),
                post("s", topics="bread rye-flour"),
            ],
        ),
    ],
    ids=lambda value: ",".join(value) if isinstance(value, dict) else "",
)
def test_a_condition_holds_from_its_threshold_on(
    needs: dict[str, Any], below: list[Post], enough: list[Post]
) -> None:
    assert fired(rule("x", **needs), *below) is None
    assert fired(rule("x", **needs), *enough) is not None


@pytest.mark.parametrize("count", [1, 2, 3])
def test_neighbours_are_counted(count: int) -> None:
    facts, corpus = hub(*breads("2020-01-01", "2020-02-01", topics="bread rye salt"))
    near = tuple(Neighbour(slug, 2, 2, 2.0, ("p0",)) for slug in ("rye", "salt"))
    rules = [rule("x", "Read on {topics}.", neighbours=count), *FILLERS]
    found = lens_findings(rules, replace(facts, neighbours=near), corpus)
    assert ("x" in names(found)) == (count <= 2)
    if count <= 2:
        first = found[0]
        assert (first["neighbours"], first["topics"]) == (2, ("rye", "salt"))
        assert first.posts == ("p0",)


def test_a_rule_is_held_to_its_topics_by_any_of_their_names() -> None:
    posts = breads("2020-01-01", "2020-02-01")
    registered = registry([topic("bread", "Bread", ["Sour dough"])])
    about, soup = with_topic_slugs(
        [rule("about", topics=("sour-dough",)), rule("soup", topics=("soup",))], registered
    )
    found = lens_findings([about, soup, *FILLERS], *hub(*posts))
    assert names(found) == ["about", "filler", "other"]
    assert found[0]["own_topics"] == ("bread",)


@pytest.mark.parametrize(("telling", "fires"), [(2, False), (3, True)])
def test_a_quarter_of_the_posts_must_be_of_a_packs_field(telling: int, fires: bool) -> None:
    posts = [
        post(f"p{n}", topics="bread", title="Rye" if n < telling else "Salt") for n in range(9)
    ]
    found = fired(rule("x", field=("rye",)), *posts)
    assert (found is not None) == fires
    if found:
        assert found["field"] == ("rye",)
        assert found["field_posts"] == len(found.posts) == telling


def test_a_field_needs_as_many_posts_as_the_rule() -> None:
    posts = [*THREE, post("q", topics="bread", title="Rye"), post("r", topics="bread", title="Rye")]
    assert fired(rule("x", field=("rye",), posts=3), *posts) is None
    assert fired(rule("x", field=("rye",), posts=2), *posts) is not None


def test_a_finding_has_the_figures_it_names_and_those_it_looked_at() -> None:
    posts = [
        post("old", "2016-02-03", "bread", title="Rye", superseded_by=at("mid")),
        post("mid", "2018-02-03", "bread", title="Rye again", superseded_by=at("new")),
        post("new", "2020-05-04", "bread", title="Wheat"),
        post("soup", "2021-07-04", "soup"),
    ]
    text = "{label} {replaced_post} {successor_post} {first_year} {gap_from} {last_month}."
    found = fired(
        rule("x", text, superseded=2, span_years=4, gap_months=24, words=("rye",)), *posts
    )
    assert found is not None
    assert dict(found.figures) == {
        "posts": 3,
        "words": ("rye",),
        "mentions": 2,
        "years": 4,
        "gap_months": 27,
        "superseded": 2,
        "label": "bread",
        "replaced_post": "mid",
        "successor_post": "new",
        "first_year": 2016,
        "gap_from": "Feb 2018",
        "last_month": "May 2020",
    }
    assert found.text == text
    assert found.posts == ("new", "mid", "old")


def test_the_last_revision_is_the_one_that_is_named() -> None:
    posts = [
        post("a", "2020-01-01", "bread", updated=updated("2023-01-01")),
        post("b", "2021-01-01", "bread", updated=updated("2022-01-01")),
    ]
    found = fired(rule("x", "{updated} {revised_post} {newest_post}", updated=2), *posts)
    assert found is not None
    assert (found["revised_post"], found["newest_post"]) == ("a", "b")


def test_quiet_and_latest_are_counted_to_the_archives_newest_post() -> None:
    posts = [*THREE, post("soup", "2021-09-30", "soup")]
    found = fired(rule("x", "{quiet_months} {latest_month}", quiet_months=6), *posts)
    assert found is not None
    assert (found["quiet_months"], found["latest_month"]) == (18, "Sep 2021")
    assert found.posts == ("p2",)


def test_a_line_whose_figure_has_no_value_does_not_fire() -> None:
    line = rule("x", "Read {newest_post}.")
    gone = [post("a", "2020-01-01", "bread", superseded_by=at("b")), post("b", topics="soup")]
    assert fired(line, *gone) is None
    assert fired(line, *THREE) is not None


def test_lines_with_more_evidence_come_first_and_neutral_ones_last() -> None:
    posts = [
        post(f"p{n}", "2020-01-01", "bread", title="Rye and salt" if n < 4 else "Rye")
        for n in range(6)
    ]
    rules = [
        rule("neutral"),
        rule("plain", topics=("bread",)),
        rule("salt", topics=("bread",), words=("salt",), posts=2),
        rule("rye", topics=("bread",), words=("rye",), posts=2),
    ]
    assert names(lens_findings(rules, *hub(*posts))) == ["rye", "salt", "plain", "neutral"]


@pytest.mark.parametrize("specific", range(7))
def test_a_section_has_room_for_some_lines_of_each_kind(specific: int) -> None:
    rules = [rule(f"s{n}", topics=("bread",)) for n in range(specific)]
    rules += [rule(f"n{n}") for n in range(5)]
    found = names(lens_findings(rules, *hub(*THREE)))
    own = min(specific, MOST_SPECIFIC)
    assert [name for name in found if name[0] == "s"] == [f"s{n}" for n in range(own)]
    assert [name for name in found if name[0] == "n"] == [f"n{n}" for n in range(len(found) - own)]
    assert len(found) == max(ENOUGH, own + 1) <= 5


def test_a_section_of_one_line_is_left_out() -> None:
    assert LEAST == 2
    rules = [rule("one"), rule("a", section=FAILURES), rule("b", section=FAILURES)]
    found = lens_findings(rules, *hub(*THREE))
    assert (names(found), names(found, FAILURES)) == ([], ["a", "b"])


def test_a_section_tells_of_one_subject_once() -> None:
    posts = breads("2020-01-01", "2021-06-01", "2021-07-01")
    rules = [
        rule("first", gap_months=6),
        rule("second", "From {gap_from} on.", gap_months=7),
        rule("third"),
        rule("fourth", "{posts}"),
        rule("fifth", "Of {posts}"),
    ]
    assert names(lens_findings(rules, *hub(*posts))) == ["first", "third", "fourth"]


def test_a_page_says_no_text_twice() -> None:
    rules = [rule("a"), rule("b", "Say a."), rule("c")]
    rules += [replace(r, section=FAILURES) for r in (*rules, rule("d"), rule("e"))]
    found = lens_findings(rules, *hub(*THREE))
    assert names(found) == ["a", "c"]
    assert names(found, FAILURES) == ["d", "e"]


def test_the_second_section_rather_tells_of_something_else() -> None:
    posts = breads("2020-01-01", "2021-06-01", "2021-07-01")
    rules = [
        rule("gap", gap_months=3),
        rule("any"),
        rule("gap again", section=FAILURES, gap_months=3),
        rule("span", section=FAILURES, span_years=1),
        rule("more", section=FAILURES),
    ]
    assert names(lens_findings(rules, *hub(*posts)), FAILURES) == ["span", "more"]
    # Without another line the section would be left out.
    assert names(lens_findings(rules[:-1], *hub(*posts)), FAILURES) == ["span", "gap again"]


# --- the packs that ship ------------------------------------------------------------

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
    return lens_findings(own, *hub(*planted(slug, texts), own=slug)) != ()


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
        found = lens_findings(SHIPPED, *hub(*planted(own, list(KITCHEN)), own=own))
        assert {f.rule.split(".")[1] for f in found} == {"neutral"}
        assert {f.section for f in found} == {CHECKLIST, FAILURES}


@pytest.mark.parametrize("pack", SPECIFIC, ids=lambda pack: pack.name)
def test_an_archive_of_its_field_gets_a_packs_lines(pack: LensPack) -> None:
    rules = [r for r in SHIPPED if r.name.startswith((f"{pack.name}.", "neutral."))]
    texts = [(f"Notes on {word}", "What we saw.") for word in pack.rules[0].field[:4]]
    for slug in map(slug_of, pack.rules[0].topics):
        found = lens_findings(rules, *hub(*planted(slug, texts), own=slug))
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
    assert lens_findings(SHIPPED, *hub(*posts)) == ()


def test_an_old_archive_of_any_field_gets_both_sections() -> None:
    found = lens_findings(SHIPPED, *hub(*planted("bread", list(KITCHEN))))
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
    found = lens_findings(SHIPPED, facts, corpus)
    assert found == lens_findings(SHIPPED, facts, corpus, mentions_of(SHIPPED, corpus))
    by_name = {f"lens.{r.name}": r for r in SHIPPED}
    assert len({f.text for f in found}) == len(found)
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
