"""A template's shape: comments never change it, and whatever shows on a page does."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment

from waypost.render.files import TemplateFile
from waypost.render.shape import Shape
from waypost.render.shaping import shape_of, shape_of_file


def shape(source: str) -> Shape:
    return shape_of(source.encode(), "templates/a.html")


# --- comments -------------------------------------------------------------------------

STATEMENTS = [
    "text\n",
    "<p>{{ x }}</p>\n",
    "{% if x %}\n",
    "{% else %}\n",
    "{% endif %}\n",
    "  {% set y = 1 %}\n",
    "{{ y }}",
    "{% for item in (1, 2) %}\n",
    "{{ item }}\n",
    "{% endfor %}\n",
    " ",
    "\n",
]
TRIMMING = ["{%- if y %}", "{% endif -%}", "{{ y -}}\n", "{#- c -#}"]
COMMENTS = ["{# c #}\n", "   {# two\nlines #}\n", "\t{# {% if %} #}\n"]


def rendered(source: str, values: dict[str, object]) -> str:
    """Render as pages are, but with what is not there as nothing."""
    settings = Environment(loader=DictLoader({"a": source}), trim_blocks=True, lstrip_blocks=True)
    return settings.get_template("a").render(values)


@given(st.lists(st.sampled_from(STATEMENTS), max_size=12), st.data())
def test_a_comment_on_lines_of_its_own_changes_nothing(
    statements: list[str], data: st.DataObject
) -> None:
    plain = "".join(statements)
    assume(shape(plain).digest)
    commented = ""
    for line in plain.splitlines(keepends=True):
        commented += data.draw(st.sampled_from(["", *COMMENTS])) + line
    assert rendered(commented, {"x": 1}) == rendered(plain, {"x": 1})
    assert shape(commented) == shape(plain)


pieces = st.sampled_from(
    [*STATEMENTS, *COMMENTS, *TRIMMING, "{# c #}", "{{ 1 }}", "{{ 1.0 }}", "{{ '1' }}", "1"]
)


@given(st.lists(pieces, max_size=8).map("".join), st.lists(pieces, max_size=8).map("".join))
def test_templates_of_one_shape_render_alike(one: str, other: str) -> None:
    for source in (other, one.replace("{# c #}", ""), one + "{# c #}"):
        if shape(one).digest and shape(one).digest == shape(source).digest:
            for values in ({}, {"x": "<1>"}):
                assert rendered(one, dict(values)) == rendered(source, dict(values))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a", "b"),
        ("a", "a "),
        ("{{ x }}", "{{ y }}"),
        ("{{ x }}", "{{ x|safe }}"),
        ("{{ x.y }}", "{{ x['y'] }}"),
        ("{{ 1 }}", "{{ 1.0 }}"),
        ("{{ 1 }}", "{{ true }}"),
        ("{{ 1 }}", "{{ '1' }}"),
        ("{{ a }}{{ b }}", "{{ b }}{{ a }}"),
        ("a{% if x %}b{% endif %}", "{% if x %}ab{% endif %}"),
        ("{% block a %}{% endblock %}", "{% block b %}{% endblock %}"),
        ("{% include 'a' %}", "{% include 'a' ignore missing %}"),
        ("{% include 'a' %}", "{% include 'a' without context %}"),
        ("{% import 'a' as b %}", "{% import 'a' as b with context %}"),
        ("{% macro m(a) %}{% endmacro %}", "{% macro m(a=1) %}{% endmacro %}"),
        ("{% raw %}{# c #}{% endraw %}", "{% raw %}{% endraw %}"),
        ("{{ '{# c #}' }}", "{{ '' }}"),
        ("<!-- c -->", ""),
    ],
)
def test_what_a_template_says_is_in_its_shape(one: str, other: str) -> None:
    assert shape(one).digest != shape(other).digest


# --- names ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("{% extends 'a.html' %}", ("a.html",)),
        ("{% include 'a.html' %}{% include 'a.html' %}", ("a.html",)),
        ("{% include ['b.html', 'a.html'] ignore missing %}", ("a.html", "b.html")),
        ("{% import 'a.html' as a %}{% from 'b.html' import b %}", ("a.html", "b.html")),
        ("{% if x %}{% include 'deep/a.html' %}{% endif %}", ("deep/a.html",)),
        ("{# {% include 'a.html' %} #}", ()),
        ("{% include './a.html' %}{% include 'b//./c.html' %}", ("a.html", "b/c.html")),
        ("{% extends '/a.html' %}", ("a.html",)),
    ],
)
def test_the_templates_that_it_names_are_known(source: str, names: tuple[str, ...]) -> None:
    assert (shape(source).names, shape(source).findings) == (names, ())


@pytest.mark.parametrize("name", ["./a.html", "b//./c.html", "/a.html", "b/./c.html"])
def test_a_name_is_known_as_the_loader_finds_it(tmp_path: Path, name: str) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "a.html").write_text("found")
    (tmp_path / "b" / "c.html").write_text("found")
    assert (tmp_path / shape(f"{{% include '{name}' %}}").names[0]).read_text() == "found"


@pytest.mark.parametrize(
    ("source", "code", "place"),
    [
        ("\n{% include x %}", "computed-template-name", "templates/a.html:2"),
        ("{% extends 'a' ~ x %}", "computed-template-name", "templates/a.html:1"),
        ("{% include ['a.html', x] %}", "computed-template-name", "templates/a.html:1"),
        ("\n{{ x | asset }}", "computed-asset-name", "templates/a.html:2"),
        ("{{ ('a' ~ x) | asset }}", "computed-asset-name", "templates/a.html:1"),
        ("\n\n{% include '.a.html' %}", "template-error", "templates/a.html:3"),
        ("{% include 'b/.c/a.html' %}", "template-error", "templates/a.html:1"),
        ("{% include '../a.html' %}", "template-error", "templates/a.html:1"),
    ],
)
def test_a_name_that_nobody_can_follow_is_found(source: str, code: str, place: str) -> None:
    (found,) = shape(source).findings
    assert (found.code, str(found.place)) == (code, place)


def test_files_of_static_that_are_named_are_known() -> None:
    source = "{{ 'b.css' | asset }}{% if x %}{{ 'a.js' | asset | upper }}{{ 'b.css' | asset }}{% endif %}"
    assert shape(source).assets == ("a.js", "b.css")
    assert shape("{{ asset }}{{ 'a.css' }}").assets == ()


# --- what has no shape ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff", "the template is not UTF-8 text"),
        (b"\n{% if %}", "Expected an expression"),
        (b"{{ " + b"(" * 5_000 + b"1" + b")" * 5_000 + b" }}", "nested too deeply"),
        (b"{{ 1" + b" + 1" * 50_000 + b" }}", "nested too deeply"),
    ],
)
def test_what_cannot_be_read_has_no_shape(data: bytes, message: str) -> None:
    made = shape_of(data, "templates/a.html")
    assert (made.digest, made.names) == (None, ())
    (found,) = made.findings
    assert message in found.message
    assert found.code == "template-error"


def test_a_file_that_is_gone_has_no_shape(tmp_path: Path) -> None:
    made = shape_of_file(TemplateFile(1, "b/a.html", "theme", str(tmp_path / "a.html")))
    (found,) = made.findings
    assert (made.digest, str(found.place)) == (None, "theme/b/a.html")
    assert found.message == "the template can't be read: no such file or directory"
