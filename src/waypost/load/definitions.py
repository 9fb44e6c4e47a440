"""Definition lists: a term, and below it lines that begin with a colon."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin

_MARK = re.compile(r"[\n\t >]:[ \t]")


def may_have_definitions(text: str) -> bool:
    """Say whether a text may hold definition lists."""
    return _MARK.search(text) is not None


def definitions(md: MarkdownIt) -> None:
    """Teach a parser definition lists."""
    deflist_plugin(md)
