"""Inline text as most of it is written, taken apart by one expression.

A paragraph whose markup is plain, and nothing but plain, needs no parser: links with
text in them, code, emphasis around a few words, ends of lines. The rest is left to
the library, all of it, since one odd sign may change what the others mean.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore, text_join
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from waypost.load.link_rules import NESTING_LIMIT
from waypost.load.tokens import Nesting, new_token

_TEXT = r"[^\n!&*<\[\\\]_`~]"
_LINK = rf"\[({_TEXT}+)\]\(([^\x00-\x20\x7f()<>\\&]+)\)"
_PLAIN_LINK = re.compile(_LINK)
# Between a space or a bracket and a letter, asterisks can only open; the other way
# round, they can only close.
_PIECES = re.compile(
    # An exclamation mark that begins no image is text.
    rf"({_TEXT}+|!(?!\[){_TEXT}*)"
    rf"|{_LINK}"
    r"|(?<!`)`([^\s`](?:[^\n`]*[^\s`])?)`(?!`)"
    rf"|(?:^|(?<=[ \n(]))(\*\*?)([A-Za-z0-9](?:{_TEXT}*[A-Za-z0-9])?)\5(?=[ \n).,:;?]|\Z)"
    r"|(?<![ \t])\n(?![ \t])"
)
_TEXT_PIECE, _LINK_PIECE, _CODE_PIECE, _EMPHASIS_PIECE = 1, 3, 4, 6
_EMPHASIS = {"*": "em", "**": "strong"}

_DEEPEST = NESTING_LIMIT - 2


def add_plain_inlines(md: MarkdownIt, *, dollars: bool = False) -> None:
    """Teach a parser the short ways, none of which changes what is on the page.

    Where ``dollars`` may begin something, a text with one goes the long way.
    """
    if dollars:
        md.core.ruler.at("inline", _parse_beside_dollars)
        md.core.ruler.at("text_join", _join_escaped)
        return
    md.core.ruler.at("inline", _parse_plain_inline_tokens)
    md.core.ruler.at("text_join", _join_escaped)
    md.inline.ruler.before("link", "plain_link", plain_link)


def parse_inline_tokens(state: StateCore) -> None:
    """Parse the inline text of all blocks; text without any markup needs no parser."""
    _parse(state, lambda _: None)


def _parse_plain_inline_tokens(state: StateCore) -> None:
    _parse(state, _pieces)


def _parse_beside_dollars(state: StateCore) -> None:
    _parse(state, lambda content: None if "$" in content else _pieces(content))


def _join_escaped(state: StateCore) -> None:
    """Join texts with the escaped characters among them, where there are some."""
    tokens = state.tokens
    state.tokens = [
        token
        for token in tokens
        # Two searches for a character take a third of the time of one for either.
        if token.type == "inline" and ("\\" in token.content or "&" in token.content)
    ]
    text_join(state)
    state.tokens = tokens


def plain_link(state: StateInline, silent: bool) -> bool:
    """Take a link with text in it, among other markup, in a tenth of the library's time."""
    match = _PLAIN_LINK.match(state.src, state.pos, state.posMax)
    if not match or state.level > _DEEPEST:
        return False
    if not silent:
        token = state.push("link_open", "a", 1)
        token.attrs = {"href": match[2]}
        token.meta["at"] = match.start()
        state.append_pending(match[1])
        state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


def _parse(state: StateCore, take_apart: Callable[[str], list[Token] | None]) -> None:
    inline, has_markup = state.md.inline, state.md.inline.terminator_re.search
    for token in state.tokens:
        if token.type != "inline":
            continue
        content, children = token.content, token.children or []
        if not has_markup(content):
            children.append(_token("text", "", 0, content))
        elif pieces := take_apart(content):
            children += pieces
        else:
            inline.parse(content, state.md, state.env, children)
        token.children = children


def _pieces(content: str) -> list[Token] | None:
    """Take plain text apart; None for what is not plain."""
    tokens: list[Token] = []
    position, end = 0, len(content)
    while position < end:
        piece = _PIECES.match(content, position)
        if piece is None:
            return None
        position = piece.end()
        if piece.lastindex == _TEXT_PIECE:
            tokens.append(_token("text", "", 0, piece[1]))
        elif piece.lastindex == _LINK_PIECE:
            token = _token("link_open", "a", 1)
            token.attrs["href"] = piece[3]
            token.meta["at"] = piece.start()
            tokens += (token, _token("text", "", 0, piece[2]), _token("link_close", "a", -1))
        elif piece.lastindex == _CODE_PIECE:
            tokens.append(_token("code_inline", "code", 0, piece[4]))
        elif piece.lastindex == _EMPHASIS_PIECE:
            tag = _EMPHASIS[piece[5]]
            text = _token("text", "", 0, piece[6])
            tokens += (_token(f"{tag}_open", tag, 1), text, _token(f"{tag}_close", tag, -1))
        else:
            tokens.append(_token("softbreak", "br", 0))
    return tokens


def _token(kind: str, tag: str, nesting: Nesting, content: str = "") -> Token:
    token = new_token(kind, tag, nesting, block=False)
    token.content = content
    return token
