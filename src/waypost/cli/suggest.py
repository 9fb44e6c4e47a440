"""``waypost suggest``."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from difflib import unified_diff
from typing import Any

import click
from msgspec import Struct

from waypost.cli.findings import counted
from waypost.cli.group import Named
from waypost.cli.options import program, selection_options, site_option, site_root
from waypost.cli.screen import open_screen
from waypost.cli.surveying import known_hub, surveyed
from waypost.cli.visible import visible
from waypost.graph.suggest.suggestions import Suggestion, suggestions
from waypost.load.hub_edits import with_citation, with_successor
from waypost.model.archive import Archive
from waypost.model.faults import UsageFault
from waypost.model.hub import HubDefinition


class _Subjects(Named):
    noun = "subject of suggestions"


@click.group(cls=_Subjects, subcommand_metavar="hub SLUG")
@site_option
def suggest() -> None:
    """Suggest changes to an editor's file, as a patch."""


@suggest.command()
@click.argument("name", metavar="SLUG")
@site_option
@selection_options
@click.pass_context
def hub(ctx: click.Context, /, name: str, **asked: Any) -> int:
    """Suggest what a curated hub might cite.

    Prints a patch that `git apply` and `patch -p1` take in the site's folder: strong
    members that the hub does not cite, and newer posts in place of stale citations,
    each with its reasons as a comment. Six at most; with none, it prints nothing.
    """
    screen = open_screen()
    outcome = surveyed(ctx, screen, **asked)
    code = outcome.exit_code(bool(asked["strict"]))
    if outcome.archive is None:
        screen.report(outcome.diagnostics)
        return code
    if outcome.diagnostics:
        screen.note(f"{counted(outcome.diagnostics)}: `{program(ctx)} check` shows them")
    found = known_hub(outcome, name)
    definition = next((d for d in outcome.sources.hubs if d.source == found.source), None)
    if definition is None:
        raise UsageFault(
            f"no file describes the hub '{found.slug}': it is derived as a whole",
            f"make one with `{program(ctx)} hub promote {found.slug}`",
        )
    file = site_root(ctx) / definition.source
    patch = _patch(file.read_bytes().decode(), definition, outcome.archive)
    for note in patch.notes:
        screen.note(note)
    if patch.lines:
        # As bytes: a patch must be exact, whatever the terminal takes.
        sys.stdout.flush()
        sys.stdout.buffer.write("".join(patch.lines).encode())
    elif not patch.notes:
        screen.note(f"There is nothing to suggest for the hub '{found.slug}'.")
    return code


class _Patch(Struct, frozen=True):
    """A patch with its comments, line by line, and what no patch can do."""

    lines: tuple[str, ...]
    notes: tuple[str, ...]


def _patch(text: str, definition: HubDefinition, archive: Archive) -> _Patch:
    comments, notes, source = [], [], definition.source
    changed = text
    for suggestion in suggestions(archive, definition):
        told = _told(suggestion, definition, archive)
        obstacle = suggestion.obstacle
        done = None if obstacle else _applied(source, changed, suggestion)
        if done is None:
            how = obstacle or "the list is written in a way that only its author can change"
            notes.append(f"{told} No patch does it: {how}.")
        else:
            changed = done
            comments.append(f"# {told}\n")
    if changed == text:
        return _Patch((), tuple(notes))
    return _Patch((*comments, *_difference(text, changed, source)), tuple(notes))


def _applied(source: str, text: str, suggestion: Suggestion) -> str | None:
    if suggestion.instead_of:
        return with_successor(
            source, text, suggestion.instead_of, suggestion.post, suggestion.label
        )
    return with_citation(source, text, suggestion.theme, suggestion.post)


def _told(suggestion: Suggestion, definition: HubDefinition, archive: Archive) -> str:
    """Say in a line what is suggested, and why."""
    title = archive.cards[suggestion.post].title
    if suggestion.instead_of:
        what = f"Cite '{suggestion.post}' instead of '{suggestion.instead_of}'"
    else:
        themes = definition.themes or ()
        theme = None if suggestion.theme is None else themes[suggestion.theme].title.value
        where = f"in the theme '{theme}'" if theme else "at the start"
        what = f"Cite '{suggestion.post}' {where}"
    return visible(f"{what} ({title}): {'; '.join(suggestion.reasons)}.")


def _difference(text: str, changed: str, source: str) -> Iterator[str]:
    # The tab ends a name that has a space in it, for patch as for git.
    end = "\t" if " " in source else ""
    lines = unified_diff(_lines(text), _lines(changed), f"a/{source}{end}", f"b/{source}{end}")
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """Split a text at its newlines alone, which stay."""
    return [line for line in re.split(r"(?<=\n)", text) if line]
