"""Rules for links and images, which note where each one stands.

They are kept as written, so that ``links.py`` can judge and locate them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it.rules_inline import StateInline, autolink, image, link

NESTING_LIMIT = 100
"""At this depth the parser drops text without a word."""

DEEP = "waypost_deep"
"""Where the parser leaves, in its environment, the inline text that is too deep."""

# A slug starts with a letter or digit, and takes no punctuation that code is full of:
# [[ -f x ]], [[1, 2]] and [["a"]] are text. So is [[1]](https://example.org), a link.
_WIKILINK = re.compile(
    r"""\[\[(\w[^\[\]|#\n,;:(){}<>"`=*$!?&\\]*)(?:\#([^\[\]|\n]+))?(?:\|([^\[\]\n]+))?\]\](?!\()"""
)


_WITHIN = re.compile(r"""\[\[\#([^\[\]|\n,;(){}<>"`=$\\]+)(?:\|([^\[\]\n]+))?\]\](?!\()""")
"""A wikilink to a heading of the same text."""


def locate_link(state: StateInline, silent: bool) -> bool:
    """Parse a link or wikilink, and note where it stands."""
    start = state.pos
    if state.src[start] != "[":
        return False
    if state.level >= NESTING_LIMIT - 1:
        state.env[DEEP] = state.src
    if state.src.startswith("[[", start) and _wikilink(state, silent):
        return True
    return _located(link, state, silent)


def locate_image(state: StateInline, silent: bool) -> bool:
    """Parse an image, and note where it stands."""
    return state.src[state.pos] == "!" and _located(image, state, silent)


def locate_autolink(state: StateInline, silent: bool) -> bool:
    """Parse an address in angle brackets, and note where it stands."""
    return state.src[state.pos] == "<" and _located(autolink, state, silent)


def _located(rule: Callable[[StateInline, bool], bool], state: StateInline, silent: bool) -> bool:
    start, before = state.pos, len(state.tokens)
    if not rule(state, silent):
        return False
    if not silent:
        # The token stands first, or second where text was pending.
        token = state.tokens[before]
        token = state.tokens[before + 1] if token.type == "text" else token
        token.meta["at"] = start
    return True


def _wikilink(state: StateInline, silent: bool) -> bool:
    match = _WIKILINK.match(state.src, state.pos, state.posMax)
    if match:
        target, heading, label = match[1].strip(), (match[2] or "").strip(), 3
    else:
        match = _WITHIN.match(state.src, state.pos, state.posMax)
        if not match:
            return False
        target, heading, label = "", match[1].strip(), 2
    if not silent:
        token = state.push("link_open", "a", 1)
        token.meta["at"] = match.start()
        token.meta["wiki"] = (target, heading)
        if match[label]:
            _push_label(state, match.span(label))
        else:
            # Of another page its title is shown; a heading shows itself.
            kind = "link_title" if target else "text"
            state.push(kind, "", 0).content = target or heading
        state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


def _push_label(state: StateInline, span: tuple[int, int]) -> None:
    end = state.posMax
    state.pos, state.posMax = span
    state.linkLevel += 1
    state.md.inline.tokenize(state)
    state.linkLevel -= 1
    state.posMax = end
