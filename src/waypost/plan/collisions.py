"""Outputs that would stand in each other's place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from waypost.model.artifact import MARKER
from waypost.model.diagnostic import Checked, Diagnostic, Place, error
from waypost.model.memory import NONE, Memory
from waypost.model.plan import FilePlan, PagePlan, Plan

Output = PagePlan | FilePlan


def without_collisions(
    pages: Iterable[PagePlan], files: Iterable[FilePlan], memory: Memory = NONE
) -> Checked[Plan]:
    """Make the plan, each output path once, in order of path.

    Two paths are one where a file system could take them for one: they differ by
    case or by Unicode form alone. A file can't stand where another needs a folder.
    """
    planned: list[Output] = [*pages, *files]
    # To say who stands in whose place takes longer than to see that nobody does.
    apart = memory.recall("apart", _are_apart, tuple([output.path for output in planned]))
    kept = Checked(planned) if apart else _apart(planned)
    order = memory.recall("order", _order, tuple([output.path for output in kept.value]))
    outputs = [kept.value[at] for at in order]
    plan = Plan(
        pages=tuple([output for output in outputs if isinstance(output, PagePlan)]),
        files=tuple([output for output in outputs if isinstance(output, FilePlan)]),
    )
    return Checked(plan, kept.diagnostics)


def _order(paths: tuple[str, ...]) -> list[int]:
    return sorted(range(len(paths)), key=paths.__getitem__)


def _are_apart(paths: tuple[str, ...]) -> bool:
    keys = {_key(path) for path in paths}
    folders = _folders(keys)
    reserved = MARKER in keys or MARKER in folders
    return len(keys) == len(paths) and keys.isdisjoint(folders) and not reserved


def _apart(planned: list[Output]) -> Checked[list[Output]]:
    """Keep the first output of each path, and of a file and a folder the folder."""
    kept: dict[str, Output] = {}
    found: list[Diagnostic] = []
    for output in sorted(planned, key=_written_first):
        key = _key(output.path)
        if key.partition("/")[0] == MARKER:
            found.append(_reserved(output))
            continue
        first = kept.setdefault(key, output)
        if first is not output:
            found.append(_collision(output, first))
    folders = {folder: output for key, output in kept.items() for folder in _folders([key])}
    for key, output in list(kept.items()):
        if key in folders:
            found.append(_collision(output, folders[key]))
            del kept[key]
    return Checked(list(kept.values()), tuple(found))


def _reserved(output: Output) -> Diagnostic:
    message = f"'/{output.path}' is where Waypost keeps its list of what it has published"
    return error("url-collision", message, output.origin, "choose another alias or file name")


def _written_first(output: Output) -> tuple[bool, bool, Place, str]:
    # What nobody wrote keeps its place, so that the author's line is the one named;
    # redirects come after what they would hide.
    is_redirect = isinstance(output, PagePlan) and output.template == "redirect.html"
    return bool(output.origin.path), is_redirect, output.origin, output.path


def _key(path: str) -> str:
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _folders(keys: Iterable[str]) -> set[str]:
    """Give every folder that any of some paths lies in."""
    found = {""}
    for key in keys:
        folder = key.rpartition("/")[0]
        while folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found - {""}


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
