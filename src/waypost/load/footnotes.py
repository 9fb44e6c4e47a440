"""Footnotes: ``[^note]`` in the text, ``[^note]: …`` anywhere below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from waypost.load.html import add_renderers
from waypost.load.positions import Source
from waypost.model.diagnostic import Diagnostic, warning


def footnotes(md: MarkdownIt) -> None:
    """Teach a parser footnotes, with marks that say in words where they lead."""
    footnote_plugin(md, inline=False)
    add_renderers(md, _RENDERERS)


def footnote_ids(tokens: Sequence[Token]) -> list[str]:
    """Give the ids that footnotes take up on the page, in order.

    Ways back to marks that are not on the page, as inside a note that nothing
    refers to, are taken out of the tokens' rendering.
    """
    marks = [_mark_id(token) for token in _references(tokens)]
    notes = []
    for token in tokens:
        if token.type == "footnote_open":
            notes.append(f"fn{token.meta['id'] + 1}")
        elif token.type == "footnote_anchor":
            token.hidden = _mark_id(token) not in marks
    return marks + notes


def unused_footnotes(env: Mapping[str, Any], source: Source) -> list[Diagnostic]:
    """Find the notes that nothing refers to: the parser leaves them out of the page."""
    labels = [label for label, number in env["footnotes"]["refs"].items() if number < 0]
    return [
        warning(
            "unused-footnote",
            f"nothing refers to the footnote '{label[1:]}', so it is not on the page",
            source.first(f"[^{label[1:]}]:"),
            f"write [^{label[1:]}] where it belongs, or take the note out",
        )
        for label in labels
    ]


def _references(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        for child in token.children or ():
            if child.type == "footnote_ref":
                yield child


def _mark_id(token: Token) -> str:
    number, repeat = token.meta["id"] + 1, token.meta.get("subId", 0)
    return f"fnref{number}-{repeat}" if repeat else f"fnref{number}"


def _reference(token: Token) -> str:
    number = token.meta["id"] + 1
    return (
        f'<sup class="footnote-ref"><a href="#fn{number}" id="{_mark_id(token)}"'
        f' aria-label="Footnote {number}">{number}</a></sup>'
    )


def _way_back(token: Token) -> str:
    if token.hidden:
        return ""
    # The variation selector keeps phones from showing an emoji.
    return (
        f' <a href="#{_mark_id(token)}" class="footnote-backref"'
        ' aria-label="Back to the text">\u21a9\ufe0e</a>'
    )


def _opening(_token: Token) -> str:
    return '<section class="footnotes" aria-label="Footnotes">\n<ol>\n'


_RENDERERS = {
    "footnote_ref": _reference,
    "footnote_anchor": _way_back,
    "footnote_block_open": _opening,
}
