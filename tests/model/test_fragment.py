"""Holes and what fills them."""

from __future__ import annotations

import pytest

from waypost.model.fragment import Filling, fill, fill_markdown, href_hole, src_hole, text_hole


def test_a_link_gets_its_url() -> None:
    html = f"<a{href_hole(0)}>there</a>"
    assert fill(html, (Filling("/posts/a/"),)) == '<a href="/posts/a/">there</a>'


def test_a_link_without_a_url_stands_as_text() -> None:
    assert fill(f"<a{href_hole(0)}>there</a>", (Filling(),)) == "<a>there</a>"


def test_an_image_gets_its_url() -> None:
    html = f'<img src="{src_hole(1)}" alt="">'
    assert fill(html, (Filling(), Filling("/a.svg"))) == '<img src="/a.svg" alt="">'


def test_a_link_without_a_label_shows_the_title() -> None:
    html = f"<a{href_hole(0)}>{text_hole(0)}</a>"
    assert fill(html, (Filling("/a/", "Q & A"),)) == '<a href="/a/">Q &amp; A</a>'


@pytest.mark.parametrize("evil", ['" onload="x', "<script>", "'>"])
def test_what_fills_a_hole_never_breaks_out_of_it(evil: str) -> None:
    html = f'<img src="{src_hole(0)}"><a{href_hole(0)}>{text_hole(0)}</a>'
    filled = fill(html, (Filling(evil, evil),))
    assert evil not in filled


def test_a_filling_that_looks_like_a_hole_stays_text() -> None:
    assert fill(text_hole(0), (Filling("", text_hole(0)),)) == text_hole(0)


@pytest.mark.parametrize(
    ("filling", "expected"),
    [
        (
            Filling("https://e.org/a/", "A"),
            "See [it](https://e.org/a/ 't'), [A](https://e.org/a/).",
        ),
        (
            Filling("https://e.org/a(b)/", "A"),
            "See [it](<https://e.org/a(b)/> 't'), [A](<https://e.org/a(b)/>).",
        ),
        (
            Filling("https://e.org/a/", "[A]"),
            "See [it](https://e.org/a/ 't'), [\\[A\\]](https://e.org/a/).",
        ),
        (Filling("", "A"), "See it, A."),
    ],
)
def test_markdown_is_filled(filling: Filling, expected: str) -> None:
    text = f"See [it]({src_hole(0)} 't'), [{text_hole(0)}]({src_hole(0)})."
    assert fill_markdown(text, (filling,)) == expected
