"""Small changes in the text of a YAML file, at the places of what was read from it.

``lines`` are those of the file without their newlines, a carriage return included.
"""

from __future__ import annotations

import json
import re

from waypost.load.nodes import Mapping, Node, Scalar, Sequence

_QUOTED = {"'": re.compile(r"'(?:[^']|'')*'"), '"': re.compile(r'"(?:[^"\\]|\\.)*"')}
_PLAIN = re.compile(r"\w[\w.-]*\Z")
_NULLS = ("null", "Null", "NULL")
_DASH = re.compile(r" *- +\Z")


def append(lines: list[str], node: Node, text: str, key: str) -> bool:
    """Add a text to the end of a list, the way that the list is written.

    Where its items are block mappings, it is added as one, under the key ``key``.
    Changes ``lines``, and says whether it could be done.
    """
    if isinstance(node, Scalar):
        span = _span(lines, node)
        if node.is_null or span is None:
            return False
        only = lines[node.place.line - 1][slice(*span)]
        return exchange(lines, node, f"[{only}, {word(text)}]")
    if not isinstance(node, Sequence) or not node.items:
        return False
    if lines[node.place.line - 1][node.place.column - 1] == "[":
        return _append_to_flow(lines, node.items[-1], text)
    return _append_to_block(lines, node.items, text, key)


def _append_to_flow(lines: list[str], last: Node, text: str) -> bool:
    line = lines[last.place.line - 1]
    before = line[: last.place.column - 1]
    between = ", " if before.strip(" ") else f",{_ending(line)}\n{before}"
    if isinstance(last, Scalar):
        span = _span(lines, last)
        if span is None:
            return False
        return exchange(lines, last, f"{line[slice(*span)]}{between}{word(text)}")
    # Where a mapping ends isn't known, but where it starts; so the text goes before it.
    lines[last.place.line - 1] = f"{before}{word(text)}{between}{line[len(before) :]}"
    return True


def _append_to_block(lines: list[str], items: list[Node], text: str, key: str) -> bool:
    last = items[-1].place
    dash = lines[last.line - 1][: last.column - 1]
    if not _DASH.match(dash):
        return False
    indent = len(dash) - len(dash.lstrip(" "))
    end = last.line
    while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) > indent):
        end += 1
    while end > last.line and lines[end - 1].strip()[:1] in ("", "#"):
        end -= 1
    # The first of a block mapping stands where the mapping does.
    blocks = all(
        isinstance(item, Mapping) and lines[item.place.line - 1][item.place.column - 1] != "{"
        for item in items
    )
    entry = f"{key}: {word(text)}" if blocks else word(text)
    lines.insert(end, f"{dash}{entry}{_ending(lines[last.line - 1])}")
    return True


def exchange(lines: list[str], scalar: Scalar, text: str) -> bool:
    """Put YAML in the place of a scalar, if that stands on one line; say whether it does."""
    span = _span(lines, scalar)
    if span is None:
        return False
    line = lines[scalar.place.line - 1]
    lines[scalar.place.line - 1] = f"{line[: span[0]]}{text}{line[span[1] :]}"
    return True


def _span(lines: list[str], scalar: Scalar) -> tuple[int, int] | None:
    """Say from where to where a scalar goes on its line; None where it goes further."""
    line, start = lines[scalar.place.line - 1], scalar.place.column - 1
    if scalar.plain:
        return (start, start + len(scalar.text)) if line.startswith(scalar.text, start) else None
    quoted = _QUOTED.get(line[start : start + 1])
    match = quoted.match(line, start) if quoted else None
    return match.span() if match else None


def word(text: str) -> str:
    """Write a name as YAML: as it is, or in quotes where it would be something else."""
    return text if _PLAIN.match(text) and text not in _NULLS else quoted(text)


def quoted(text: str) -> str:
    """Quote a text for YAML, whose double-quoted strings take JSON's."""
    return json.dumps(text, ensure_ascii=False)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _ending(line: str) -> str:
    return "\r" if line.endswith("\r") else ""
