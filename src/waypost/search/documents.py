"""A record as the document that Pagefind reads."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from waypost.model.component import without_calls
from waypost.model.fragment import Filling, fill
from waypost.model.search import SearchRecord


def document(record: SearchRecord, language: str, body: str = "") -> str:
    """Write a record as an HTML document; ``body`` is its post's HTML, with holes.

    The title is searched as a fact, so that an excerpt need not repeat it. A page
    without any text has it there too: Pagefind leaves out what holds no word.
    """
    summary = escape(record.description or record.title)
    text = without_calls(fill(body, tuple(Filling("", text) for text in record.texts)))
    return (
        f'<!DOCTYPE html><html lang="{escape(language)}"><head>{"".join(_facts(record))}</head>'
        f'<body><p data-pagefind-weight="2">{summary}</p>{record.html}{text}'
        "</body></html>"
    )


def _facts(record: SearchRecord) -> Iterator[str]:
    facts = {"title": record.title, "url": record.url, "kind": record.kind, "date": record.date}
    for name, value in facts.items():
        if value:
            yield f'<meta data-pagefind-meta="{name}[content]" content="{escape(value)}">'
