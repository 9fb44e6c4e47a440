from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from waypost.model.diagnostic import Checked, Place, Severity
from waypost.model.digest import Digest
from waypost.model.views import LinkView, PostView, RobotsView, SiteView
from waypost.render.environment import environment
from waypost.render.page import render_page

RenderOwn = Callable[[dict[str, str], str, object], Checked[bytes | None]]


def no_bodies(digest: Digest) -> str:
    raise KeyError(digest)


@pytest.mark.parametrize("source", ["", "a", "a\n", "\n\n  a \n\n", "{% set x = 1 %}\na\n"])
def test_a_page_ends_in_one_newline_and_begins_with_text(
    render_own: RenderOwn, post_view: PostView, source: str
) -> None:
    page = render_own({"x.html": source}, "x.html", post_view)
    assert page.value == (b"a\n" if "a" in source else b"\n")


def test_a_page_is_utf_8(render_own: RenderOwn) -> None:
    page = render_own({"x.html": "{{ view.label }}"}, "x.html", LinkView("Übersicht → 山", ""))
    assert page.value == "Übersicht → 山\n".encode()


@pytest.mark.parametrize(
    ("source", "line", "message", "fix"),
    [
        (
            "\n{{ view.titel }}",
            2,
            "PostView has no field 'titel'",
            "did you mean 'title'?",
        ),
        ("{{ site.zzzz }}", 1, "SiteView has no field 'zzzz'", ""),
        ("\n\n{{ veiw.title }}", 3, "'veiw' is undefined", "did you mean 'view'?"),
        ("{{ view.meta.tilte }}", 1, "Meta has no field 'tilte'", "did you mean 'title'?"),
        ("{% for a in view.autors %}{% endfor %}", 1, "PostView has no field 'autors'", None),
        ("a\n{% if %}", 2, "Expected an expression, got 'end of statement block'", ""),
        ("a\n{{ view.title | shuot }}", 2, "No filter named 'shuot'", ""),
        ("a\n{{ view.title + 1 }}", 2, "TypeError: can only concatenate str", ""),
        ("a\n{{ 1 // 0 }}", 2, "ZeroDivisionError: integer division or modulo by zero", ""),
        ('a\n{% include "gone.html" %}', 2, "there is no template 'gone.html'", ""),
        ('{% extends "theme/gone.html" %}', 1, "there is no template 'theme/gone.html'", ""),
        ('{% include "x.html" %}', 1, "RecursionError", ""),
    ],
)
def test_an_error_in_a_template_is_a_finding_at_its_line(
    render_own: RenderOwn,
    post_view: PostView,
    source: str,
    line: int,
    message: str,
    fix: str | None,
) -> None:
    page = render_own({"x.html": source}, "x.html", post_view)
    assert page.value is None
    (found,) = page.diagnostics
    assert (found.code, found.severity) == ("template-error", Severity.ERROR)
    assert found.place == Place("templates/x.html", line)
    assert found.message.startswith(message)
    assert "\n" not in found.message
    assert not found.message.endswith(".")
    assert fix is None or found.fix == fix


def test_an_error_is_placed_in_the_part_where_it_stands(
    render_own: RenderOwn, post_view: PostView
) -> None:
    templates = {
        "x.html": '\n\n{% include "partials/y.html" %}',
        "partials/y.html": "\n{{ view.nothing_of_the_kind }}",
    }
    (found,) = render_own(templates, "x.html", post_view).diagnostics
    assert found.place == Place("templates/partials/y.html", 2)


def test_an_error_of_a_view_in_the_theme_names_the_theme(render_own: RenderOwn) -> None:
    (found,) = render_own({}, "post.html", RobotsView("https://e.org/")).diagnostics
    assert found.place.path == "theme/partials/head.html"
    assert found.place.line > 0
    assert found.message == "RobotsView has no field 'meta'"


def test_a_site_that_is_the_theme_has_its_errors_among_its_templates(
    tmp_path: Path, site: SiteView, post_view: PostView
) -> None:
    (tmp_path / "x.html").write_text("{{ view.nope }}", encoding="utf-8")
    made = environment((tmp_path,), no_bodies)
    (found,) = render_page(made, "x.html", site, post_view).diagnostics
    assert found.place == Place("templates/x.html", 1)


def test_a_template_that_is_not_there_is_a_finding(
    render_own: RenderOwn, post_view: PostView
) -> None:
    (found,) = render_own({}, "mine.html", post_view).diagnostics
    assert found.place == Place("templates/mine.html")
    assert found.message == "there is no template 'mine.html'"


def test_a_template_that_is_not_utf_8_is_a_finding(
    tmp_path: Path, site: SiteView, post_view: PostView
) -> None:
    (tmp_path / "x.html").write_bytes(b"caf\xe9")
    made = environment((tmp_path,), no_bodies)
    (found,) = render_page(made, "x.html", site, post_view).diagnostics
    assert found.place.path == "templates/x.html"
    assert found.message.startswith("UnicodeDecodeError")


def broken(text: str) -> str:
    raise KeyError(text)


def test_a_filter_of_the_site_that_raises_is_a_finding_where_it_is_called(
    tmp_path: Path, site: SiteView, post_view: PostView
) -> None:
    (tmp_path / "x.html").write_text("\n{{ view.title | broken }}", encoding="utf-8")
    made = environment((tmp_path,), no_bodies, (broken,))
    (found,) = render_page(made, "x.html", site, post_view).diagnostics
    assert found.place == Place("templates/x.html", 2)
    assert found.message == "KeyError: 'Post 1'"


@dataclass(frozen=True)
class Own:
    """A view that a site's own planner brings."""

    word: str


def test_a_site_renders_views_of_its_own(render_own: RenderOwn) -> None:
    page = render_own({"own.html": "{{ view.word }} on {{ site.title }}"}, "own.html", Own("Hi"))
    assert page.value == b"Hi on Field Notes\n"
