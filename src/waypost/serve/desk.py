"""The writer's page: the archive at a glance, in the preview only."""

from __future__ import annotations

from datetime import UTC, datetime
from threading import Lock

from msgspec import Struct

from waypost.config import PACKAGE, Options
from waypost.graph.audit.audit import audit
from waypost.graph.audit.flaw import Flaw
from waypost.outcome import Outcome
from waypost.render.packaged import render_packaged
from waypost.serve.coverage import Coverage, HubRow, coverage, hub_rows
from waypost.serve.edition import Report, Served
from waypost.serve.findings import FindingRow, FlawGroup, finding_rows, flaw_groups
from waypost.serve.history import BuildRow, build_rows, number
from waypost.serve.injecting import client
from waypost.serve.standing import shown_report
from waypost.serve.waiting import WaitingRow, waiting_rows

PATH = "__waypost/"

_TEMPLATES = PACKAGE / "serve" / "templates"


class Figure(Struct, frozen=True):
    """A number at the top of the page, what it counts, and the section that tells more."""

    count: int
    label: str
    url: str
    weight: str = ""


class DeskView(Struct, frozen=True):
    """All that the writer's page shows. ``failed`` is the last build, if that failed."""

    title: str
    folder: str
    root: str
    client: str
    number: int
    failed: int
    summary: str
    figures: tuple[Figure, ...]
    waiting: tuple[WaitingRow, ...]
    findings: tuple[FindingRow, ...]
    found: int
    flaws: tuple[FlawGroup, ...]
    builds: tuple[BuildRow, ...]
    curated: tuple[HubRow, ...]
    derived: tuple[HubRow, ...]
    coverage: Coverage | None


class Desk:
    """Makes the writer's page, and keeps the audit of the last good build."""

    def __init__(self, options: Options) -> None:
        self._folder = str(options.root)
        self._lock = Lock()
        self._audited: tuple[Outcome, tuple[Flaw, ...]] | None = None

    def page(self, served: Served, token: str, now: datetime | None = None) -> bytes:
        """Make the page for what is served at some moment.

        ``token`` opens the stream of events. May be called from any thread.
        """
        view = self._view(served, token, now or datetime.now(UTC))
        return render_packaged(_TEMPLATES, "desk.html", view)

    def _view(self, served: Served, token: str, now: datetime) -> DeskView:
        shown = shown_report(served)
        last = served.reports[-1] if served.reports else None
        outcome = shown.outcome if shown else Outcome(())
        archive, site = outcome.archive, outcome.site
        flaws = self._flaws(outcome)
        found = last.outcome.diagnostics if last else ()
        hubs = hub_rows(archive) if archive else ()
        waiting = (
            waiting_rows(archive, outcome.sources, now, site.timezone) if archive and site else ()
        )
        return DeskView(
            title=site.title if site else "Preview",
            folder=self._folder,
            root=f"{served.prefix}/",
            client=client(served, PATH, token, now),
            number=served.number,
            failed=last.number if last and not last.good else 0,
            summary=_summary(shown, last),
            figures=_figures(outcome, waiting, len(found), len(flaws)),
            waiting=waiting,
            findings=finding_rows(found),
            found=len(found),
            flaws=flaw_groups(flaws),
            builds=build_rows(served.reports, served.number),
            curated=tuple(hub for hub in hubs if hub.curated),
            derived=tuple(hub for hub in hubs if not hub.curated),
            coverage=coverage(archive) if archive else None,
        )

    def _flaws(self, outcome: Outcome) -> tuple[Flaw, ...]:
        """Audit a good build, unless that was done when the page was last asked for."""
        if outcome.archive is None or outcome.site is None:
            return ()
        with self._lock:
            if self._audited is None or self._audited[0] is not outcome:
                flaws = audit(outcome.archive, outcome.sources, outcome.site.language)
                self._audited = outcome, flaws
            return self._audited[1]


def _summary(shown: Report | None, last: Report | None) -> str:
    """Say how the last build went, in a sentence or two."""
    if last is None:
        return "The first build is under way."
    if shown is None:
        return "No build was fit to be shown yet. What stands against the last one is below."
    if not last.good:
        return f"Build {last.number} failed, so pages are still those of build {shown.number}."
    made = shown.outcome
    share = {0: "none", made.pages: "all"}.get(made.rendered, f"{made.rendered:,}")
    pages = number(made.pages, "page")
    return f"Pages are those of build {shown.number}: {pages}, {share} of them rendered anew."


def _figures(
    outcome: Outcome, waiting: tuple[WaitingRow, ...], found: int, flaws: int
) -> tuple[Figure, ...]:
    archive = outcome.archive
    if archive is None:
        return ()
    kinds = [row.kind for row in waiting]
    drafts, scheduled = kinds.count("draft"), kinds.count("future")
    return (
        Figure(len(archive.posts), "post" if len(archive.posts) == 1 else "posts", "#hubs"),
        Figure(len(archive.hubs), "hub" if len(archive.hubs) == 1 else "hubs", "#hubs"),
        Figure(drafts, "draft" if drafts == 1 else "drafts", "#waiting"),
        Figure(scheduled, "scheduled", "#waiting"),
        Figure(
            found, "finding" if found == 1 else "findings", "#findings", "alert" if found else ""
        ),
        Figure(flaws, "for the editor", "#audit"),
    )
