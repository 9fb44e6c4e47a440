"""What docs/theming.md tells of views: made of the views themselves and their docstrings."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator, Mapping
from typing import Any, Union, get_args, get_origin, get_type_hints

from waypost.model.fields import field_names
from waypost.model.views import SiteView
from waypost.model.views.templates import VIEW_OF

BEGIN, END = "<!-- views: begin -->\n", "<!-- views: end -->\n"

_PLAIN = {str: "text", int: "number", float: "number", bool: "yes or no"}


def reference() -> str:
    """Write the reference: what all templates see, then each template, then the parts."""
    parts = [_section("`site`, on every page", SiteView)]
    templates: dict[type, list[str]] = {}
    for template, view in VIEW_OF.items():
        templates.setdefault(view, []).append(f"`{template}`")
    parts += [_section(", ".join(names), view) for view, names in templates.items()]
    shown = {SiteView, *VIEW_OF.values()}
    within = {part for view in shown for part in _parts(view)} - shown
    parts += [_section(part.__name__, part) for part in sorted(within, key=lambda p: p.__name__)]
    return "\n".join(parts)


def _section(heading: str, view: type) -> str:
    text = re.sub(r"``([^`]+)``", r"`\1`", view.__doc__ or "")
    paragraphs = [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]
    hints = get_type_hints(view)
    rows = [f"| `{name}` | {_told(hints[name])} |" for name in field_names(view)]
    told = "\n\n".join(filter(None, paragraphs))
    return f"### {heading}\n\n{told}\n\n| Field | Kind |\n|---|---|\n" + "\n".join(rows) + "\n"


def _told(hint: Any) -> str:
    if hint in _PLAIN:
        return _PLAIN[hint]
    origin, inner = get_origin(hint), get_args(hint)
    if origin is tuple:
        return f"list of {_told(inner[0])}"
    if origin is Mapping:
        return f"{_told(inner[1])}, by name"
    if type(None) in inner:
        return f"{_told(inner[0])}, or none"
    if origin in (Union, types.UnionType):
        return "text, number, or a list of either"
    name: str = hint.__name__
    return f"[{name}](#{name.lower()})" if field_names(hint) else name.lower()


def _parts(view: type) -> Iterator[type]:
    for hint in get_type_hints(view).values():
        pending = [hint]
        while pending:
            kind = pending.pop()
            pending += get_args(kind)
            if field_names(kind) and isinstance(kind, type):
                yield kind
                yield from _parts(kind)
