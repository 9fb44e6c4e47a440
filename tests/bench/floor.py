"""Measures what the libraries alone cost a cold build: a floor that no care gets below.

python -m tests.bench.floor [--posts 300] [--seed 1]

Each library does what a build asks of it for one post, with the settings that make it
quickest, and nothing else is done: no links, no terms, no checks, no files.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import yaml
from jinja2 import Environment
from markdown_it import MarkdownIt
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

from .archive import make_archive, write_plain

_CODE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PAGE = """<!doctype html><title>{{ title }}</title><main><h1>{{ title }}</h1>
{% for topic in topics %}<a href="/topics/{{ topic }}/">{{ topic }}</a>{% endfor %}
{{ body | safe }}
{% for related in links %}<p><a href="{{ related }}">{{ related }}</a></p>{% endfor %}</main>"""


def main() -> None:
    """Measure each library over the same posts, and print milliseconds of processor a post."""
    parser = argparse.ArgumentParser(description="Measure what the libraries alone cost.")
    parser.add_argument("--posts", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1, help="another seed, another archive")
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        write_plain(make_archive(asked.posts, asked.seed), Path(folder))
        texts = [file.read_text(encoding="utf-8") for file in sorted(Path(folder).rglob("*.md"))]
    parts = [text.split("---\n", 2)[1:] for text in texts]
    heads, bodies = zip(*parts, strict=True)
    codes = [_CODE.findall(body) for body in bodies]
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    markdown = MarkdownIt("commonmark").enable("table")
    formatter = HtmlFormatter(nowrap=True)
    lexers = {name: get_lexer_by_name(name) for found in codes for name, _ in found}
    page = Environment(autoescape=True).from_string(_PAGE)
    known = [(yaml.load(head, Loader=loader), body) for head, body in parts]
    links = [f"/posts/{number}/" for number in range(12)]

    def colour(found: Iterable[tuple[str, str]]) -> None:
        for name, code in found:
            highlight(code, lexers[name], formatter)

    costs = {
        "PyYAML": _cost(lambda head: yaml.load(head, Loader=loader), heads),
        "markdown-it-py": _cost(markdown.render, bodies),
        "Pygments": _cost(colour, codes),
        "Jinja": _cost(lambda one: page.render(one[0], body=one[1], links=links), known),
    }
    for name, cost in costs.items():
        print(f"{name:<15} {cost:6.2f} ms")
    print(f"{'all':<15} {sum(costs.values()):6.2f} ms")


def _cost(work: Callable[..., object], items: Iterable[object]) -> float:
    """Give the milliseconds of processor time that something takes an item."""
    found = list(items)
    for item in found[:20]:
        work(item)
    start = process_time()
    for item in found:
        work(item)
    return (process_time() - start) * 1000 / len(found)


if __name__ == "__main__":
    main()
