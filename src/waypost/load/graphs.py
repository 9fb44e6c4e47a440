"""Graphs: code blocks of the language ``dot``, which Graphviz draws where it is installed.

Where it is not they stay what they are: code that can be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module

from markdown_it.token import Token

from waypost.load.fences import HTML
from waypost.load.info_strings import GRAPH
from waypost.load.positions import Source
from waypost.model.diagnostic import Checked, Diagnostic, warning
from waypost.programs import graphviz


def draw_graphs(fences: Sequence[tuple[str, Token]], source: Source) -> Iterator[Diagnostic]:
    """Draw the graphs among fences with their languages, and find what is wrong with them."""
    found = [token for language, token in fences if language == GRAPH]
    if not found:
        return
    program = graphviz()
    if program is None:
        place = source.find(found[0].map[0], GRAPH) if found[0].map else source.place
        message = "graphs can't be drawn without Graphviz, and are shown as code"
        fix = "install Graphviz, or use the language 'graphviz' for code"
        yield warning("no-graphviz", message, place, fix)
        return
    # Most texts have no graph, and need nothing of what runs programs and reads XML.
    drawn_graph = import_module("waypost.load.drawn_graphs").drawn_graph
    for token in found:
        drawn: Checked[str] = drawn_graph(program, token, source)
        yield from drawn.diagnostics
        if drawn.value:
            token.meta[HTML] = drawn.value
