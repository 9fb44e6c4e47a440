"""Outputs that would stand in each other's place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from waypost.model.artifact import MARKER
from waypost.model.diagnostic import Checked, Diagnostic, Place, error
from waypost.model.plan import FilePlan, PagePlan, Plan

Output = PagePlan | FilePlan


def without_collisions(pages: Iterable[PagePlan], files: Iterable[FilePlan]) -> Checked[Plan]:
    """Make the plan, each output path once, in order of path.

    Two paths are one where a file system could take them for one: they differ by
    case or by Unicode form alone. A file can't stand where another needs a folder.
    """
    kept: dict[str, Output] = {}
    found: list[Diagnostic] = []
    planned: list[Output] = [*pages, *files]
    for output in sorted(planned, key=_written_first):
        if _key(output.path).partition("/")[0] == MARKER:
            found.append(_reserved(output))
            continue
        first = kept.setdefault(_key(output.path), output)
        if first is not output:
            found.append(_collision(output, first))
    folders = {folder: output for output in kept.values() for folder in _folders(output.path)}
    for key, output in list(kept.items()):
        if key in folders:
            found.append(_collision(output, folders[key]))
            del kept[key]
    outputs = sorted(kept.values(), key=lambda output: output.path)
    plan = Plan(
        pages=tuple(output for output in outputs if isinstance(output, PagePlan)),
        files=tuple(output for output in outputs if isinstance(output, FilePlan)),
    )
    return Checked(plan, tuple(found))


def _reserved(output: Output) -> Diagnostic:
    message = f"'/{output.path}' is where Waypost keeps its list of what it has published"
    return error("url-collision", message, output.origin, "choose another alias or file name")


def _written_first(output: Output) -> tuple[bool, bool, Place, str]:
    # What nobody wrote keeps its place, so that the author's line is the one named;
    # redirects come after what they would hide.
    is_redirect = isinstance(output, PagePlan) and output.template == "redirect.html"
    return bool(output.origin.path), is_redirect, output.origin, output.path


def _key(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _folders(path: str) -> Iterable[str]:
    parts = _key(path).split("/")
    return ("/".join(parts[:count]) for count in range(1, len(parts)))


def _collision(output: Output, first: Output) -> Diagnostic:
    if not output.origin.path and first.origin.path:
        output, first = first, output
    url = "/" + output.path.removesuffix("index.html")
    one, other = _named(output), _named(first)
    return error(
        "url-collision",
        f"{one} and {other} would both be {url}",
        output.origin,
        "give one of the two another slug, alias or file name",
    )


def _named(output: Output) -> str:
    if output.origin.path:
        return f"'{output.origin.path}'"
    return f"the site's own '{output.path}'"
