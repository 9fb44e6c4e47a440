"""From an author's Markdown to a fragment: HTML with holes, links and headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from waypost.load.calls import NO_CALLS, collect_calls, with_component_holes
from waypost.load.diagrams import LANGUAGE as DIAGRAMS
from waypost.load.diagrams import mark_diagrams
from waypost.load.films import may_have_films, show_films
from waypost.load.footnotes import footnote_ids, unused_footnotes
from waypost.load.formulas import LANGUAGE, typeset
from waypost.load.grammar import Syntax, parser_for
from waypost.load.headings import Headings, assign_headings
from waypost.load.highlight import is_known, known_languages, language_of
from waypost.load.link_rules import DEEP, NESTING_LIMIT
from waypost.load.links import resolve_links, unknown_anchors
from waypost.load.positions import Source
from waypost.load.source_text import with_holes
from waypost.load.text import prose_of
from waypost.model.diagnostic import Checked, Diagnostic, Place, error, warning
from waypost.model.fragment import Fragment
from waypost.model.site import ParseSettings
from waypost.near import did_you_mean

# Each reference to a link repeats its title: 10 KB can ask for 4 MB of HTML.
_LEAST_BUDGET = 1_000_000
_BUDGET_PER_CHARACTER = 200

_UNCLEAN = re.compile("\r\n?|[\x00\x02\x03]")
_UNCLEAN_SIGNS = ("\r", "\x00", "\x02", "\x03")


@dataclass(frozen=True, slots=True)
class Parsed:
    """Some Markdown, parsed; ``prose`` is its plain text without code blocks."""

    fragment: Fragment
    prose: str


def parse_blocks(
    text: str,
    place: Place,
    settings: ParseSettings,
    syntax: Syntax = (),
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

    Returns:
        The fragment and its prose, and what is wrong with them. Bad Markdown does
        not exist, and nothing that an author writes raises an exception.
    """
    return _parse(text, place, settings, syntax, inline=False, films=films)


def parse_inline(
    text: str, place: Place, settings: ParseSettings, syntax: Syntax = ()
) -> Checked[Parsed]:
    """Parse a line of Markdown as the inside of a paragraph; see ``parse_blocks``.

    Links to anchors are not checked: the line stands on a page with others.
    """
    return _parse(text, place, settings, syntax, inline=True, films=False)


def _parse(
    text: str,
    place: Place,
    settings: ParseSettings,
    syntax: Syntax,
    *,
    inline: bool,
    films: bool,
) -> Checked[Parsed]:
    text = _clean(text)
    try:
        parser = parser_for(text, settings, syntax)
        return _parsed(text, Source(text, place), parser, settings, inline, films)
    except RecursionError:
        return Checked(Parsed(Fragment(), ""), (_too_deep(place),))


def _parsed(
    text: str,
    source: Source,
    md: MarkdownIt,
    settings: ParseSettings,
    inline: bool,
    films: bool,
) -> Checked[Parsed]:
    env: dict[str, Any] = {}
    tokens = md.parseInline(text, env) if inline else md.parse(text, env)
    budget = max(_LEAST_BUDGET, _BUDGET_PER_CHARACTER * len(text))
    found = resolve_links(tokens, source, budget)
    has_notes = "footnotes" in env
    notes = footnote_ids(tokens) if has_notes else []
    headings = Headings((), ()) if inline else assign_headings(tokens, notes)
    anchors = (*headings.ids, *notes)
    called = NO_CALLS
    if (films and may_have_films(text) and show_films(tokens, found.links, source)) or "::" in text:
        called = collect_calls(tokens, source, found.links)
    links = called.links or found.links
    has_diagrams = DIAGRAMS in text and mark_diagrams(tokens)
    diagnostics = [
        *found.diagnostics,
        *called.diagnostics,
        *_depth(tokens, env, source),
        *_languages(tokens, source),
    ]
    if has_notes:
        diagnostics += unused_footnotes(env, source)
    if not inline:
        diagnostics += unknown_anchors(links, anchors)
    if "$" in text or LANGUAGE in text:
        diagnostics += typeset(tokens, source)
    html = md.renderer.render(tokens, md.options, env) if found.size <= budget else ""
    if max(found.size, len(html)) > budget:
        return Checked(Parsed(Fragment(), ""), (*diagnostics, _too_large(source.place)))
    markdown = ""
    if settings.markdown:
        whole = with_component_holes(text, tokens) if called.calls else text
        markdown = with_holes(whole, links, source.place)
    fragment = Fragment(
        html, links, headings.outline, anchors, markdown, called.calls, has_diagrams
    )
    return Checked(Parsed(fragment, prose_of(tokens)), tuple(diagnostics))


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


def _languages(tokens: Sequence[Token], source: Source) -> Iterator[Diagnostic]:
    for token in tokens:
        if token.type != "fence" or is_known(language := language_of(token.info)):
            continue
        if language == LANGUAGE:
            continue
        yield warning(
            "unknown-language",
            f"no highlighting is known for the language '{language}'",
            source.find(token.map[0], language) if token.map else source.place,
            did_you_mean(language, known_languages()) or "use 'text' for code without colours",
        )


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
