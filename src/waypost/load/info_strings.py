"""What stands behind the marks of a fence: a language, then options.

```` ```python {2,4-6} title="app.py" linenums="10" diff wrap ````
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.common.utils import unescapeAll
from msgspec import Struct

FORMULA, DIAGRAM, GRAPH = "math", "mermaid", "dot"
"""The languages of fences that are no code."""

LINES = "{…}"
"""The name of the option that has none: the highlighted lines in braces."""

_LANGUAGE = re.compile(r"\s*(?:(?=\{[\d,\s-])|(?P<before>[^\s{}=]+)(?=\{[\d,\s-])|(?P<word>\S+))")
_OPTION = re.compile(
    r"""\{(?P<lines>[^{}]*)\}
    |(?P<name>[^\W\d][\w-]*)(?:=(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"{}]*)))?(?=\s|\{|\Z)
    |(?P<odd>\S+)""",
    re.VERBOSE,
)


class Option(Struct, frozen=True):
    """An option as written: its name, its value (None where it has none), and where.

    ``offset`` and ``value_offset`` count characters from the start of the info string.
    """

    name: str
    value: str | None
    offset: int
    value_offset: int


def language_of(info: str) -> str:
    """Take the language from an info string: its first word, unless that is an option."""
    name = _first(info)[0]
    return unescapeAll(name) if "\\" in name or "&" in name else name


def has_options(info: str) -> bool:
    """Say whether an info string holds more than a language."""
    written, end = _first(info)
    return len(info.strip()) > len(written) or end < len(info.rstrip())


def options_of(info: str) -> Iterator[Option]:
    """Give the options of an info string, in order; what is none has its text as its name."""
    for match in _OPTION.finditer(info, _first(info)[1]):
        if match["lines"] is not None:
            yield Option(LINES, match["lines"], match.start(), match.start("lines"))
            continue
        group = next((name for name in ("quoted", "plain") if match[name] is not None), "name")
        value = None if group == "name" else match[group]
        name = match["odd"] or match["name"]
        start = match.start() if group == "name" else match.start(group)
        yield Option(name, value, match.start(), start)


def _first(info: str) -> tuple[str, int]:
    """Give the language, and where it ends."""
    match = _LANGUAGE.match(info)
    if match is None:
        return "", 0
    language = match["before"] or match["word"] or ""
    return ("", 0) if "=" in language else (language, match.end())
