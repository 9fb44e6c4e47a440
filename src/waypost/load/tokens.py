"""Markdown's tokens, made in half the time.

A post has two hundred of them, and the library's constructor, with its thirteen
arguments and a call afterwards, is a good part of parsing.
"""

from __future__ import annotations

from typing import Literal

from markdown_it.token import Token

Nesting = Literal[-1, 0, 1]

_new = Token.__new__


def new_token(kind: str, tag: str, nesting: Nesting, *, level: int = 0, block: bool) -> Token:
    """Make a token whose other fields have their defaults."""
    token = _new(Token)
    token.type = kind
    token.tag = tag
    token.nesting = nesting
    token.attrs = {}
    token.map = None
    token.level = level
    token.children = None
    token.content = ""
    token.markup = ""
    token.info = ""
    token.meta = {}
    token.block = block
    token.hidden = False
    return token
