"""A page or a source explained, in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import click

from waypost import surveys
from waypost.cli.as_json import write_json
from waypost.cli.findings import counted, number
from waypost.cli.objects import diagnostic_object, omission_object
from waypost.cli.options import asked_for, program
from waypost.cli.screen import open_screen
from waypost.cli.surveying import extensions_of
from waypost.cli.visible import visible
from waypost.explaining import PageExplained, SourceExplained, Unexplained
from waypost.model import urls
from waypost.model.archive import Reason
from waypost.model.faults import UsageFault
from waypost.traces import Trace, in_words

SHOWN = 8
"""URLs that a line names; --json has them all."""

_WHY = {
    Reason.DRAFT: "it is a draft; --drafts shows it",
    Reason.FUTURE: "it is dated in the future; --future shows it",
    Reason.EXPIRED: "it has expired; --expired shows it",
    Reason.INVALID: "it has errors",
}


def explain_page_or_source(ctx: click.Context, name: str, as_json: bool, **asked: Any) -> int:
    """Explain what a URL, an output or a file is, and give the exit code.

    Raises:
        UsageFault: where the name is none of these.
    """
    options = asked_for(ctx, **asked)
    screen = open_screen()
    outcome, told = surveys.explain(options, name, extensions_of(ctx))
    code = outcome.exit_code(options.strict)
    if told is None:
        screen.report(outcome.diagnostics)
        return code
    if isinstance(told, Unexplained):
        raise UsageFault(
            f"'{told.name}' is neither a page nor a file of this site",
            told.fix or "give a URL such as /topics/, or a path such as content/site.yaml",
        )
    if as_json:
        found = [diagnostic_object(diagnostic) for diagnostic in outcome.diagnostics]
        write_json({**_object(told), "diagnostics": found, "exit_code": code})
        return code
    if isinstance(told, SourceExplained):
        for line in _source(told):
            screen.say(line)
        screen.report(told.findings)
        return code
    for line in _page(told):
        screen.say(line)
    if told.shows:
        screen.say("")
        rows = [(name, str(len(shown)), _some(shown)) for name, shown in told.shows]
        screen.table(("view", ">links", "to"), rows)
    if outcome.diagnostics:
        screen.note(f"{counted(outcome.diagnostics)}: `{program(ctx)} check` shows them")
    return code


def _page(page: PageExplained) -> Iterator[str]:
    yield f"/{urls.url_of(page.path)} is the file {page.path}."
    if page.source:
        yield f"It comes from {visible(page.source)}."
    yield f"Its template is {page.template}, which uses {_listed(page)}."
    yield _last_rendered(page.trace, page.last_build)
    if page.next_reasons:
        yield f"The next build renders it: {_reasons(page.next_reasons)}."
    else:
        yield "The next build takes it from the cache, as nothing that it is made of has changed."


def _last_rendered(trace: Trace | None, last: int) -> str:
    if trace is None:
        return "No build has rendered it yet, as far as the cache knows."
    ago = last - trace.build
    when = "The last build that rendered anything" if not ago else _ago(ago)
    return f"{when} rendered it: {_reasons(trace.reasons)}."


def _ago(builds: int) -> str:
    later = "a later build has" if builds == 1 else f"{builds:,} later builds have"
    return f"A build since which {later} rendered other pages"


def _reasons(reasons: Iterable[str]) -> str:
    return "; ".join(map(in_words, reasons))


def _source(source: SourceExplained) -> Iterator[str]:
    name = visible(source.source)
    for path in source.becomes:
        yield f"{name} is published at /{urls.url_of(path)}."
    if source.shown_on:
        pages = number(len(source.shown_on), "other page")
        where = _some([f"/{urls.url_of(path)}" for path in source.shown_on])
        yield f"{pages} {'links' if len(source.shown_on) == 1 else 'link'} to it: {where}."
    if source.included_by:
        texts = number(len(source.included_by), "text")
        includes = "includes" if len(source.included_by) == 1 else "include"
        yield f"{texts} {includes} it: {_some(list(source.included_by))}."
    if source.omission:
        when = f" ({source.omission.when:%Y-%m-%d})" if source.omission.when else ""
        yield f"{name} is not published: {_WHY[source.omission.reason]}{when}."
    elif not source.read:
        yield f"{name} is not published: nothing reads it."
    elif not source.becomes:
        yield f"{name} has no page of its own; every build reads it."


def _listed(page: PageExplained) -> str:
    others = [name for name in page.templates if name != page.template]
    return ", ".join(others) if others else "no other"


def _some(names: Iterable[str]) -> str:
    every = list(names)
    more = len(every) - SHOWN
    return ", ".join(every[:SHOWN]) + (f" and {more:,} more" if more > 0 else "")


def _object(told: PageExplained | SourceExplained) -> dict[str, Any]:
    if isinstance(told, SourceExplained):
        return {
            "source": told.source,
            "becomes": list(told.becomes),
            "shown_on": list(told.shown_on),
            "included_by": list(told.included_by),
            "omission": omission_object(told.omission) if told.omission else None,
            "read": told.read,
        }
    trace = told.trace
    return {
        "page": told.path,
        "source": told.source or None,
        "template": told.template,
        "templates": list(told.templates),
        "shows": {name: list(shown) for name, shown in told.shows},
        "rendered": {"build": trace.build, "reasons": list(trace.reasons)} if trace else None,
        "last_build": told.last_build,
        "next": list(told.next_reasons),
    }
