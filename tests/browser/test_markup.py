"""The markup of the whole demo site, by the Nu checker."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.tools import markup_errors
from support.visits import Demo


def test_every_page_of_the_demo_is_valid(demo: Demo) -> None:
    assert len(list(demo.folder.rglob("*.html"))) > 100
    assert markup_errors(demo.folder) == []


WHOLE = '<!DOCTYPE html>\n<html lang="en">\n<head><title>Whole</title></head>\n<body>{}</body>\n</html>\n'

VIOLATIONS = {
    "twice.html": ('<p id="a">one</p><p id="a">two</p>', "Duplicate ID"),
    "within.html": ("<p><ul><li>one</li></ul></p>", "No “p” element in scope"),
    "open.html": ("<section><h2>One</h2>", "Unclosed element"),
    "role.html": ('<p aria-label="x" role="nonsense">one</p>', "role"),
    "empty.html": ("<section><p>no heading</p></section>", "Section lacks heading"),
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("markup")
    for name, (body, _) in VIOLATIONS.items():
        Path(folder, name).write_text(WHOLE.format(body), encoding="utf-8")
    Path(folder, "whole.html").write_text(WHOLE.format("<h1>Whole</h1>"), encoding="utf-8")
    return markup_errors(folder)


@pytest.mark.parametrize("name", list(VIOLATIONS))
def test_the_checker_finds_what_is_planted(found: list[str], name: str) -> None:
    said = [line for line in found if f"/{name}:" in line]
    assert any(VIOLATIONS[name][1] in line for line in said), found


def test_the_checker_passes_a_whole_page(found: list[str]) -> None:
    assert [line for line in found if "/whole.html:" in line] == []
