"""Rule packs: the site's, and those that ship with Waypost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.findings import only, told
from waypost.load.lenses import in_force, load_lenses, shipped_lenses
from waypost.model.diagnostic import Checked, Place
from waypost.model.lens import CHECKLIST, FAILURES, Evidence, Lenses

SOURCE = "content/lenses.yaml"


def load(text: str, shipped: str = "") -> Checked[Lenses]:
    packs = load_lenses("shipped.yaml", shipped.encode()).value
    return load_lenses(SOURCE, text.encode(), packs)


def rule(when: str = "", text: str = "Knead.", more: str = "") -> str:
    """Write a pack of one rule; its text stands on line 4, its conditions on line 5."""
    lines = ["packs:", "  bread:", "    checklist:", f"      - text: {text}"]
    if when:
        lines.append(f"        when: {{{when}}}")
    return "\n".join([*lines, "        rule: knead", *more.splitlines(), ""])


WHOLE = """\
packs:
  bread:
    topics: [Baking, sourdough]
    words: [flour, proofing basket]
    checklist:
      - rule: quiet
        when: {posts: 5, quiet_months: 12, words: [oven]}
        text: Look for what is new since {last_month}.
    failure_modes:
      - rule: knead
        text: Kneading {label} for too long.
without: [neutral]
"""


def test_a_pack_has_topics_words_and_rules() -> None:
    loaded = load(WHOLE, rule().replace("bread", "neutral"))
    assert told(loaded) == []
    assert loaded.value.without == ("neutral",)
    (pack,) = loaded.value.packs
    quiet, knead = pack.rules
    assert pack.name == "bread"
    assert (quiet.name, quiet.section) == ("bread.quiet", CHECKLIST)
    assert (knead.name, knead.section) == ("bread.knead", FAILURES)
    assert quiet.text == "Look for what is new since {last_month}."
    assert quiet.needs == Evidence(posts=5, quiet_months=12, words=("oven",))
    assert knead.needs == Evidence(posts=3)
    assert quiet.topics == knead.topics == ("Baking", "sourdough")
    assert quiet.field == knead.field == ("flour", "proofing basket")
    assert quiet.place == Place(SOURCE, 6, 15)


@pytest.mark.parametrize("text", ["", "# none yet\n", "{}", "~", "packs:\n", "without: []\n"])
def test_there_may_be_none(text: str) -> None:
    assert load(text) == Checked(Lenses())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a]\n", ["1:1 wrong-type"]),
        ("just text\n", ["1:1 wrong-type"]),
        ("pack: {}\n", ["1:1 unknown-key"]),
        ("packs: [a]\n", ["1:8 wrong-type"]),
        ("packs:\n  bread:\n", ["2:3 empty-pack"]),
        ("packs:\n  bread: {}\n", ["2:3 empty-pack"]),
        ("packs:\n  bread: {topics: [a], checklist: []}\n", ["2:3 empty-pack"]),
        ("packs:\n  bread: knead\n", ["2:10 wrong-type"]),
        ("packs:\n  Rye Bread: {}\n", ["2:3 bad-pack-name"]),
        (rule(more="    failures: []"), ["6:5 unknown-key"]),
        ("packs:\n  bread:\n    checklist: [knead]\n", ["3:17 wrong-type"]),
        ("packs:\n  bread:\n    checklist:\n      - text: a\n", ["4:9 missing-rule"]),
        ("packs:\n  bread:\n    checklist:\n      - rule: a\n", ["4:9 missing-text"]),
        (rule(more="        weight: 3"), ["6:9 unknown-key"]),
        (rule().replace("rule: knead", "rule: Knead it"), ["5:15 bad-rule-name"]),
        (rule(more="        when: 3"), ["6:15 wrong-type"]),
        (rule("pots: 3"), ["5:16 unknown-key"]),
        (rule("posts: many"), ["5:23 wrong-type"]),
        (rule("posts: 0"), ["5:23 wrong-type"]),
        (rule("posts: -1"), ["5:23 wrong-type"]),
        (rule("posts: 2.5"), ["5:23 wrong-type"]),
        (rule("posts: [3]"), ["5:23 wrong-type"]),
        (rule("neighbours: 4"), ["5:28 wrong-type"]),
        (rule("words: [{a: b}]"), ["5:24 wrong-type"]),
        (rule("words: ['!', oven]"), ["5:24 bad-word"]),
        (rule("posts: x, pots: y"), ["5:23 wrong-type", "5:26 unknown-key"]),
        (rule(text="Read {posst}."), ["4:15 unknown-figure"]),
        (rule(text="'{posts.real} {posts!r} {0} {}'"), ["4:15 bad-text"]),
        (rule(text="Read {posts."), ["4:15 bad-text"]),
        (rule(text="Read {gap_months}."), ["4:15 contradictory-rule"]),
        (rule("gap_months: 0", "Read {gap_months}."), ["4:15 contradictory-rule"]),
        (rule("span_years: 2", "Read {gap_months}."), ["4:15 contradictory-rule"]),
        (rule("posts: 3, superseded: 4"), ["5:26 contradictory-rule"]),
        (rule("posts: 3, updated: 4"), ["5:26 contradictory-rule"]),
        (rule("span_years: 1, gap_months: 24"), ["5:31 contradictory-rule"]),
        (rule("posts: 3, posts: 4"), ["5:26 duplicate-key"]),
        (rule(more="      - {rule: knead, text: Rest.}"), ["6:16 duplicate-rule"]),
        (rule(more="      - {rule: rest, text: Knead.}"), ["6:16 duplicate-rule"]),
        (rule(more="    failure_modes: [{rule: rest, text: Knead.}]"), ["6:28 duplicate-rule"]),
        ("without: [bread]\n", ["1:11 unknown-pack"]),
        (rule(more="without: [bread]"), ["6:11 contradictory-pack"]),
        ("packs: *x\n", ["1:8 yaml-alias", "1:8 wrong-type"]),
        ("packs: {\n", ["1:0 yaml-syntax"]),
    ],
)
def test_findings_stand_where_the_fault_is(text: str, expected: list[str]) -> None:
    loaded = load(text)
    assert told(loaded) == expected
    assert all(found.is_error and found.fix for found in loaded.diagnostics)


@pytest.mark.parametrize(
    "when",
    [
        "superseded: 4",
        "posts: 4, superseded: 4",
        "gap_months: 24",
        "span_years: 1, gap_months: 23",
        "neighbours: 3",
        "posts: 1",
    ],
)
def test_what_can_hold_at_once_is_no_contradiction(when: str) -> None:
    assert told(load(rule(when))) == []


TWO = """\
packs:
  bread:
    checklist:
      - {{rule: a, when: {{{first}}}, text: "{one}"}}
      - {{rule: b, when: {{{second}}}, text: "{two}"}}
"""


@pytest.mark.parametrize(
    ("first", "one", "second", "two", "hidden"),
    [
        ("gap_months: 6", "{gap_from}", "gap_months: 6", "{gap_to}", True),
        ("gap_months: 6", "Stop.", "gap_months: 6", "{gap_to}", True),
        ("gap_months: 6", "Stop.", "gap_months: 6", "Go.", True),
        # It stands in for the first where the page has told of the gap already.
        ("gap_months: 6", "{gap_from}", "gap_months: 6", "Stop.", False),
        ("posts: 4", "{newest_post}", "posts: 4", "{newest_post}, {posts}", True),
        ("posts: 4", "{newest_post}, {posts}", "posts: 4", "{newest_post}", False),
        ("gap_months: 6", "{gap_from}", "gap_months: 7", "Stop.", False),
        ("posts: 4", "Knead.", "posts: 4", "Rest.", False),
        ("words: [oven]", "{mentions} bake.", "words: [oven]", "Of {mentions}.", False),
        ("posts: 4", "{label}.", "posts: 4", "{label}!", False),
    ],
)
def test_a_rule_that_another_always_hides_is_an_error(
    first: str, one: str, second: str, two: str, hidden: bool
) -> None:
    loaded = load(TWO.format(first=first, one=one, second=second, two=two))
    assert told(loaded) == (["5:16 hidden-rule"] if hidden else [])


def test_a_rule_with_an_error_is_left_out_and_the_others_stay() -> None:
    loaded = load(rule("posts: x", more="      - {rule: rest, text: Rest.}"))
    assert [r.name for pack in loaded.value.packs for r in pack.rules] == ["bread.rest"]


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        (rule("span_year: 3"), "did you mean 'span_years'?"),
        (rule(text="Read {newst_post}."), "did you mean 'newest_post'?"),
        (
            rule(text="Since {gap_from}."),
            "write 'gap_months' under 'when', with the least that it takes",
        ),
        (rule("posts: 0"), "write 'posts: 1', or more"),
        ("without: [brea]\n", "did you mean 'bread'?"),
        ("without: [hiring]\n", "remove it; there are bread"),
    ],
)
def test_the_fix_says_what_to_write(text: str, fix: str) -> None:
    assert only(load(text, rule())).fix == fix


def test_a_site_adds_replaces_and_leaves_out_packs() -> None:
    shipped = load(
        "packs:\n"
        "  a: {checklist: [{rule: x, text: A.}]}\n"
        "  b: {checklist: [{rule: x, text: B.}]}\n"
        "  c: {checklist: [{rule: x, text: C.}]}\n"
    ).value
    own = load_lenses(
        SOURCE,
        b"without: [a]\n"
        b"packs:\n"
        b"  b: {checklist: [{rule: y, text: Own.}]}\n"
        b"  d: {checklist: [{rule: z, text: New.}]}\n",
        shipped,
    )
    assert told(own) == []
    assert [r.name for r in in_force(shipped, own.value)] == ["c.x", "b.y", "d.z"]
    assert [r.name for r in in_force(shipped, Lenses())] == ["a.x", "b.x", "c.x"]


def test_the_packs_that_ship_load_without_a_finding() -> None:
    shipped = shipped_lenses()
    assert told(shipped) == []
    assert shipped.value.packs[0].name == "neutral"
    assert len(shipped.value.packs) > 15


def test_every_pack_that_ships_has_lines_for_both_sections() -> None:
    for pack in shipped_lenses().value.packs:
        sections = [rule.section for rule in pack.rules]
        assert sections.count(CHECKLIST) >= 2, pack.name
        assert sections.count(FAILURES) >= 2, pack.name


def test_every_pack_that_ships_but_the_neutral_one_is_held_to_topics_and_words() -> None:
    for pack in shipped_lenses().value.packs:
        for rule in pack.rules:
            assert bool(rule.topics) == bool(rule.field) == (pack.name != "neutral")


def test_the_lines_that_ship_are_sentences_of_a_readable_length() -> None:
    texts = [rule.text for pack in shipped_lenses().value.packs for rule in pack.rules]
    assert len(set(texts)) == len(texts)
    for text in texts:
        assert text[0].isupper()
        assert text.endswith(".")
        assert 10 <= len(text.split()) <= 25, text


@given(st.binary(max_size=200))
def test_any_bytes_are_lenses_and_located_findings(data: bytes) -> None:
    loaded = load_lenses(SOURCE, data)
    assert all(finding.place.path == SOURCE for finding in loaded.diagnostics)


KEYS = ("packs", "a", "without", "checklist", "failure_modes", "rule", "text", "when", "posts")
PIECES = st.sampled_from([*(f"{key}: " for key in KEYS), *"{}[],-'\" \nx3", "\n  ", "\n    "])


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_arrangement_of_keys_is_lenses_and_located_findings(text: str) -> None:
    assert all(finding.place.path == SOURCE for finding in load(text).diagnostics)
