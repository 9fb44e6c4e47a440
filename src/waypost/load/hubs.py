"""Curated hubs: an editor's page for a topic."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from waypost.load.editorial import Editor, open_manuscript
from waypost.load.includes import NOTHING, Beside
from waypost.load.nodes import Mapping, Node, describe
from waypost.load.schema import Fields
from waypost.model.diagnostic import Checked, Place, error
from waypost.model.digest import digest_of
from waypost.model.fragment import Fragment
from waypost.model.hub import Citation, Grouping, HubDefinition, Order, References, Theme
from waypost.model.site import ParseSettings


def load_hub(
    source: str,
    data: bytes,
    settings: ParseSettings,
    syntax: tuple[Callable[..., Any], ...] = (),
    beside: Beside = NOTHING,
) -> Checked[HubDefinition | None]:
    """Load a hub from its file, whose name is the topic's slug.

    ``beside`` has the files that it names: see ``includes.py``. Gives None, and an
    error, where the file can't be read as one.
    """
    editor = Editor(settings, syntax, beside, [])
    opened = open_manuscript(source, data, "a hub", editor)
    if opened is None:
        return Checked(None, tuple(editor.findings))
    fields = opened.fields
    hub = HubDefinition(
        source=source,
        digest=digest_of(data),
        slug=opened.slug,
        place=Place(source),
        title=fields.text("title"),
        description=fields.line("description"),
        topics=fields.texts("topics", commas=True) or (),
        introduction=opened.introduction,
        start_here=_citations(fields, editor),
        themes=_themes(fields, editor),
        failure_modes=_failure_modes(fields, editor),
        related=fields.texts("related"),
        references=_references(fields),
        sections=fields.texts("sections"),
        draft=fields.draft(),
    )
    fields.close()
    return Checked(hub if opened.slug else None, tuple(editor.findings))


def _citations(fields: Fields, editor: Editor) -> tuple[Citation, ...] | None:
    nodes = fields.items("start_here")
    return None if nodes is None else editor.citations(nodes)


def _themes(fields: Fields, editor: Editor) -> tuple[Theme, ...] | None:
    nodes = fields.items("themes")
    if nodes is None:
        return None
    themes = (_theme(node, editor) for node in nodes)
    return tuple(theme for theme in themes if theme is not None)


def _theme(node: Node, editor: Editor) -> Theme | None:
    if not isinstance(node, Mapping):
        message = f"a theme has a title, a text and reads, but this is {describe(node)}"
        editor.findings.append(
            error("wrong-type", message, node.place, "write 'title:', 'text:' and 'reads:'")
        )
        return None
    fields = Fields(node, editor.findings, "a theme")
    title = fields.required("title", "write 'title:' and the theme's heading")
    text = editor.blocks(fields.passage("text"))
    reads = editor.citations(fields.items("reads") or ())
    fields.close()
    return Theme(title, text, reads) if title else None


def _failure_modes(fields: Fields, editor: Editor) -> tuple[Fragment, ...] | None:
    modes = fields.passages("failure_modes")
    return None if modes is None else tuple(editor.line(mode) for mode in modes)


def _references(fields: Fields) -> References:
    section = fields.section("references")
    if section is None:
        return References()
    references = References(
        section.choice("order", Order) or Order.NEWEST,
        section.choice("group_by", Grouping) or Grouping.AUTO,
    )
    section.close()
    return references
