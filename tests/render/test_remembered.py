"""What tests remember of templates is what they would be compiled to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from support.sites import write
from waypost.model.digest import Digest
from waypost.render import shaping
from waypost.render.compiled import PageEnvironment
from waypost.render.environment import environment

ASSET = "{{ 'a.css' | asset }}"


def no_body(digest: Digest) -> str:
    raise KeyError(digest)


def shown(
    folder: Path,
    text: str,
    assets: Mapping[str, str] | None = None,
    filters: tuple[Callable[..., Any], ...] = (),
    name: str = "a.html",
) -> str:
    """Fill a template of some text."""
    write(folder, {name: text})
    made = environment((folder,), no_body, filters, assets=assets)
    return made.get_template(name).render()


def test_a_template_is_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = []
    generate = PageEnvironment._generate

    def generated(self: PageEnvironment, *given: Any, **named: Any) -> str:
        compiled.append(given)
        return generate(self, *given, **named)

    monkeypatch.setattr(PageEnvironment, "_generate", generated)
    assert [shown(tmp_path, "compiled once") for _ in range(3)] == ["compiled once"] * 3
    assert len(compiled) == 1
    assert shown(tmp_path, "compiled twice") == "compiled twice"
    assert len(compiled) == 2


def test_an_address_that_was_compiled_in_is_that_of_its_own_build(tmp_path: Path) -> None:
    first, second = ({"a.css": f"/assets/a.{n}.css"} for n in range(2))
    assert shown(tmp_path, ASSET, first) == first["a.css"]
    assert shown(tmp_path, ASSET, second) == second["a.css"]
    assert shown(tmp_path, ASSET, first) == first["a.css"]


def test_a_filter_of_a_site_is_its_own(tmp_path: Path) -> None:
    def filters(answer: str) -> tuple[Callable[..., Any]]:
        def own(_: str) -> str:
            return answer

        return (own,)

    answers = [shown(tmp_path, "{{ 'a' | own }}", None, filters(f"n{n}")) for n in range(2)]
    assert answers == ["n0", "n1"]


def test_what_is_escaped_depends_on_the_name(tmp_path: Path) -> None:
    text = "{{ '<' }}"
    assert shown(tmp_path, text) == "&lt;"
    assert shown(tmp_path, text, name="a.txt") == "<"


def test_a_shape_is_taken_once(tmp_path: Path) -> None:
    one, other = (shaping.shape_of(b"{{ view.title }}", "templates/a.html") for _ in range(2))
    assert one is other
    assert shaping.shape_of(b"{{ view.text }}", "templates/a.html") != one
    assert shaping.shape_of(b"{% if %}", "a.html") != shaping.shape_of(b"{% if %}", "b.html")
