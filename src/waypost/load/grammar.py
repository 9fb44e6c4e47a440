"""The Markdown that Waypost speaks: CommonMark, GitHub's, and what the additions below bring.

Most of a post is written plainly, and has short ways to its tokens: see
``plain_blocks.py`` and ``plain_inlines.py``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from markdown_it import MarkdownIt

from waypost.load.abbreviations import abbreviations, may_have_abbreviations
from waypost.load.attributes import attributes, may_have_attributes
from waypost.load.bare_links import bare_links, may_have_bare_links
from waypost.load.callouts import callouts, may_have_callouts
from waypost.load.definitions import definitions, may_have_definitions
from waypost.load.directives import add_calls, directives
from waypost.load.footnotes import footnotes
from waypost.load.formulas import formulas, may_have_formulas
from waypost.load.html import RENDERERS, Renderer, add_renderers
from waypost.load.link_rules import NESTING_LIMIT, locate_autolink, locate_image, locate_link
from waypost.load.plain_blocks import add_plain_blocks
from waypost.load.plain_inlines import add_plain_inlines, parse_inline_tokens
from waypost.load.raw_html import html, may_have_html
from waypost.load.rulers import sort_out
from waypost.load.tables import whole_table
from waypost.load.typography import typography
from waypost.model.site import ParseSettings

Syntax = tuple[Callable[[MarkdownIt], object], ...]
"""A site's own additions to the Markdown: each gets the parser, once a process."""

# What begins inline markup here. The library's own set also stops at hyphens,
# colons and the like, for plugins: ten rules tried in vain at each of them.
_MARKUP = re.compile(r"[\n!&*<\[\\\]_`~]")
_MARKUP_AND_DOLLARS = re.compile(r"[\n!$&*<\[\\\]_`~]")


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

    Each addition to Markdown costs time, so only a text that may have some of it
    gets a parser that looks for it.
    """
    known = _ADDITIONS if _has_marked_lines(text) else _ANYWHERE
    additions = tuple([add for may_have, add in known if may_have(text)])
    return _parser(settings, syntax, additions)


Additions = tuple[tuple[Callable[[str], bool], Callable[[MarkdownIt], object]], ...]

_ANYWHERE: Additions = (
    # A search for one character takes a tenth of the time of one for two.
    (lambda text: "^" in text and "[^" in text, footnotes),
    (may_have_bare_links, bare_links),
    (may_have_attributes, attributes),
    (may_have_html, html),
    (may_have_formulas, formulas),
)
_ADDITIONS: Additions = (
    *_ANYWHERE,
    (may_have_callouts, callouts),
    (may_have_definitions, definitions),
    (may_have_abbreviations, abbreviations),
    (lambda text: "::" in text, directives),
)
"""What Markdown can have beyond the plain grammar, and how a text shows that it may."""

# What begins a line of the last four, which one search for all of them tells.
_MARKED_LINE = re.compile(r"\n(?::[: \t]|\*\[|[-+*0-9.) \t>]+(?::[: \t]|\[!))")


def _has_marked_lines(text: str) -> bool:
    marked = _MARKED_LINE.search(text) or _MARKED_LINE.match(f"\n{text[:99]}")
    return marked is not None


@lru_cache(maxsize=256)
def _parser(
    settings: ParseSettings, syntax: Syntax, additions: tuple[Callable[[MarkdownIt], object], ...]
) -> MarkdownIt:
    # The settings are options, so that a site's own syntax can read them.
    options = {
        "maxNesting": NESTING_LIMIT,
        "html": False,
        "xhtmlOut": False,
        "tasklists": True,
        "language": settings.language,
        "unsafe_html": settings.unsafe_html,
        "typographer": settings.smart_quotes,
    }
    md = Parser("commonmark", options, renderer_cls=Renderer)
    md.enable(["table", "strikethrough"]).disable(["html_block", "html_inline", "normalize"])
    add_renderers(md, RENDERERS)
    md.block.ruler.at("table", whole_table, {"alt": ["paragraph", "reference"]})
    md.core.ruler.at("inline", parse_inline_tokens)
    md.inline.ruler.at("link", locate_link)
    md.inline.ruler.at("image", locate_image)
    md.inline.ruler.at("autolink", locate_autolink)
    for add in (add_calls, *additions, *syntax):
        add(md)
    if not syntax and bare_links not in additions:
        has_formulas = formulas in additions
        md.inline.terminator_re = _MARKUP_AND_DOLLARS if has_formulas else _MARKUP
        add_plain_inlines(md, dollars=has_formulas)
    if not syntax:
        # The plain way to a paragraph does not see that it is a term.
        add_plain_blocks(md, paragraphs=definitions not in additions)
        sort_out(md)
    if settings.smart_quotes:
        typography(md)
    return md
