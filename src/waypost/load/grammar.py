"""The Markdown that Waypost speaks: CommonMark, tables, strikethrough, task lists, wikilinks.

Links and images are kept as written and know where they stand, so that
``links.py`` can judge and locate them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, autolink, image, link
from markdown_it.token import Token
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

from waypost.load.footnotes import footnotes
from waypost.load.html import RENDERERS, Renderer, add_renderers
from waypost.model.site import ParseSettings

Syntax = tuple[Callable[[MarkdownIt], object], ...]
"""A site's own additions to the Markdown: each gets the parser, once a process."""

NESTING_LIMIT = 100
"""At this depth the parser drops text without a word."""

DEEP = "waypost_deep"
"""Where the parser leaves, in its environment, the inline text that is too deep."""

# What begins inline markup here. The library's own set also stops at hyphens,
# colons and the like, for plugins: ten rules tried in vain at each of them.
_MARKUP = re.compile(r"[\n!&*<\[\\\]_`~]")
# A slug starts with a letter or digit, and takes no punctuation that code is full of:
# [[ -f x ]], [[1, 2]] and [["a"]] are text. So is [[1]](https://example.org), a link.
_WIKILINK = re.compile(
    r"""\[\[(\w[^\[\]|#\n,;:(){}<>"`=*$!?&\\]*)(?:\#([^\[\]|\n]+))?(?:\|([^\[\]\n]+))?\]\](?!\()"""
)
_URL = re.compile(r"https?://|www\.")
_EMAIL = re.compile(r"@[\w-]+\.\w")


class Parser(MarkdownIt):
    """markdown-it, leaving it to us which addresses are good."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - overrides
        """Take every link: a bad one is reported, where the library shows its source."""
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - overrides
        """Keep what the author wrote, which may be the path of a file."""
        return url


def parser_for(text: str, settings: ParseSettings, syntax: Syntax) -> MarkdownIt:
    """Give the parser for a text, made once for each kind of text and process.

    Footnotes and bare links cost a tenth of the time each, so only a text that
    may have some gets a parser that looks for them.
    """
    return _parser(settings, syntax, "[^" in text, _has_bare_links(text))


@lru_cache(maxsize=64)
def _parser(
    settings: ParseSettings, syntax: Syntax, with_footnotes: bool, with_bare_links: bool
) -> MarkdownIt:
    # The settings are options, so that a site's own syntax can read them.
    options = {
        "maxNesting": NESTING_LIMIT,
        "html": False,
        "xhtmlOut": False,
        "tasklists": True,
        "language": settings.language,
    }
    md = Parser("commonmark", options, renderer_cls=Renderer)
    md.enable(["table", "strikethrough"]).disable(["html_block", "html_inline", "normalize"])
    add_renderers(md, RENDERERS)
    md.core.ruler.at("inline", _parse_inline_tokens)
    md.inline.ruler.at("link", _link)
    md.inline.ruler.at("image", _image)
    md.inline.ruler.at("autolink", _autolink)
    if with_footnotes:
        footnotes(md)
    if with_bare_links:
        gfm_autolink_plugin(md)
    elif not syntax:
        md.inline.terminator_re = _MARKUP
    if not syntax:
        md.block.ruler.before("table", "plain_paragraph", _plain_paragraph)
    for extend in syntax:
        extend(md)
    return md


def _has_bare_links(text: str) -> bool:
    if "@" in text and _EMAIL.search(text):
        return True
    if "://" not in text and "www." not in text:
        return False
    return any(_is_bare(text, match.start()) for match in _URL.finditer(text))


def _is_bare(text: str, start: int) -> bool:
    before = text[max(start - 2, 0) : start]
    return before != "](" and before[-1:] in " \n\t*_~("


def _parse_inline_tokens(state: StateCore) -> None:
    """Parse inline Markdown; text without any markup in it the short way."""
    parse, markup = state.md.inline.parse, state.md.inline.terminator_re
    for token in state.tokens:
        if token.type != "inline":
            continue
        token.children = token.children or []
        if not markup.search(token.content):
            token.children.append(Token("text", "", 0, content=token.content))
        else:
            parse(token.content, state.md, state.env, token.children)


def _plain_paragraph(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Take a paragraph whose lines all start with a letter, which can be nothing else.

    It spares such lines, most of a post, two rounds of every rule that might end them.
    """
    if silent or state.is_code_block(start):
        return False
    source, line = state.src, start
    while line < state.lineMax:
        first = state.bMarks[line] + state.tShift[line]
        if first >= state.eMarks[line]:
            break
        if not source[first].isalpha():
            return False
        line += 1
    state.line = line
    state.push("paragraph_open", "p", 1).map = [start, line]
    token = state.push("inline", "", 0)
    token.content = mdTrim(state.getLines(start, line, state.blkIndent, False))
    token.map = [start, line]
    token.children = []
    state.push("paragraph_close", "p", -1)
    return True


def _link(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if state.src[start] != "[":
        return False
    if state.level >= NESTING_LIMIT - 1:
        state.env[DEEP] = state.src
    if state.src.startswith("[[", start) and _wikilink(state, silent):
        return True
    return _located(link, state, silent)


def _image(state: StateInline, silent: bool) -> bool:
    return state.src[state.pos] == "!" and _located(image, state, silent)


def _autolink(state: StateInline, silent: bool) -> bool:
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
    if not match:
        return False
    if not silent:
        _push_wikilink(state, match)
    state.pos = match.end()
    return True


def _push_wikilink(state: StateInline, match: re.Match[str]) -> None:
    token = state.push("link_open", "a", 1)
    token.meta["at"] = match.start()
    token.meta["wiki"] = (match[1].strip(), (match[2] or "").strip())
    if match[3]:
        end = state.posMax
        state.pos, state.posMax = match.span(3)
        state.linkLevel += 1
        state.md.inline.tokenize(state)
        state.linkLevel -= 1
        state.posMax = end
    else:
        state.push("link_title", "", 0).content = match[1].strip()
    state.push("link_close", "a", -1)
