"""Templates give the text that they give in plain Jinja."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, pass_context
from markupsafe import Markup, escape

from waypost.config import theme_folder
from waypost.model.digest import Digest
from waypost.model.views import SiteView, View
from waypost.render.compiled import PageEnvironment, text
from waypost.render.environment import environment
from waypost.render.page import render_page

THEME = theme_folder() / "templates"


class AnyAsset(dict[str, str]):
    """Files of static/ by whatever name."""

    def __missing__(self, name: str) -> str:
        return f"/assets/{name}"

    def __contains__(self, name: object) -> bool:
        return True

    def __bool__(self) -> bool:
        return True


class Word(str):
    """A string of another type."""

    __slots__ = ()


class Html:
    """What says of itself how it stands in HTML."""

    def __html__(self) -> str:
        return "<hr>"

    def __str__(self) -> str:
        return "not this"


VALUES = (
    st.text()
    | st.text(alphabet="&<>\"'a")
    | st.text().map(Word)
    | st.text().map(Markup)
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.none()
    | st.lists(st.text(), max_size=2)
    | st.just(Html())
)


@given(VALUES)
def test_a_value_stands_as_jinja_shows_it(value: object) -> None:
    assert text(value) == str(escape(value))


@pass_context
def site_of(context: Any, word: str) -> str:
    return f"{context['site']}/{word}/{context.get('inner', 'none')}"


MACROS = """
{% macro one(a) %}<b>{{ a }}</b>{% endmacro %}
{% macro two(a, b) %}{{ a }}-{{ b }}{% endmacro %}
{% macro defaults(a, b="<b>", c=none) %}{{ a }}-{{ b }}-{{ c }}{% endmacro %}
{% macro rest(a) %}{{ a }}{{ varargs | join("+") }}{{ kwargs | dictsort }}{% endmacro %}
{% macro positional(a) %}{{ a }}{{ varargs | join("+") }}{% endmacro %}
{% macro named(a) %}{{ a }}{{ kwargs | dictsort }}{% endmacro %}
{% macro around(a) %}[{{ a }}{{ caller() }}]{% endmacro %}
{% macro named_caller(caller=none) %}[{{ caller() if caller }}]{% endmacro %}
{% macro nested(a) %}{{ one(one(a)) }}{{ two(a, one("<i>")) }}{% endmacro %}
{% macro none_at_all() %}{% endmacro %}
{% macro plain(a) %}{% autoescape false %}{{ a }}{{ one(a) }}{% endautoescape %}{% endmacro %}
"""


@pytest.mark.parametrize(
    "source",
    [
        "{{ m.one('<') }}{{ m.one(1) }}{{ m.one(none) }}{{ m.none_at_all() }}",
        "{{ m.one(a='<') }}{{ m.two('<', b='>') }}{{ m.two(b='>', a='<') }}",
        "{{ m.defaults(1) }}{{ m.defaults(1, 2) }}{{ m.defaults(1, 2, 3) }}{{ m.defaults(1, c=3) }}",
        "{{ m.rest(1) }}{{ m.rest(1, 2, '<') }}{{ m.rest(1, b='<') }}",
        "{{ m.positional(1) }}{{ m.positional(1, 2) }}{{ m.named(1) }}{{ m.named(1, b=2) }}",
        "{% call m.around('<') %}<i>{{ site }}</i>{% endcall %}",
        "{% call m.named_caller() %}<i>{% endcall %}{{ m.named_caller() }}{{ m.named_caller(m.none_at_all) }}",
        "{{ m.nested('<') }}{{ m.plain('<') }}",
        "{% set x %}<b>{{ site }}{% endset %}{{ x }}{{ x[1:] }}{{ x ~ '<' }}{{ '<' ~ m.one(1) }}",
        "{% set x = m.one('<') %}{{ x }}{{ x | upper }}{{ x | replace('<', '>') }}{{ x | length }}",
        "{% filter upper %}<i>{{ site }}{% endfilter %}",
        "{% for inner in 'ab' %}{{ site_of(inner) }}{{ loop.index }}{{ m.one(loop.last) }}{% endfor %}",
        "{% for x in [[1, [2]], [3]] recursive %}{{ loop(x) if x is iterable else x }}{% endfor %}",
        "{{ [3, 1] | sort }}{{ {'a': '<'}.items() | list }}{{ '<b>'.upper() }}{{ m }}",
        "{% autoescape false %}{{ '<' }}{{ m.one('<') }}{% endautoescape %}",
        "{% autoescape false %}{{ m.one(1) + '<' }}{% endautoescape %}{{ m.one(1) + '<' }}",
        "{% for x in 'ab' %}{% set inner = x %}{{ site_of(x) }}{% endfor %}",
        "{% block b %}{% set inner = 1 %}{{ site_of('x') }}{% endblock %}",
        "{{ 's' if false }}{{ missing_name is defined }}{{ m.gone is defined }}",
        "{% import 'm.html' as again with context %}{{ again.one(site) }}",
        "{% from 'm.html' import one, two as other %}{{ one('<') }}{{ other(1, '>') }}",
        "{% include 'm.html' %}{% include ['gone.html', 'm.html'] %}",
        "{% include 'gone.html' ignore missing %}",
    ],
)
def test_a_template_gives_what_it_gives_in_jinja(tmp_path: Path, source: str) -> None:
    plain, made = both(tmp_path, source)
    assert made == plain
    assert isinstance(plain, str)


@pytest.mark.parametrize(
    "source",
    [
        "{% call(x) m.one('<') %}{{ x }}{% endcall %}",
        "{{ m.one() }}",
        "{{ m.one(1, 2) }}",
        "{{ m.one(1, b=2) }}",
        "{{ m.two(1) }}",
        "{{ m.around(1) }}",
        "{{ m.gone(1) }}",
        "{{ missing_name }}",
        "{{ m.one(missing_name) }}",
        "{{ site.gone }}",
        "{% extends 'gone.html' %}",
    ],
)
def test_a_template_fails_as_it_fails_in_jinja(tmp_path: Path, source: str) -> None:
    plain, made = both(tmp_path, source)
    assert isinstance(plain, Exception)
    assert (type(made), str(made)) == (type(plain), str(plain))


def both(folder: Path, source: str) -> list[str | Exception]:
    """Render in plain Jinja and in ours: what comes, or what is raised."""
    (folder / "m.html").write_text(MACROS, encoding="utf-8")
    imported = "{% import 'm.html' as m %}" * (not source.startswith("{% extends"))
    (folder / "x.html").write_text(imported + source, encoding="utf-8")
    results: list[str | Exception] = []
    for kind in (Environment, PageEnvironment):
        made = kind(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined)
        made.globals["site_of"] = site_of
        try:
            results.append(made.get_template("x.html").render(site="<S>"))
            assert made.get_template("x.html").render(site="<S>") == results[-1]
        except (TemplateError, TypeError) as fault:
            results.append(fault)
    return results


@pytest.mark.parametrize(
    "name",
    sorted(path.name for path in THEME.iterdir() if path.is_file() and path.name != "base.html"),
)
def test_the_theme_gives_what_it_gives_in_jinja(
    name: str, samples: dict[str, View], site: SiteView, store: dict[Digest, str]
) -> None:
    made = environment((THEME,), store.__getitem__, assets=AnyAsset())
    with patch("waypost.render.environment.PageEnvironment", Environment):
        plain = environment((THEME,), store.__getitem__, assets=AnyAsset())
    pages = [render_page(kind, name, site, samples[name]) for kind in (made, plain)]
    assert type(plain) is Environment
    assert pages[0].value
    assert pages[0] == pages[1]


def test_macros_are_called_the_short_way_where_all_is_given_by_position(tmp_path: Path) -> None:
    (tmp_path / "m.html").write_text(MACROS, encoding="utf-8")
    made = PageEnvironment(loader=FileSystemLoader(tmp_path), autoescape=True)
    module = made.get_template("m.html").module
    plain = {name for name in dir(module) if getattr(getattr(module, name), "plain", None)}
    assert plain == {"one", "two", "defaults", "nested", "none_at_all", "plain"}


def test_a_template_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "m.html").write_text("a", encoding="utf-8")
    made = PageEnvironment(loader=FileSystemLoader(tmp_path), auto_reload=True)
    template = made.get_template("m.html")
    (tmp_path / "m.html").write_text("b", encoding="utf-8")
    assert made.get_template("m.html", "x.html") is template
    assert made.get_template(template) is template
