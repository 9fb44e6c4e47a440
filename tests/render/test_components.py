"""Components on pages: macros called with what is planned, and nothing of an author's as markup."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment

from waypost.model.component import body_holes, fill_calls, leaf_hole, without_calls
from waypost.model.diagnostic import Checked, Place
from waypost.model.digest import Digest, digest_of
from waypost.model.views import Body, CardView, Component
from waypost.render.components import in_markdown, with_components

OPEN, CLOSE = body_holes(0)
CARD = CardView("/posts/a/", "A [post]", "2024-01-01", "1 January 2024", "", 3)


def test_a_macro_is_given_the_arguments_and_the_body(theme: Environment) -> None:
    made = with_components(
        f"<p>a</p>\n{OPEN}\n<p>b</p>\n{CLOSE}\n<p>c</p>",
        (Component("quote", (("source", "A & <b>"), ("url", "/x/?a&b"))),),
        theme,
    )
    assert '<blockquote cite="/x/?a&amp;b">' in made
    assert "<p>b</p>" in made
    assert '<a href="/x/?a&amp;b">A &amp; &lt;b&gt;</a>' in made


def test_a_component_may_stand_in_the_body_of_another(theme: Environment) -> None:
    made = with_components(
        f"{OPEN}{leaf_hole(1)}{CLOSE}",
        (
            Component("figure", (("caption", "Both"),)),
            Component("latest-posts", posts=(CARD,)),
        ),
        theme,
    )
    assert made.index("<figure") < made.index("A [post]") < made.index("Both")


def test_captions_of_a_film_claim_no_language(theme: Environment) -> None:
    values = (("src", "/a.webm"), ("title", "A"), ("captions", "/a.vtt"), ("poster", "/a.png"))
    made = with_components(leaf_hole(0), (Component("video", values),), theme)
    assert '<track kind="captions" src="/a.vtt" label="Captions" default>' in made
    assert ' poster="/a.png" aria-label="A">' in made


def test_of_a_call_that_is_wrong_the_body_stays(theme: Environment) -> None:
    text = f"{OPEN}<p>b</p>{CLOSE}{leaf_hole(1)}"
    assert with_components(text, (Component(""), Component("")), theme) == "<p>b</p>"


def test_a_macro_that_fails_is_told_at_its_line(
    render_own: Callable[..., Checked[bytes | None]], store: dict[Digest, str]
) -> None:
    digest = digest_of(leaf_hole(0).encode())
    store[digest] = leaf_hole(0)
    own = {
        "components/own.html": "{% macro own() %}\n\n{{ nothing }}{% endmacro %}",
        "page.html": "{{ view | body }}",
    }
    made = render_own(own, "page.html", Body(digest, (), "", (Component("own"),)))
    (found,) = made.diagnostics
    assert (found.code, found.place) == (
        "template-error",
        Place("templates/components/own.html", 3),
    )
    assert made.value is None


def test_in_markdown_links_stand_for_components() -> None:
    text = f"a\n\n{OPEN}\nb\n{CLOSE}\n\n{leaf_hole(1)}\n\n{leaf_hole(2)}\n"
    components = (
        Component("quote", (("source", "Ada"), ("url", "https://a.b"))),
        Component("latest-posts", posts=(CARD, CARD)),
        Component(""),
    )
    line = "- [A \\[post\\]](/posts/a/)"
    assert in_markdown(text, components) == f"a\n\nb\n\n[Ada](https://a.b)\n\n{line}\n{line}\n\n\n"


def test_what_is_searched_has_the_bodies_without_the_holes() -> None:
    assert without_calls(f"a{OPEN}b{leaf_hole(1)}{CLOSE}c") == "abc"


@given(st.lists(st.sampled_from([OPEN, CLOSE, leaf_hole(1), "a", "b"])).map("".join))
def test_filling_loses_nothing_that_stands_between_holes(text: str) -> None:
    filled = fill_calls(text, lambda _, body: body or "")
    assert "\x02" not in filled
    assert filled == without_calls(text)
