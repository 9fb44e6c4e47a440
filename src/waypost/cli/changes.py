"""Changes as text, as Markdown, and as what JSON is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from waypost.cli.prose import escaped
from waypost.cli.visible import visible
from waypost.editions.change import Change, Thing, What
from waypost.editions.sentences import Code, Sentence, Title, sentence
from waypost.editions.telling import Told


def as_text(told: Told, old: Sentence, new: Sentence) -> Iterator[str]:
    """Give the lines for a terminal; ``old`` and ``new`` are what the editions are called."""
    yield f"From {plain(old)} to {plain(new)}: {plain(told.summary)}."
    for paragraph in told.paragraphs:
        yield ""
        yield paragraph.heading
        for line in paragraph.lines:
            yield f"  {plain(line)}."
        if paragraph.more:
            yield f"  And {paragraph.more:,} more: --all tells them."


def as_markdown(told: Told, old: Sentence, new: Sentence) -> Iterator[str]:
    """Give the lines of a comment on a pull request."""
    yield "## What changes for readers"
    yield ""
    yield f"From {_marked(old)} to {_marked(new)}: {_marked(told.summary)}."
    for paragraph in told.paragraphs:
        yield ""
        yield f"### {paragraph.heading}"
        yield ""
        for line in paragraph.lines:
            yield f"- {_marked(line)}."
        if paragraph.more:
            yield f"- And {paragraph.more:,} more: `waypost diff --all` tells them."


def change_objects(changes: Sequence[Change]) -> list[dict[str, Any]]:
    """Describe changes; every object has every key."""
    return [
        {
            "what": change.what.value,
            "broken": change.what is What.URL_GONE,
            "sentence": plain(sentence(change)) + ".",
            "subject": _thing(change.subject),
            "before": change.before,
            "after": change.after,
            "other": _thing(change.other) if change.other else None,
            "gained": [_thing(thing) for thing in change.gained],
            "lost": [_thing(thing) for thing in change.lost],
            "parts": list(change.parts),
            "number": change.number,
            "was": change.was,
        }
        for change in changes
    ]


def _thing(thing: Thing) -> dict[str, Any]:
    kind = thing.kind.value if thing.kind else None
    return {"kind": kind, "url": thing.url or None, "title": thing.title}


def plain(words: Sentence) -> str:
    """Write a sentence as text without markup."""
    return "".join(_shown(words))


def _shown(words: Iterable[str | Title | Code]) -> Iterator[str]:
    for piece in words:
        match piece:
            case Title(text):
                yield quoted(visible(text))
            case Code(text):
                yield visible(text)
            case str():
                yield visible(piece)


def _marked(words: Sentence) -> str:
    return "".join(_marks(words))


def _marks(words: Sentence) -> Iterator[str]:
    for piece in words:
        match piece:
            case Title(text):
                yield quoted(escaped(visible(text)))
            case Code(text):
                yield _code(visible(text))
            case str():
                yield escaped(visible(piece))


def _code(text: str) -> str:
    """Set a text in code; backticks in it need more of them around it."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    space = " " if longest else ""
    return f"{fence}{space}{text}{space}{fence}"


def quoted(text: str) -> str:
    """Put a title in quotation marks that it does not hold itself."""
    return f"“{text}”" if '"' in text else f'"{text}"'
