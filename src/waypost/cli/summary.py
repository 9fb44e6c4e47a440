"""The few lines that a build ends with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from waypost.cli.findings import number
from waypost.cli.places import short
from waypost.cli.visible import visible
from waypost.config import Options
from waypost.model.archive import Omission, Reason
from waypost.outcome import Counts, Outcome, Timing
from waypost.publish import Published

NAMED = 5
"""So many omissions are named one by one; more are left to ``waypost list omitted``."""

_REASONS = {
    Reason.DRAFT: ("draft", "drafts"),
    Reason.FUTURE: ("dated in the future", "dated in the future"),
    Reason.EXPIRED: ("expired", "expired"),
    Reason.INVALID: ("with errors", "with errors"),
}


def summary(outcome: Outcome, options: Options, program: str, *, publishing: bool) -> list[str]:
    """Give the lines that tell what a build or check that went well has come to.

    ``program`` is what to type before another verb.
    """
    assert outcome.counts is not None
    counts = counts_told(outcome.counts)
    took = f"in {outcome.seconds:.2f} s"
    left_out = _left_out(outcome, program)
    if not publishing:
        return [f"Checked {counts} {took}: fit to publish.", *left_out]
    work = f"{outcome.rendered:,} rendered, {outcome.reused:,} reused"
    pages = f"{number(outcome.pages, 'page')} ({work})"
    target = short(options.destination or options.layout.public)
    return [f"Built {counts}: {pages} {took}.", *left_out, _published(outcome.published, target)]


def failure(outcome: Outcome, *, publishing: bool) -> str:
    """Give the line that tells why nothing has come of a build or check."""
    head = "Nothing was published" if publishing else "Not fit to publish"
    if outcome.configuration_failed:
        return f"{head}: the configuration has errors."
    if any(found.is_error for found in outcome.diagnostics):
        return f"{head}."
    return f"{head}: --strict treats warnings as errors."


def counts_told(counts: Counts) -> str:
    """Say how much there is: ``5 posts, 2 hubs, 1 path``."""
    parts = ((counts.posts, "post"), (counts.hubs, "hub"), (counts.paths, "path"))
    return ", ".join(number(count, noun) for count, noun in parts)


def timing_rows(timings: Iterable[Timing]) -> list[tuple[str, str, str, str]]:
    """Give a row for each stage: its name, seconds, items, and those not done again."""
    return [(t.stage, f"{t.seconds:.3f}", f"{t.items:,}", f"{t.hits:,}") for t in timings]


def _left_out(outcome: Outcome, program: str) -> list[str]:
    assert outcome.counts is not None
    set_aside = [f"Left out: {_named(omission)}" for omission in outcome.counts.set_aside]
    return [*_posts_left_out(outcome.found, outcome.counts.omitted, program), *set_aside]


def _posts_left_out(count: int, omitted: tuple[Omission, ...], program: str) -> list[str]:
    if not omitted:
        return []
    counts = Counter(omission.reason for omission in omitted)
    reasons = [
        f"{counts[reason]:,} {names[counts[reason] > 1]}"
        for reason, names in _REASONS.items()
        if counts[reason]
    ]
    found = number(count, "post")
    head = f"Left out {len(omitted):,} of {found}: {', '.join(reasons)}"
    if len(omitted) > NAMED:
        return [f"{head}; `{program} list omitted` names them."]
    return [f"{head}.", *(f"  {_named(omission)}" for omission in omitted)]


def _named(omission: Omission) -> str:
    when = f" {omission.when:%Y-%m-%d}" if omission.when else ""
    return f"{visible(omission.source)} ({omission.reason.value}{when})"


def _published(published: Published | None, target: str) -> str:
    if published is None or published.unchanged:
        return f"Nothing has changed in {target}."
    counts = ((published.written, "written"), (published.removed, "removed"))
    told = ", ".join(f"{number(count, 'file')} {what}" for count, what in counts if count)
    return f"It lies in {target}{': ' + told if told else ''}."
