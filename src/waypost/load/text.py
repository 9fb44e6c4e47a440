"""The plain text of Markdown tokens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markdown_it.token import Token

# Escaped characters stand by themselves where typography has to leave them alone.
_WITH_CONTENT = frozenset({"text", "text_special", "code_inline", "link_title"})
_BREAKS = frozenset({"softbreak", "hardbreak"})


def plain_text(children: Iterable[Token]) -> str:
    """Give the text of inline tokens on one line; of an image, its text alternative.

    A formula is its source.
    """
    parts = []
    for token in children:
        if token.type in _WITH_CONTENT or token.type == "formula":
            parts.append(token.content)
        elif token.type in _BREAKS:
            parts.append(" ")
        elif token.type == "image":
            parts.append(plain_text(token.children or ()))
    return "".join(parts)


def prose_of(tokens: Sequence[Token]) -> str:
    """Give the text of block tokens, a line for each block; code blocks are left out.

    Images are left out too: their text alternatives are not read in passing.
    """
    parts = []
    for block in tokens:
        if block.type == "inline" and block.children:
            for token in block.children:
                if token.type in _WITH_CONTENT:
                    parts.append(token.content)
                elif token.type in _BREAKS:
                    parts.append("\n")
            parts.append("\n")
    return "".join(parts)
