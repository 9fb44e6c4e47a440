from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.config import theme_folder
from waypost.model.diagnostic import Checked, Place
from waypost.model.digest import Digest, digest_of
from waypost.model.faults import EnvironmentFault
from waypost.model.fragment import Filling, href_hole, src_hole, text_hole
from waypost.model.views import Body, PostView, RobotsView, SiteView
from waypost.render.environment import LostBody, environment
from waypost.render.page import render_page
from waypost.render.shaping import shape_of

RenderOwn = Callable[[dict[str, str], str, object], Checked[bytes | None]]


def no_bodies(digest: Digest) -> str:
    raise KeyError(digest)


KEY = Digest("0" * 40)


def filtered(html: str, fillings: tuple[Filling, ...] = (), base: str = "") -> str:
    """Put a body through the filter."""
    made = environment((Path("nowhere"),), {KEY: html}.__getitem__)
    return made.from_string("{{ x | body }}").render(x=Body(KEY, fillings, base))


def test_a_body_has_its_holes_filled_and_escaped() -> None:
    html = f'<a{href_hole(0)}>{text_hole(0)}</a><img src="{src_hole(1)}" alt="">'
    fillings = (Filling("/posts/a/?x=1&y", 'A <"title">'), Filling("/media/b.svg"))
    assert filtered(html, fillings) == (
        '<a href="/posts/a/?x=1&amp;y">A &lt;&quot;title&quot;&gt;</a>'
        '<img src="/media/b.svg" alt="">'
    )


def test_a_link_to_what_is_not_published_is_plain_text() -> None:
    assert filtered(f"<a{href_hole(0)}>{text_hole(0)}</a>", (Filling("", "gone"),)) == (
        "<a>gone</a>"
    )


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="#x">x</a>', '<a href="https://e.org/p/?a&amp;b#x">x</a>'),
        ('<a class="y" href="#x">x</a>', '<a class="y" href="https://e.org/p/?a&amp;b#x">x</a>'),
        ('<a href="/#x">x</a>', '<a href="/#x">x</a>'),
        ('<code>&lt;a href="#x"></code>', '<code>&lt;a href="#x"></code>'),
        ('<a href="/y">href="#x"</a>', '<a href="/y">href="#x"</a>'),
        ('<a data-href="#x">x</a>', '<a data-href="#x">x</a>'),
    ],
)
def test_a_base_makes_links_to_headings_absolute_and_leaves_code_alone(
    html: str, expected: str
) -> None:
    assert filtered(html, base="https://e.org/p/?a&b") == expected


def test_without_a_base_links_to_headings_stay() -> None:
    assert filtered('<a href="#x">x</a>') == '<a href="#x">x</a>'


def test_a_lost_body_is_raised_with_its_digest(
    post_view: PostView, site: SiteView, assets: dict[str, str]
) -> None:
    made = environment((theme_folder() / "templates",), no_bodies, assets=assets)
    with pytest.raises(LostBody, match=post_view.body.digest):
        render_page(made, "post.html", site, post_view)


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc"))))
def test_text_never_becomes_markup(text: str) -> None:
    made = environment((Path("nowhere"),), no_bodies)
    out = made.from_string('<p title="{{ x }}">{{ x }}</p>').render(x=text)
    attribute, inside = out.removeprefix('<p title="').removesuffix("</p>").split('">', 1)
    assert not set('"<>') & set(attribute + inside)


def test_robots_txt_is_not_escaped(render: Callable[[str, object], str]) -> None:
    text = render("robots.txt", RobotsView("https://e.org/sitemap.xml?a=1&b='2'"))
    assert "Sitemap: https://e.org/sitemap.xml?a=1&b='2'\n" in text


def test_a_site_replaces_a_whole_template(render_own: RenderOwn, post_view: PostView) -> None:
    page = render_own({"post.html": "Mine: {{ view.title }}"}, "post.html", post_view)
    assert page.value == b"Mine: Post 1\n"


def test_a_site_replaces_one_block_and_keeps_the_rest(
    render_own: RenderOwn, post_view: PostView
) -> None:
    own = (
        '{% extends "theme/post.html" %}'
        "{% block post_footer %}<p>Mine: {{ words.count(3, 'post') }}</p>{% endblock %}"
    )
    page = render_own({"post.html": own}, "post.html", post_view)
    assert page.value is not None
    text = page.value.decode()
    assert "<p>Mine: 3 posts</p>" in text
    assert "Linked from" not in text
    assert "<h1>Post 1</h1>" in text


def test_a_sites_base_reaches_the_themes_pages(render_own: RenderOwn, post_view: PostView) -> None:
    own = '{% extends "theme/base.html" %}{% block footer %}<footer>Mine</footer>{% endblock %}'
    page = render_own({"base.html": own}, "post.html", post_view)
    assert page.value is not None
    assert "<footer>Mine</footer>" in page.value.decode()
    assert "Made in a field." not in page.value.decode()


def shout(text: str) -> str:
    return text.upper()


def test_a_site_adds_filters_by_their_names(
    tmp_path: Path, site: SiteView, post_view: PostView
) -> None:
    (tmp_path / "x.html").write_text("{{ view.title | shout }}", encoding="utf-8")
    made = environment((tmp_path,), no_bodies, (shout,))
    assert render_page(made, "x.html", site, post_view).value == b"POST 1\n"


@pytest.mark.parametrize("source", ["{{ lipsum() }}", "{{ [1, 2] | random }}"])
def test_nothing_random_is_within_reach(
    render_own: RenderOwn, post_view: PostView, source: str
) -> None:
    page = render_own({"x.html": source}, "x.html", post_view)
    assert [found.code for found in page.diagnostics] == ["template-error"]


@pytest.mark.parametrize(
    "source",
    [
        '{% include "a.html" %}',
        '{% include ["a.html", "b.html"] %}',
        '{% extends "theme/post.html" %}',
        '{% import "a.html" as a %}{% from "b.html" import c %}',
        "{{ view.title }}",
    ],
)
def test_names_that_are_written_out_are_fine(source: str) -> None:
    assert shape_of(source.encode(), "templates/x.html").findings == ()


@pytest.mark.parametrize(
    "statement",
    [
        "{% include view.title %}",
        '{% include ["a.html", view.title] %}',
        '{% extends "a.html" if view.title else "b.html" %}',
        '{% import "a" ~ view.title as a %}',
        "{% from view.title import a %}",
    ],
)
def test_a_computed_name_is_found_at_its_line(statement: str) -> None:
    (found,) = shape_of(f"<p>\n{statement}".encode(), "templates/x.html").findings
    assert found.code == "computed-template-name"
    assert found.place == Place("templates/x.html", 2)
    assert found.is_error


def test_a_template_that_cannot_be_parsed_says_where() -> None:
    (found,) = shape_of(b"<p>\n{% if %}", "templates/x.html").findings
    assert (found.code, found.place) == ("template-error", Place("templates/x.html", 2))
    assert not found.message.endswith(".")


def test_no_template_of_the_theme_computes_a_name() -> None:
    folder = theme_folder() / "templates"
    templates = sorted(path for path in folder.rglob("*") if path.is_file())
    assert len(templates) > 15
    found = [shape_of(path.read_bytes(), str(path)).findings for path in templates]
    assert set(found) == {()}


def test_a_template_that_is_another_by_now_is_not_rendered_with(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text("before")
    expected = {str(file): digest_of(b"before")}
    made = environment((tmp_path,), no_bodies, (), expected)
    assert made.get_template("page.html").render() == "before"
    file.write_text("after")
    with pytest.raises(EnvironmentFault, match=r"templates/page\.html has changed"):
        environment((tmp_path,), no_bodies, (), expected).get_template("page.html")
