"""What YAML's parser stumbles over, in words that help an author."""

from __future__ import annotations

from yaml.reader import ReaderError

from waypost.load.decoding import place_at
from waypost.model.diagnostic import Diagnostic, Place, error

_QUOTE = "put the whole value in quotes"

# What the parser says, and what mostly lies behind it; the first that fits counts.
_FIXES = (
    ("mapping values are not allowed", f"{_QUOTE}, because it holds a colon"),
    ("that cannot start any token", f"{_QUOTE}, because of the character it starts with"),
    ("unexpected end of stream", "close the quote that opens here"),
    ("unexpected document indicator", "close the quote that opens here"),
    ("could not find expected ':'", "write 'key: value', with '---' below the last one"),
    ("',' or ']'", "close the list with ']', and put texts with commas or brackets in quotes"),
    ("',' or '}'", "close the braces with '}', and put texts with commas or braces in quotes"),
    ("<block end>", "indent the keys of one level by the same number of spaces"),
    ("expected key", "indent the keys of one level alike; inside single quotes, write '' for '"),
    ("expected '-' indicator", "indent the entries of one list by the same number of spaces"),
    ("escape", "double the backslash, or use single quotes"),
    ("<document start>", "delete the line of '...' before it; '---' closes front matter"),
)

# Found where the parser gives up, long after the line that needs a change.
_FOUND_LATE = (
    "unexpected end of stream",
    "unexpected document indicator",
    "could not find expected ':'",
    "expected ',' or",
)


def syntax_error(text: str, origin: Place, failure: Exception) -> Diagnostic:
    """Turn the parser's exception into a finding; ``origin`` is the text's start."""
    if isinstance(failure, ReaderError):
        problem = str(failure.reason)
        place = place_at(origin.path, text, int(failure.position))
        line, column = place.line - 1, place.column
    else:
        problem = getattr(failure, "problem", None) or "this can't be understood"
        line, column = _position(problem, failure, text)
    return error(
        "yaml-syntax",
        f"not valid YAML: {problem}",
        Place(origin.path, origin.line + line, column),
        _fix(problem, text, line, column),
    )


def _position(problem: str, failure: Exception, text: str) -> tuple[int, int]:
    names = ["problem_mark", "context_mark"]
    if any(part in problem for part in _FOUND_LATE):
        names.reverse()
    marks = [mark for name in names if (mark := getattr(failure, name, None)) is not None]
    last = text.rstrip("\n").count("\n")
    for mark in marks:
        if mark.line <= last:
            return mark.line, mark.column + 1
    return last, 0


def _fix(problem: str, text: str, line: int, column: int) -> str:
    written = text.split("\n")[line]
    if column and written[column - 1 : column] == "\t":
        return "indent with spaces instead of tabs"
    return next((fix for part, fix in _FIXES if part in problem), f"correct the YAML, or {_QUOTE}")
