"""A graph on a page: its drawing with a name, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from markdown_it.token import Token

from waypost.load.fence_options import FenceOptions, Takes, read_options
from waypost.load.graph_svg import Graph, read_graph
from waypost.load.graphviz import LARGEST, Wrong, draw
from waypost.load.positions import Source
from waypost.model.diagnostic import Checked, Diagnostic, Place, error, warning

OPTIONS = {"alt": Takes.VALUE, "title": Takes.VALUE}
"""The options of a graph: its text alternative, and what is written below it."""

_WORDS = 200
"""So many characters of its own words name a graph without a name."""


def drawn_graph(program: str, token: Token, source: Source) -> Checked[str]:
    """Draw the graph of a fence, and give its HTML: "" where it can't be drawn.

    ``program`` is the path of Graphviz's.
    """
    first = token.map[0] if token.map else 0

    def at(offset: int) -> Place:
        return source.find(first, token.info, offset)

    options = read_options(token.info, OPTIONS, at)
    drawn = draw(program, token.content)
    if isinstance(drawn, Wrong):
        # A graph may say that its lines have other numbers than they have.
        line = min(first + drawn.line, first + token.content.count("\n"))
        place = source.find(line, drawn.near) if drawn.line and drawn.near else source.at(line)
        wrong = error("bad-graph", drawn.message, place, drawn.fix)
        return Checked("", (*options.diagnostics, wrong))
    graph = read_graph(drawn.svg)
    if graph is None or len(graph.inside) > 2 * LARGEST:
        message = "what Graphviz makes of the graph can't be read"
        wrong = error("bad-graph", message, at(0), "break it up, or take out unusual characters")
        return Checked("", (*options.diagnostics, wrong))
    odd = _odd(graph, drawn.warnings, options.value, at(0))
    return Checked(_html(graph, options.value), (*options.diagnostics, *odd))


def _odd(
    graph: Graph, said: tuple[str, ...], options: FenceOptions, place: Place
) -> Iterator[Diagnostic]:
    for message in said:
        yield warning("odd-graph", f"Graphviz warns: {message}", place, "correct the graph")
    if graph.has_links:
        message = "the links of a graph are left out: it is shown as an image"
        yield warning("odd-graph", message, place, "write them into the text")
    if not options.text("alt").strip():
        message = "the graph has no text alternative"
        yield warning("missing-alt", message, place, 'say what it shows: alt="…"')


def _html(graph: Graph, options: FenceOptions) -> str:
    title = options.text("title").strip()
    words = ", ".join(filter(None, graph.words))
    words = words if len(words) <= _WORDS else f"{words[:_WORDS].rstrip()}…"
    name = options.text("alt").strip() or title or words or "Graph"
    svg = (
        f'<svg role="img" aria-label="{escape(name)}" width="{graph.width}"'
        f' height="{graph.height}" viewBox="{escape(graph.box)}">{graph.inside}</svg>'
    )
    ground = " paper" if graph.is_paper else ""
    box = f'<div class="graph{ground}" tabindex="0">{svg}</div>\n'
    if not title:
        return box
    return f"<figure>\n{box}<figcaption>{escape(title, quote=False)}</figcaption>\n</figure>\n"
