"""Lines of advice: which fire, in which order, and what they rest on."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from support.advice import FILLERS, advise, breads, fired, hub, names, rule, updated
from support.values import at, post, topic
from waypost.graph.lenses import ENOUGH, LEAST, MOST_SPECIFIC, with_topic_slugs
from waypost.graph.topics import registry
from waypost.model.evidence import Neighbour
from waypost.model.lens import FAILURES
from waypost.model.post import Post

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
    found = advise(rules, replace(facts, neighbours=near), corpus)
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
    found = advise([about, soup, *FILLERS], *hub(*posts))
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


def test_a_successor_is_the_last_of_its_line_wherever_it_stands() -> None:
    posts = [
        *THREE,
        post("a", "2019-01-01", "bread", superseded_by=at("b")),
        post("b", "2019-02-01", "soup", superseded_by=at("c")),
        post("c", "2019-03-01", "soup"),
    ]
    found = fired(rule("x", "Read {successor_post}.", superseded=1), *posts)
    assert found is not None
    assert found["successor_post"] == "c"
    assert found.posts == ("c", "a")


def test_a_line_rests_on_the_posts_with_its_words_or_else_with_those_of_its_field() -> None:
    titles = ("Rye", "Rye bran", "Salt")
    posts = [post(f"p{n}", topics="bread", title=title) for n, title in enumerate(titles)]
    of_field, of_words, of_all = (
        fired(one, *posts)
        for one in (
            rule("x", field=("rye",)),
            rule("x", field=("rye",), words=("bran",)),
            rule("x"),
        )
    )
    assert of_field is not None
    assert of_words is not None
    assert of_all is not None
    assert of_field.posts == ("p0", "p1")
    assert of_words.posts == ("p1",)
    assert of_all.posts == ("p0", "p1", "p2")


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
    assert names(advise(rules, *hub(*posts))) == ["rye", "salt", "plain", "neutral"]


@pytest.mark.parametrize("specific", range(7))
def test_a_section_has_room_for_some_lines_of_each_kind(specific: int) -> None:
    rules = [rule(f"s{n}", topics=("bread",)) for n in range(specific)]
    rules += [rule(f"n{n}") for n in range(5)]
    found = names(advise(rules, *hub(*THREE)))
    own = min(specific, MOST_SPECIFIC)
    assert [name for name in found if name[0] == "s"] == [f"s{n}" for n in range(own)]
    assert [name for name in found if name[0] == "n"] == [f"n{n}" for n in range(len(found) - own)]
    assert len(found) == max(ENOUGH, own + 1) <= 5


def test_a_section_of_one_line_is_left_out() -> None:
    assert LEAST == 2
    rules = [rule("one"), rule("a", section=FAILURES), rule("b", section=FAILURES)]
    found = advise(rules, *hub(*THREE))
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
    assert names(advise(rules, *hub(*posts))) == ["first", "third", "fourth"]


def test_a_page_says_no_text_twice() -> None:
    rules = [rule("a"), rule("b", "Say a."), rule("c")]
    rules += [replace(r, section=FAILURES) for r in (*rules, rule("d"), rule("e"))]
    found = advise(rules, *hub(*THREE))
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
    assert names(advise(rules, *hub(*posts)), FAILURES) == ["span", "more"]
    # Without another line the section would be left out.
    assert names(advise(rules[:-1], *hub(*posts)), FAILURES) == ["span", "gap again"]


APART = breads("2020-01-01", "2021-06-01", "2021-07-01")
ON_A_GAP = (
    rule("named", "{gap_months} from {gap_from}.", gap_months=6),
    rule("meant", "Mind the gap.", gap_months=6),
)


@pytest.mark.parametrize(
    ("said", "line"),
    [((), "named"), (("gap_months",), "meant"), (("posts", "span_years"), "named")],
)
def test_what_the_page_has_told_is_not_told_again(said: tuple[str, ...], line: str) -> None:
    found = advise([*ON_A_GAP, *FILLERS], *hub(*APART), said)
    assert names(found) == [line, "filler", "other"]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("{gap_months}", "gap_months"),
        ("{before_post}", "gap_months"),
        ("{first_year}", "span_years"),
        ("{last_month}", "last_month"),
        ("{posts}", "posts"),
        ("{successor_post}", "superseded"),
        ("{topics}", "neighbours"),
    ],
)
def test_a_line_that_names_one_figure_of_a_fact_tells_it(text: str, fact: str) -> None:
    needs: dict[str, Any] = {fact: 1} if fact not in ("posts", "last_month") else {}
    posts = [
        *(post(f"q{n}", "2016-01-01", "bread rye", superseded_by=at("p0")) for n in range(3)),
        *APART,
        *(post(f"s{n}", "2016-01-01", "soup") for n in range(20)),
    ]
    line = rule("x", f"Say {text}.", **needs)
    assert names(advise([line, *FILLERS], *hub(*posts)))[0] == "x"
    assert names(advise([line, *FILLERS], *hub(*posts), {fact})) == ["filler", "other"]


def test_the_second_section_tells_no_fact_of_the_first() -> None:
    checklist = [*ON_A_GAP[:1], rule("any")]
    named = rule("named", "Up to {gap_to}.", gap_months=6)
    failures = [replace(one, section=FAILURES) for one in (named, ON_A_GAP[1], *FILLERS)]
    # It may draw a conclusion of its own, where it would be left out without a second line.
    found = advise([*checklist, *failures[:3]], *hub(*APART))
    assert (names(found), names(found, FAILURES)) == (["named", "any"], ["filler", "meant"])
    only_named = advise([*checklist, failures[0], failures[2]], *hub(*APART))
    assert names(only_named, FAILURES) == []


def test_a_section_that_is_not_on_the_page_tells_nothing() -> None:
    rules = [*ON_A_GAP[:1], rule("any"), *(replace(one, section=FAILURES) for one in ON_A_GAP)]
    rules.append(replace(FILLERS[0], section=FAILURES))
    found = advise(rules, *hub(*APART), (), (FAILURES,))
    assert names(found) == []
    assert names(found, FAILURES) == ["named", "filler"]
