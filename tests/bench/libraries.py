"""What the libraries alone take, each used as it comes, and nothing else done.

Each does what a build asks of it for one post, with the settings that make it quickest:
no links, no terms, no checks, no files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from time import perf_counter, process_time
from typing import Any

import yaml
from jinja2 import Environment
from markdown_it import MarkdownIt
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

from waypost.garbage import collect_seldom

LIBRARIES = ("PyYAML", "markdown-it-py", "Pygments", "Jinja")

_WARMING = 20
_CODE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PAGE = """<!doctype html><title>{{ title }}</title><main><h1>{{ title }}</h1>
{% for topic in topics %}<a href="/topics/{{ topic }}/">{{ topic }}</a>{% endfor %}
{{ body | safe }}
{% for related in links %}<p><a href="{{ related }}">{{ related }}</a></p>{% endfor %}</main>"""


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock for some posts, and processor seconds by library, of all processes."""

    seconds: float
    processor: dict[str, float]
    posts: int


def libraries_alone(texts: Sequence[str], processes: int) -> Spent:
    """Let processes do all that is asked of the libraries for some posts, an equal share each.

    The clock runs from when all are ready until the last is done.
    """
    context = get_context("fork")
    ready, told = context.Barrier(processes + 1), context.SimpleQueue()
    crew = [
        context.Process(target=_share, args=(texts[number::processes], ready, told))
        for number in range(processes)
    ]
    for one in crew:
        one.start()
    ready.wait()
    start = perf_counter()
    found = [told.get() for _ in crew]
    seconds = perf_counter() - start
    for one in crew:
        one.join()
    processor = {name: sum(costs[name] for costs, _ in found) for name in LIBRARIES}
    return Spent(seconds, processor, sum(posts for _, posts in found))


def _share(texts: Sequence[str], ready: Any, told: Any) -> None:
    collect_seldom()  # As workers do.
    work = _work(texts)
    for one, items in work.values():
        for item in items[:_WARMING]:
            one(item)
    ready.wait()
    costs = {name: _processor_seconds(one, items) for name, (one, items) in work.items()}
    told.put((costs, min(len(items) for _, items in work.values())))


def _work(texts: Sequence[str]) -> dict[str, tuple[Callable[[Any], object], Sequence[Any]]]:
    """Give what each library does for a post, and what it is given for each of them."""
    parts = [text.split("---\n", 2)[1:] for text in texts]
    bodies = [body for _, body in parts]
    codes = [_CODE.findall(body) for body in bodies]
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    formatter = HtmlFormatter(nowrap=True)
    lexers = {name: get_lexer_by_name(name) for found in codes for name, _ in found}
    page = Environment(autoescape=True).from_string(_PAGE)
    links = [f"/posts/{number}/" for number in range(12)]

    def colour(found: Iterable[tuple[str, str]]) -> None:
        for name, code in found:
            highlight(code, lexers[name], formatter)

    def load(head: str) -> Any:
        return yaml.load(head, Loader=loader)

    def render(known: tuple[dict[str, object], str]) -> None:
        page.render(known[0], body=known[1], links=links)

    return {
        "PyYAML": (load, [head for head, _ in parts]),
        "markdown-it-py": (MarkdownIt("commonmark").enable("table").render, bodies),
        "Pygments": (colour, codes),
        "Jinja": (render, [(load(head), body) for head, body in parts]),
    }


def _processor_seconds(work: Callable[[Any], object], items: Iterable[Any]) -> float:
    start = process_time()
    for item in items:
        work(item)
    return process_time() - start
