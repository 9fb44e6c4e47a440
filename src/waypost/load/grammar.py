"""The Markdown that Waypost speaks: CommonMark, tables, strikethrough, task lists, wikilinks.

Most of a post is written plainly, and has short ways to its tokens: see
``plain_blocks.py`` and ``plain_inlines.py``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from markdown_it import MarkdownIt
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

from waypost.load.diagrams import add_diagrams
from waypost.load.directives import add_calls, directives
from waypost.load.footnotes import footnotes
from waypost.load.formulas import add_formulas, formulas, may_have_formulas
from waypost.load.html import RENDERERS, Renderer, add_renderers
from waypost.load.link_rules import NESTING_LIMIT, locate_autolink, locate_image, locate_link
from waypost.load.plain_blocks import add_plain_blocks
from waypost.load.plain_inlines import add_plain_inlines, parse_inline_tokens
from waypost.load.rulers import sort_out
from waypost.model.site import ParseSettings

Syntax = tuple[Callable[[MarkdownIt], object], ...]
"""A site's own additions to the Markdown: each gets the parser, once a process."""

# What begins inline markup here. The library's own set also stops at hyphens,
# colons and the like, for plugins: ten rules tried in vain at each of them.
_MARKUP = re.compile(r"[\n!&*<\[\\\]_`~]")
_URLS = ("http://", "https://", "www.")
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
    may have some gets a parser that looks for them. So it is with directives.
    """
    return _parser(
        settings,
        syntax,
        "[^" in text,
        _has_bare_links(text),
        "::" in text,
        may_have_formulas(text),
    )


@lru_cache(maxsize=64)
def _parser(
    settings: ParseSettings,
    syntax: Syntax,
    with_footnotes: bool,
    with_bare_links: bool,
    with_directives: bool,
    with_formulas: bool,
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
    md.core.ruler.at("inline", parse_inline_tokens)
    md.inline.ruler.at("link", locate_link)
    md.inline.ruler.at("image", locate_image)
    md.inline.ruler.at("autolink", locate_autolink)
    if with_footnotes:
        footnotes(md)
    if with_bare_links:
        gfm_autolink_plugin(md)
    if with_directives:
        directives(md)
    add_formulas(md)
    add_calls(md)
    add_diagrams(md)
    if with_formulas:
        formulas(md)
    for extend in syntax:
        extend(md)
    if not syntax and not with_bare_links and not with_formulas:
        md.inline.terminator_re = _MARKUP
        add_plain_inlines(md)
    if not syntax:
        add_plain_blocks(md)
        sort_out(md)
    return md


def _has_bare_links(text: str) -> bool:
    if "@" in text and _EMAIL.search(text):
        return True
    return any(_is_bare(text, start) for url in _URLS for start in _all(url, text))


def _all(part: str, text: str) -> Iterator[int]:
    # Ten times as fast as an expression for all of them.
    start = text.find(part)
    while start >= 0:
        yield start
        start = text.find(part, start + 1)


def _is_bare(text: str, start: int) -> bool:
    before = text[max(start - 2, 0) : start]
    return before != "](" and before[-1:] in " \n\t*_~("
