"""The examples of docs/markdown.md: what is written, and what the page says it becomes.

A fence called ``markdown`` is an example when a fence called ``html`` follows it, or
one called ``text``, which holds what is found in it; or both, in this order. Words
behind ``markdown`` name settings of the site that are turned on for it. A fence below
``<!-- file: NAME -->`` is a file beside the post. An example
below ``<!-- needs: PROGRAM -->`` is one where that is installed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from shutil import which
from typing import Any, NamedTuple

from msgspec.structs import replace

from waypost.load.markdown import parse_blocks
from waypost.model.diagnostic import Diagnostic, Place
from waypost.model.fragment import Filling, Link, LinkKind, fill
from waypost.model.site import ParseSettings

_FENCE = r"^(?P<{0}>`{{3,}}){1}\n(?P<{2}>(?s:.*?))^(?P={0})[ ]*\n"
_EXAMPLE = re.compile(
    r"(?:^<!-- needs: (?P<needs>\w+) -->\n)?"
    + _FENCE.format("a", r"markdown(?P<settings>(?: \w+)*)", "source")
    + r"(?:\n"
    + _FENCE.format("b", "html", "html")
    + r")?(?:\n"
    + _FENCE.format("c", "text", "found")
    + ")?",
    re.M,
)


_FILE = re.compile(r"^<!-- file: (\S+) -->\n(`{3,})\w*\n(.*?)^\2$", re.M | re.S)
_FOLDER = "content/posts/"


class Example(NamedTuple):
    """Some Markdown on a page, at which line, and what the page says of it."""

    line: int
    settings: tuple[str, ...]
    source: str
    html: str | None
    found: str | None
    files: tuple[tuple[str, bytes], ...] = ()
    needs: str = ""

    @property
    def is_possible(self) -> bool:
        """Say whether the program that it needs is installed."""
        return not self.needs or which(self.needs) is not None


def examples(page: str) -> Iterator[Example]:
    """Find the examples of a page."""
    for match in _EXAMPLE.finditer(page):
        if match["html"] is not None or match["found"] is not None:
            yield _example(page, match)


def refreshed(page: str) -> str:
    """Give a page whose examples say what is so."""

    def example(match: re.Match[str]) -> str:
        told = _example(page, match)
        if (told.html is None and told.found is None) or not told.is_possible:
            return match[0]
        need = f"<!-- needs: {told.needs} -->\n" if told.needs else ""
        parts = [need + _fence(match["a"], "markdown" + match["settings"], told.source)]
        html, found = rendered(told)
        if told.html is not None:
            parts.append(_fence("```", "html", html))
        if found or told.found is not None:
            parts.append(_fence("```", "text", found))
        return "\n".join(parts)

    return _EXAMPLE.sub(example, page)


def rendered(example: Example) -> tuple[str, str]:
    """Give the HTML of an example, its links filled in, and what is found in it."""
    chosen: dict[str, Any] = dict.fromkeys(example.settings, True)
    settings = replace(ParseSettings(), **chosen)
    place = Place(f"{_FOLDER}post.md", 1, 1)
    parsed = parse_blocks(example.source, place, settings, (), dict(example.files))
    fragment = parsed.value.fragment
    html = fill(fragment.html, tuple(map(_filling, fragment.links)))
    return html, "".join(f"{_told(found)}\n" for found in parsed.diagnostics)


def _example(page: str, match: re.Match[str]) -> Example:
    line = page.count("\n", 0, match.start()) + 1
    settings = tuple(match["settings"].split())
    files = ((_FOLDER + name, text.encode()) for name, _, text in _FILE.findall(page))
    return Example(
        line,
        settings,
        match["source"],
        match["html"],
        match["found"],
        tuple(files),
        match["needs"] or "",
    )


def _fence(marks: str, name: str, text: str) -> str:
    return f"{marks}{name}\n{text}{marks}\n"


def _filling(link: Link) -> Filling:
    """Stand for the archive, which knows where links lead."""
    anchor = f"#{link.anchor}" if link.anchor else ""
    if link.kind is LinkKind.SOURCE:
        slug = link.target.rpartition("/")[2].removesuffix(".md")
        return Filling(f"/posts/{slug}/{anchor}")
    if link.kind is LinkKind.WIKI:
        title = link.target.replace("-", " ").capitalize()
        return Filling(f"/posts/{link.target}/{anchor}", title)
    return Filling(link.target + anchor)


def _told(found: Diagnostic) -> str:
    place = str(found.place).removeprefix(_FOLDER)
    return f"{place}: {found.severity}[{found.code}]: {found.message}"
