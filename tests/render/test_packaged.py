"""Pages of the program itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from waypost.render.packaged import render_packaged


@dataclass(frozen=True, slots=True)
class Named:
    """A view with one field."""

    name: str


def test_a_view_fills_the_template_and_its_texts_are_escaped(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>{{ view.name }}</p>", encoding="utf-8")
    assert render_packaged(tmp_path, "page.html", Named("<é>")) == "<p>&lt;é&gt;</p>".encode()


def test_a_field_that_is_not_there_is_a_bug(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("{{ view.nam }}", encoding="utf-8")
    with pytest.raises(UndefinedError, match="nam"):
        render_packaged(tmp_path, "page.html", Named("a"))
