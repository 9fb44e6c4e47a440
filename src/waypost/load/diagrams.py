"""Diagrams: code blocks of the language ``mermaid``, which a script of the site's draws.

Without the script they stay what they are here: code that can be read.
"""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from waypost.load.highlight import highlight
from waypost.load.html import add_renderers
from waypost.load.info_strings import DIAGRAM


def mark_diagrams(fences: Sequence[tuple[str, Token]]) -> bool:
    """Mark diagrams, among fences with their languages; say whether there are any."""
    found = [token for language, token in fences if language == DIAGRAM]
    for token in found:
        token.type = "diagram"
    return bool(found)


def add_diagrams(md: MarkdownIt) -> None:
    """Teach a parser to render diagrams."""
    add_renderers(md, {"diagram": _diagram})


def _diagram(token: Token) -> str:
    source = highlight(token.content, "text")
    return f'<div class="diagram" data-source="Source of the diagram">{source.strip()}</div>\n'
