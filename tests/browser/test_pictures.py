"""The pictures of the demo in the README."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from pictures import PAGES, PICTURES, SCHEMES, name, shot
from support.visits import Begin, Demo

README = Path(__file__).parent.parent.parent / "README.md"
NAMES = [name(page, scheme) for page in PAGES for scheme in SCHEMES]


def test_the_readme_shows_every_picture_and_says_what_it_is_of() -> None:
    shown = re.findall(
        r'<source media="\(prefers-color-scheme: dark\)" srcset="docs/pictures/([^"]+)">'
        r'<img alt="([^"]+)" src="docs/pictures/([^"]+)">',
        README.read_text(encoding="utf-8"),
    )
    assert [(light, dark) for dark, _, light in shown] == [
        (name(page, "light"), name(page, "dark")) for page in PAGES
    ]
    assert all(len(text) > 5 for _, text, _ in shown)


def test_every_picture_is_there_and_small() -> None:
    assert sorted(path.name for path in PICTURES.iterdir()) == sorted(NAMES)
    for file in NAMES:
        data = (PICTURES / file).read_bytes()
        assert data[8:12] == b"WEBP"
        assert len(data) < 100_000


@pytest.mark.browser
@pytest.mark.parametrize("page", list(PAGES))
def test_every_page_that_is_shown_is_there(
    visit: Begin, browser: Browser, demo: Demo, page: str
) -> None:
    visitor = visit(viewport={"width": 320, "height": 200}).go(PAGES[page])
    assert visitor.faults == []
    assert shot(visitor.page)[8:12] == b"WEBP"
