"""From an author's Markdown to a fragment: HTML with holes, links and headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec import Struct

from waypost.load import remarks
from waypost.load.abbreviations import size_of_meanings
from waypost.load.attributes import given_ids
from waypost.load.calls import NO_CALLS, collect_calls, with_component_holes
from waypost.load.diagrams import mark_diagrams
from waypost.load.directives import CALLS
from waypost.load.fences import read_fences
from waypost.load.figures import make_figures
from waypost.load.films import may_have_films, show_films
from waypost.load.footnotes import footnote_ids, unused_footnotes
from waypost.load.formulas import FORMULAS, typeset, typeset_fences
from waypost.load.grammar import Syntax, parser_for
from waypost.load.graphs import draw_graphs
from waypost.load.headings import Headings, as_shown, assign_headings
from waypost.load.html_links import html_ids, open_holes
from waypost.load.includes import NOTHING, Beside
from waypost.load.link_rules import DEEP, NESTING_LIMIT
from waypost.load.links import resolve_links, unknown_anchors
from waypost.load.more import introduction
from waypost.load.positions import Source
from waypost.load.source_text import with_holes
from waypost.load.text import prose_of
from waypost.load.typography import set_type
from waypost.model.diagnostic import Checked, Diagnostic, Place, error
from waypost.model.fragment import Fragment
from waypost.model.site import ParseSettings

# Each reference to a link repeats its title: 10 KB can ask for 4 MB of HTML.
_LEAST_BUDGET = 1_000_000
_BUDGET_PER_CHARACTER = 200

_UNCLEAN = re.compile("\r\n?|[\x00\x02\x03]")
_UNCLEAN_SIGNS = ("\r", "\x00", "\x02", "\x03")


class Parsed(Struct, frozen=True):
    """Some Markdown, parsed.

    ``prose`` is its plain text without code blocks; ``introduction`` is the part of
    it above ``<!-- more -->``.
    """

    fragment: Fragment
    prose: str
    introduction: str = ""


def parse_blocks(
    text: str,
    place: Place,
    settings: ParseSettings,
    syntax: Syntax = (),
    beside: Beside = NOTHING,
    *,
    films: bool = True,
) -> Checked[Parsed]:
    """Parse Markdown of any length.

    Args:
        text: The Markdown.
        place: Where its first character stands in the file.
        settings: What of the site's settings parsing depends on.
        syntax: The site's own additions to the Markdown.
        films: Whether a paragraph that is a link to a film shows it.
        beside: What the files hold that the source names: see ``includes.py``.

    Returns:
        The fragment and its prose, and what is wrong with them. Bad Markdown does
        not exist, and nothing that an author writes raises an exception.
    """
    return _parse(text, place, settings, syntax, beside, inline=False, films=films)


def parse_inline(
    text: str, place: Place, settings: ParseSettings, syntax: Syntax = ()
) -> Checked[Parsed]:
    """Parse a line of Markdown as the inside of a paragraph; see ``parse_blocks``.

    Links to anchors are not checked: the line stands on a page with others.
    """
    return _parse(text, place, settings, syntax, NOTHING, inline=True, films=False)


def _parse(
    text: str,
    place: Place,
    settings: ParseSettings,
    syntax: Syntax,
    beside: Beside,
    *,
    inline: bool,
    films: bool,
) -> Checked[Parsed]:
    text = _clean(text)
    try:
        parser = parser_for(text, settings, syntax)
        return _parsed(text, Source(text, place), parser, settings, beside, inline, films)
    except RecursionError:
        return Checked(Parsed(Fragment(), ""), (_too_deep(place),))


def _parsed(
    text: str,
    source: Source,
    md: MarkdownIt,
    settings: ParseSettings,
    beside: Beside,
    inline: bool,
    films: bool,
) -> Checked[Parsed]:
    env: dict[str, Any] = {}
    tokens = md.parseInline(text, env) if inline else md.parse(text, env)
    fences = read_fences(tokens, source, beside)
    fences.findings += typeset_fences(fences.others, source)
    fences.findings += draw_graphs(fences.others, source)
    fences.findings += typeset(tokens, source) if FORMULAS in env else ()
    budget = max(_LEAST_BUDGET, _BUDGET_PER_CHARACTER * (len(text) + fences.included))
    found = resolve_links(tokens, source, budget)
    size = found.size + size_of_meanings(env)
    if "![" in text:
        make_figures(tokens)
    has_notes = "footnotes" in env
    notes = footnote_ids(tokens) if has_notes else []
    given = given_ids(env)
    own = html_ids(tokens) if settings.unsafe_html else []
    headings = Headings((), ()) if inline else assign_headings(tokens, (*notes, *own), given)
    others = (each for each, is_heading in given.items() if not is_heading)
    links = found.links
    if settings.unsafe_html:
        links += tuple(open_holes(tokens, source, len(links)))
    called = NO_CALLS
    shown = films and may_have_films(links) and show_films(tokens, links, source)
    if shown or CALLS in env:
        called = collect_calls(tokens, source, links)
        links = called.links
    anchors = tuple(dict.fromkeys((*headings.ids, *notes, *others, *own)))
    diagnostics = [*found.diagnostics, *_depth(tokens, env, source), *fences.findings]
    diagnostics += called.diagnostics
    diagnostics += remarks.findings(env, source, tokens)
    if has_notes:
        diagnostics += unused_footnotes(env, source)
    if not inline:
        diagnostics += unknown_anchors(links, anchors)
    prose, outline = prose_of(tokens), headings.outline
    if settings.smart_quotes:
        set_type(text, tokens, md)
        outline = as_shown(outline, tokens)
    has_diagrams = mark_diagrams(fences.others)
    html = md.renderer.render(tokens, md.options, env) if size <= budget else ""
    if max(size, len(html)) > budget:
        return Checked(Parsed(Fragment(), ""), (*diagnostics, _too_large(source.place)))
    markdown = ""
    if settings.markdown:
        whole = with_component_holes(text, tokens) if called.calls else text
        markdown = with_holes(whole, links, source.place, fences.spelled)
    fragment = Fragment(html, links, outline, anchors, markdown, called.calls, has_diagrams)
    parsed = Parsed(fragment, prose, prose_of(introduction(tokens, env)))
    return Checked(parsed, tuple(diagnostics))


def _clean(text: str) -> str:
    """Make all ends of lines \\n, and keep an author from forging holes."""
    # Four searches for a character take a tenth of the time of one for an expression.
    if not any(sign in text for sign in _UNCLEAN_SIGNS):
        return text
    return _UNCLEAN.sub(lambda match: "\n" if match[0][0] == "\r" else "\ufffd", text)


def _depth(tokens: Sequence[Token], env: dict[str, Any], source: Source) -> Iterator[Diagnostic]:
    brackets: str | None = env.get(DEEP)
    for token in tokens:
        if token.level >= NESTING_LIMIT - 1 or (
            brackets is not None and token.type == "inline" and brackets in token.content
        ):
            yield _too_deep(source.at(token.map[0]) if token.map else source.place)
            return


def _too_deep(place: Place) -> Diagnostic:
    return error(
        "nesting-too-deep",
        f"lists, quotes or brackets are nested {NESTING_LIMIT} deep, where text gets lost",
        place,
        "nest them less deeply",
    )


def _too_large(place: Place) -> Diagnostic:
    return error(
        "output-too-large",
        f"the text makes more than {_BUDGET_PER_CHARACTER} times as much HTML",
        place,
        "look for a link definition or a table that is repeated very often",
    )
