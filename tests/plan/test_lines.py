"""Lines of advice with their figures filled in."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.model.evidence import Figure
from waypost.model.lens import FIGURES
from waypost.plan.lines import counted, filled, joined

TITLES = {"rye": 'Rye & "wheat"', "oats": "Oats  <b>now</b>", "corn": "Corn?"}


def post(slug: str) -> tuple[str, str]:
    return f"/posts/{slug}/", TITLES[slug]


def topic(slug: str) -> tuple[str, str]:
    return ("/topics/flour/" if slug == "flour" else "", slug.capitalize())


def plain(text: str, **figures: Figure) -> str:
    return filled(text, figures, post, topic)[1]


def html(text: str, **figures: Figure) -> str:
    return filled(text, figures, post, topic)[0]


@pytest.mark.parametrize(
    ("text", "figures", "expected"),
    [
        ("Read {posts}.", {"posts": 27}, "Read 27 posts."),
        ("Read {posts}.", {"posts": 1}, "Read 1 post."),
        ("Read {posts}.", {"posts": 1200}, "Read 1,200 posts."),
        ("{mentions}, {updated}", {"mentions": 1, "updated": 2}, "1 post, 2 posts"),
        ("After {gap_months}.", {"gap_months": 1}, "After 1 month."),
        ("After {quiet_months}.", {"quiet_months": 14}, "After 14 months."),
        ("After {years}.", {"years": 10}, "After 10 years."),
        ("Since {first_year}.", {"first_year": 2016}, "Since 2016."),
        ("Since {last_month}.", {"last_month": "Feb 2016"}, "Since Feb 2016."),
        ("On {label}.", {"label": "R & D"}, "On R & D."),
        ("Read {oldest_post}.", {"oldest_post": "rye"}, 'Read “Rye & "wheat"”.'),
        ("Read {newest_post}.", {"newest_post": "corn"}, "Read “Corn?”."),
        ("On {topic}.", {"topic": "flour"}, "On Flour."),
        ("On {topics}.", {"topics": ("flour",)}, "On Flour."),
        ("On {topics}.", {"topics": ("flour", "oil")}, "On Flour and Oil."),
        ("On {topics}.", {"topics": ("flour", "oil", "salt")}, "On Flour, Oil, and Salt."),
        ("  Two\n  lines and\ttabs  ", {}, "Two lines and tabs"),
        ("On {label} now", {"label": " "}, "On now"),
        ("{label} now", {"label": ""}, "now"),
        ("No\u00a0break", {}, "No\u00a0break"),
    ],
)
def test_a_placeholder_is_filled_as_a_sentence_has_it(
    text: str, figures: dict[str, Figure], expected: str
) -> None:
    assert plain(text, **figures) == expected


def test_posts_and_topics_are_links_where_they_have_a_page() -> None:
    assert html("Read {oldest_post}.", oldest_post="rye") == (
        'Read “<a href="/posts/rye/">Rye &amp; &quot;wheat&quot;</a>”.'
    )
    assert html("On {topics}.", topics=("flour", "oil")) == (
        'On <a href="/topics/flour/">Flour</a> and Oil.'
    )


def test_what_an_editor_or_author_wrote_is_escaped() -> None:
    assert html("<i> & {newest_post}", newest_post="oats") == (
        '&lt;i&gt; &amp; “<a href="/posts/oats/">Oats &lt;b&gt;now&lt;/b&gt;</a>”'
    )


def test_a_figure_that_is_missing_is_a_bug() -> None:
    with pytest.raises(KeyError):
        plain("Read {posts}.")


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ((), ""),
        (("a",), "a"),
        (("a", "b"), "a and b"),
        (("a", "b", "c"), "a, b, and c"),
        (("a", "b", "c", "d"), "a, b, c, and d"),
    ],
)
def test_lists_read_as_in_a_sentence(items: tuple[str, ...], expected: str) -> None:
    assert joined(items) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, "0 posts"), (1, "1 post"), (2, "2 posts"), (10_000, "10,000 posts")],
)
def test_only_one_is_singular(number: int, expected: str) -> None:
    assert counted(number, "post") == expected


SIGNS = "ab <>&\"'}\\\n\t\x0b\u00a0“”"
LITERAL = st.text(alphabet=SIGNS, max_size=12)
NASTY = st.text(alphabet=SIGNS + "{", max_size=12)


@given(
    text=st.lists(
        st.one_of(LITERAL, st.sampled_from([f"{{{name}}}" for name in FIGURES])), max_size=8
    ).map("".join),
    values=st.lists(NASTY, min_size=3, max_size=3),
    number=st.integers(0, 2000),
)
def test_html_says_what_the_plain_text_says_and_nothing_breaks_out(
    text: str, values: list[str], number: int
) -> None:
    figures: dict[str, Figure] = {name: number for name, (_, unit) in FIGURES.items() if unit}
    for name in FIGURES:
        figures.setdefault(name, tuple(values) if name == "topics" else values[0])

    def link(slug: str) -> tuple[str, str]:
        return f"/x/{slug}", slug

    rich, bare = filled(text, figures, link, link)
    inert = re.sub(r'<a href="[^"<>]*">|</a>', "", rich)
    assert "<" not in inert
    assert ">" not in inert
    assert unescape(inert) == bare
    assert rich.count("<a ") == rich.count("</a>")
    for shown in (inert, bare):
        assert "  " not in shown
        assert shown == shown.strip(" \t\n")
