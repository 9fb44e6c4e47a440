"""What changed is told in few well-made sentences, and all of it where that is asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.editions import asset, edition, editions, hub, path, post, redirect
from waypost.cli.changes import as_markdown, as_text, plain, quoted
from waypost.cli.visible import visible
from waypost.editions.change import Change, Thing, What
from waypost.editions.compare import changes
from waypost.editions.edition import Address, Edition, Kind
from waypost.editions.sentences import Code, count, enumerated, sentence
from waypost.editions.telling import SHOWN, tell
from waypost.model.fields import field_names

T = TypeVar("T")

OLD, NEW = (Code("v1"),), ("now",)


def text(old: Edition, new: Edition, **options: bool) -> list[str]:
    """Tell what changed, as lines of text."""
    return list(as_text(tell(changes(old, new), **options), OLD, NEW))


@pytest.mark.parametrize(
    ("rendered", "expected"),
    [
        (True, "From v1 to now: nothing changed that a reader would see."),
        (False, "From v1 to now: nothing changed in posts, hubs, reading paths and URLs."),
    ],
)
def test_that_nothing_changed_is_said_as_far_as_it_is_known(rendered: bool, expected: str) -> None:
    assert text(edition(), edition(), rendered=rendered) == [expected]


SUMMARIES = [
    (edition(post("a")), edition(), "1 URL went away"),
    (edition(), edition(post("a")), "1 post changed"),
    (edition(post("a"), post("b")), edition(), "2 URLs went away"),
    (
        edition(post("a"), path("w", "a")),
        edition(post("b"), path("w", "b"), hub("x", "b"), settings={"footer": "x"}),
        "1 URL went away; 1 setting, 1 post, 1 hub and 1 reading path changed",
    ),
    # Two changes of one post are one changed post.
    (
        edition(post("a"), post("b")),
        edition(post("a", title="Z", day="2025-01-01"), post("b", title="Y")),
        "2 posts changed",
    ),
    (edition(), edition(more=[asset("/x")]), "1 other URL changed"),
    (edition(post("a"), digests={}), edition(post("a"), digests={"/": "1"}), "1 page changed"),
    (
        edition(hub("x"), more=[Address("/map.xml", Kind.OTHER)], digests={}),
        edition(
            hub("x"),
            more=[Address("/map.xml", Kind.OTHER)],
            digests=dict.fromkeys(["/", "/topics/x/", "/topics/x/feed.xml", "/map.xml"], "1"),
        ),
        "2 pages, 1 feed and 1 file changed",
    ),
    (edition(post("a"), digests={}), edition(digests={"/": "1"}), "1 URL went away"),
]


@pytest.mark.parametrize(("old", "new", "expected"), SUMMARIES)
def test_the_summary_counts_what_changed(old: Edition, new: Edition, expected: str) -> None:
    assert plain(tell(changes(old, new)).summary) == expected


def test_the_text_has_a_paragraph_for_each_kind_of_thing() -> None:
    old = edition(post("a"), post("b"), hub("x", "a"), path("w", "b"))
    new = edition(
        post("b", title="Bee"), post("c"), hub("x", "b c", title="Iks"), path("w", "b c"),
        more=[redirect("/old/", "/posts/b/")],
    )  # fmt: skip
    assert text(old, new) == [
        "From v1 to now: 1 URL went away; 2 posts, 1 hub, 1 reading path and 1 other URL changed.",
        "",
        "Broken URLs, from which nothing leads on",
        '  /posts/a/: the post "A".',
        "",
        "Posts",
        '  "C" is new: /posts/c/, dated 2024-01-01.',
        '  "B" is called "Bee" now.',
        "",
        "Hubs",
        '  The hub "X" is called "Iks" now.',
        '  The hub "Iks" gained 2 posts ("Bee" and "C") and lost 1 post ("A").',
        "",
        "Reading paths",
        '  "W" gained "C" as step 2.',
        "",
        "Other URLs",
        '  /old/ leads to "Bee".',
    ]


def test_titles_are_escaped_in_markdown_and_urls_are_code() -> None:
    old = edition(post("a"))
    new = edition(post("a"), post("b_b", title="<b> & *c* [d](e)"))
    assert list(as_markdown(tell(changes(old, new)), OLD, NEW)) == [
        "## What changes for readers",
        "",
        "From `v1` to now: 1 post changed.",
        "",
        "### Posts",
        "",
        r'- "\<b\> \& \*c\* \[d\](e)" is new: `/posts/b_b/`, dated 2024-01-01.',
    ]


def test_a_url_with_a_backtick_stays_code_in_markdown() -> None:
    new = edition(more=[asset("/a``b.png")])
    *_, line = as_markdown(tell(changes(edition(), new)), OLD, NEW)
    assert line == "- ``` /a``b.png ``` is new."


def test_a_title_can_not_command_a_terminal() -> None:
    new = edition(post("a", title="A\x1b[2J\nB"))
    assert "␛[2J␊B" in "\n".join(text(edition(), new))
    assert "␛[2J␊B" in "\n".join(
        line.replace("\\", "") for line in as_markdown(tell(changes(edition(), new)), OLD, NEW)
    )


def test_a_title_with_quotation_marks_gets_others() -> None:
    assert [quoted(title) for title in ("A", 'The "A"')] == ['"A"', '“The "A"”']


def test_posts_of_which_the_same_changed_share_a_sentence() -> None:
    old = edition(*(post(slug) for slug in "abcd"))
    new = edition(
        post("a"),
        *(post(slug, wording={"text": "other"}) for slug in "bc"),
        post("d", wording={"text": "other", "description": "new"}),
    )
    assert text(old, new)[3:] == [
        '  The text and description of "D" changed.',
        '  The text of "B" and "C" changed.',
    ]


MANY = [f"p{number:02}" for number in range(20)]


def test_a_long_list_is_cut_and_says_how_to_see_the_rest() -> None:
    lines = text(edition(), edition(*map(post, MANY)))
    assert [line for line in lines if "is new" in line] == lines[3 : 3 + SHOWN]
    assert lines[-1] == "  And 12 more: --all tells them."
    *_, last = as_markdown(tell(changes(edition(), edition(*map(post, MANY)))), OLD, NEW)
    assert last == "- And 12 more: `waypost diff --all` tells them."


def test_much_of_one_kind_does_not_hide_another() -> None:
    old = edition(*map(post, MANY))
    new = edition(*(post(slug, title="Other") for slug in MANY), post("new"))
    assert any('"New" is new' in line for line in text(old, new))
    old = edition(post("old"), post("new"), *map(post, MANY))
    new = edition(post("old", day="2025-01-01"), post("new"), *map(post, MANY[:1]))
    assert any("The date of" in line for line in text(old, new))


def test_a_list_within_a_sentence_is_cut_too() -> None:
    old = edition(*map(post, MANY), hub("x"))
    new = edition(*map(post, MANY), hub("x", " ".join(MANY)))
    head = 'The hub "X" gained 20 posts: "P00", "P01", "P02", "P03", "P04"'
    assert text(old, new)[-1] == f"  {head} and 15 more."
    assert text(old, new, everything=True)[-1].endswith('"P18" and "P19".')


def test_one_more_than_fits_is_named_instead_of_counted() -> None:
    old = edition(*map(post, MANY), hub("x"))
    new = edition(*map(post, MANY), hub("x", " ".join(MANY[:6])))
    assert text(old, new)[-1].endswith('"P04" and "P05".')


def test_all_that_happened_to_one_hub_stands_together() -> None:
    posts = [post("a"), post("b")]
    old = edition(*posts, hub("x", "a"), hub("y", "b"))
    new = edition(*posts, hub("x", "a b", title="Eks"), hub("y", "a", title="Why"))
    assert [re.findall('hub "(.)', line)[0] for line in text(old, new)[3:]] == [*"XEYW"]


PAGES = [
    (
        edition(post("a"), post("b"), digests={}),
        edition(post("a", title="Z"), post("b"), digests={"/posts/b/": "1", "/": "1"}),
        "2 more pages show the new title.",
    ),
    (
        edition(post("a"), digests={}),
        edition(post("a", title="Z"), digests={"/": "1"}),
        "1 more page shows the new title.",
    ),
    (
        edition(post("a"), hub("x"), digests={}),
        edition(post("a", day="2025-01-01"), hub("x"), digests={"/topics/x/feed.xml": "1", "/": "1"}),
        "1 more page and 1 more feed changed along with this.",
    ),
    (
        edition(post("a"), hub("x"), more=[asset("/f")], digests={}),
        edition(
            post("a"), hub("x"), more=[asset("/g")],
            digests={"/topics/x/feed.xml": "1", "/": "1", "/topics/x/": "1"},
        ),
        "2 more pages and 1 more feed changed along with this.",
    ),
    (
        edition(post("a"), more=[asset("/robots.txt")], digests={}),
        edition(post("a"), more=[asset("/robots.txt")], digests={"/": "1", "/posts/a/": "1"}),
        "2 pages changed in something else: a template, a lens, the theme, or the version of Waypost.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), PAGES)
def test_what_an_edit_brought_about_elsewhere_is_one_line(
    old: Edition, new: Edition, expected: str
) -> None:
    assert text(old, new)[-1] == f"  {expected}"


def test_all_names_every_page_that_changed_elsewhere() -> None:
    old, new = edition(digests={}), edition(digests={"/": "1"})
    assert text(old, new, everything=True)[-1].endswith("of Waypost: /.")


@pytest.mark.parametrize("what", What)
def test_every_kind_of_change_stands_in_one_paragraph(what: What) -> None:
    thing = Thing(title="A", url="/a/")
    change = Change(
        what, thing, before="x", after="y", other=thing, gained=(thing,), lost=(thing,), parts=("p",)
    )  # fmt: skip
    (paragraph,) = tell([change]).paragraphs
    assert len(paragraph.lines) == 1
    assert plain(tell([change]).summary)


@given(editions(), editions())
def test_all_tells_every_change(old: Edition, new: Edition) -> None:
    found = changes(old, new)
    told = tell(found, everything=True)
    assert not any(paragraph.more for paragraph in told.paragraphs)
    lines = {line for paragraph in told.paragraphs for line in paragraph.lines}
    for change in found:
        if change.what not in (What.POST_EDITED, What.PAGES_CHANGED):
            assert sentence(change, None) in lines


@given(editions(), editions())
def test_what_is_told_and_what_is_counted_is_all_there_is(old: Edition, new: Edition) -> None:
    found = changes(old, new)
    few, all_ = tell(found), tell(found, everything=True)
    assert [p.heading for p in few.paragraphs] == [p.heading for p in all_.paragraphs]
    for short, whole in zip(few.paragraphs, all_.paragraphs, strict=True):
        assert len(short.lines) + short.more == len(whole.lines)


@pytest.mark.parametrize(
    ("number", "expected"), [(0, "0 posts"), (1, "1 post"), (2, "2 posts"), (1234, "1,234 posts")]
)
def test_things_are_counted_in_english(number: int, expected: str) -> None:
    assert count(number, "post") == expected


@pytest.mark.parametrize(
    ("pieces", "expected"), [("", ""), ("a", "a"), ("ab", "a and b"), ("abc", "a, b and c")]
)
def test_things_in_a_row_are_joined(pieces: str, expected: str) -> None:
    assert plain(enumerated([(piece,) for piece in pieces])) == expected


def anything(kind: type[T]) -> st.SearchStrategy[T]:
    """Make any structs of a kind, with all of their fields."""
    return st.deferred(
        lambda: st.builds(
            kind, **{name: _values(hint) for name, hint in get_type_hints(kind).items()}
        )
    )


def _values(hint: Any) -> st.SearchStrategy[Any]:
    if get_origin(hint) is tuple:
        return st.lists(_values(get_args(hint)[0]), max_size=3).map(tuple)
    if get_origin(hint) is Mapping:
        return st.dictionaries(*map(_values, get_args(hint)), max_size=3)
    return anything(hint) if field_names(hint) else st.from_type(hint)


@given(anything(Edition), anything(Edition))
def test_whatever_a_file_says_can_be_told(old: Edition, new: Edition) -> None:
    """A saved edition may have been changed by hand: its posts need not be there."""
    told = tell(changes(old, new), everything=True)
    for line in (*as_text(told, OLD, NEW), *as_markdown(told, OLD, NEW)):
        assert line == visible(line)
