"""Diagrams: code blocks of the language ``mermaid``, which a script of the site's draws.

Without the script they stay what they are here: code that can be read.
"""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from waypost.load.fences import HTML
from waypost.load.highlight import highlight
from waypost.load.info_strings import DIAGRAM


def mark_diagrams(fences: Sequence[tuple[str, Token]]) -> bool:
    """Mark diagrams, among fences with their languages; say whether there are any."""
    found = [token for language, token in fences if language == DIAGRAM]
    for token in found:
        token.meta[HTML] = _diagram(token.content)
    return bool(found)


def _diagram(content: str) -> str:
    source = highlight(content, "text")
    return f'<div class="diagram" data-source="Source of the diagram">{source.strip()}</div>\n'
