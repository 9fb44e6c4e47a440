"""Some Markdown, parsed: what most tests of the grammar look at."""

from __future__ import annotations

from typing import Any

from waypost.load.markdown import Parsed, parse_blocks
from waypost.model.diagnostic import Checked, Place
from waypost.model.site import ParseSettings


def parsed(text: str, **settings: Any) -> Checked[Parsed]:
    """Parse a text that begins in the fifth line of its file, below its front matter."""
    return parse_blocks(text, Place("a.md", 5, 1), ParseSettings(**settings))


def html_of(text: str, **settings: Any) -> str:
    """Give the HTML of a text."""
    return parsed(text, **settings).value.fragment.html


def told(text: str, **settings: Any) -> list[str]:
    """Give what is found in a text: place, severity and code."""
    return [
        f"{found.place} {found.severity} {found.code}"
        for found in parsed(text, **settings).diagnostics
    ]
