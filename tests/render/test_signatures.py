"""What a component takes, as its template says."""

from __future__ import annotations

import pytest

from waypost.config import theme_folder
from waypost.model.component import Body, Kind, Parameter, Signature
from waypost.model.diagnostic import Checked
from waypost.render.shape import Shape
from waypost.render.shaping import shape_of

PATH = "templates/components/my-own.html"


def shape(text: str, path: str = PATH) -> Checked[Shape]:
    made = shape_of(text.encode(), path)
    return Checked(made, made.findings)


def signature(declared: str, body: str = "") -> Signature:
    made = shape(f"{{% macro my_own({declared}) %}}{body}{{% endmacro %}}")
    assert made.diagnostics == ()
    assert made.value.signature is not None
    return made.value.signature


@pytest.mark.parametrize(
    ("declared", "parameter"),
    [
        ("a", Parameter("a", Kind.TEXT, True)),
        ("a=''", Parameter("a", Kind.TEXT, False, "")),
        ("a=none", Parameter("a", Kind.TEXT, False)),
        ("a=3", Parameter("a", Kind.WHOLE, False, 3)),
        ("a=-3", Parameter("a", Kind.WHOLE, False, -3)),
        ("a=1.5", Parameter("a", Kind.NUMBER, False, 1.5)),
        ("a=false", Parameter("a", Kind.FLAG, False, False)),
        ("posts", Parameter("posts", Kind.PROVIDED, False)),
        ("steps", Parameter("steps", Kind.PROVIDED, False)),
    ],
)
def test_a_default_says_what_a_parameter_takes(declared: str, parameter: Parameter) -> None:
    assert signature(declared).parameters == (parameter,)


@pytest.mark.parametrize(
    ("declared", "text", "body"),
    [
        ("a", "{{ a }}", Body.NONE),
        ("a", "{{ caller() }}", Body.NEEDED),
        ("a, caller=none", "{% if caller %}{{ caller() }}{% endif %}", Body.OPTIONAL),
    ],
)
def test_a_caller_says_whether_there_is_a_body(declared: str, text: str, body: Body) -> None:
    made = signature(declared, text)
    assert made.body is body
    assert [parameter.name for parameter in made.parameters] == ["a"]


@pytest.mark.parametrize("path", ["templates/my-own.html", "templates/components/a/b.html"])
def test_other_templates_have_no_signature(path: str) -> None:
    made = shape("text", path)
    assert (made.value.signature, made.diagnostics) == (None, ())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("text", "there is no macro 'my_own' in it"),
        ("{% macro other() %}{% endmacro %}", "there is no macro 'my_own' in it"),
        (
            "{% macro my_own(a=b) %}{% endmacro %}",
            "the default of a component's parameter is computed",
        ),
        (
            "{% macro my_own(a=[1]) %}{% endmacro %}",
            "the default of a component's parameter is computed",
        ),
    ],
)
def test_a_template_that_declares_nothing_is_an_error(text: str, message: str) -> None:
    made = shape(text)
    assert [(found.code, found.message) for found in made.diagnostics] == [
        ("template-error", message)
    ]
    assert made.value.signature is None


def test_the_theme_has_the_components_that_its_page_tells_of() -> None:
    folder = theme_folder() / "templates" / "components"
    made = {
        file.stem: shape_of(file.read_bytes(), f"theme/components/{file.name}")
        for file in folder.iterdir()
    }
    assert set(made) == {"figure", "hub-card", "latest-posts", "path-steps", "quote", "video"}
    assert all(shape.signature for shape in made.values())
