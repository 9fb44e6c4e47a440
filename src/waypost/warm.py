"""Imported by the process that workers are forked from, for what importing it does.

Parsers and lexers are made once a process, when they are first needed. Made here,
they are made while the main process is still importing, and once for all workers.
"""

from __future__ import annotations

from waypost.load.markdown import parse_blocks
from waypost.model.diagnostic import Place
from waypost.model.site import ParseSettings

LANGUAGES = ("bash", "console", "go", "javascript", "json", "python", "sql", "typescript", "yaml")
"""The languages that most code blocks are in."""

_SAMPLE = (
    "A paragraph, [a link](a.md) and `code`.\n\n- a list\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
)
_CODE = "def f(x):  # why\n    return {\"a\": 1, 'b': [x, 2.5]}\n"

parse_blocks(
    _SAMPLE + "".join(f"```{language}\n{_CODE}```\n\n" for language in LANGUAGES),
    Place("sample.md"),
    ParseSettings(),
)
