"""What a preview has built so far: what it serves of that, and what it tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from msgspec.structs import replace

from waypost.model import urls
from waypost.model.diagnostic import Place, error
from waypost.model.digest import Digest
from waypost.model.faults import Fault
from waypost.model.sources import Sources
from waypost.outcome import Outcome
from waypost.serve.edition import Current, Report, Served
from waypost.session import Built

KEPT = 20
"""So many reports are kept."""


class Record:
    """Takes in what every build has come to, and replaces what is served by a good one."""

    def __init__(self, current: Current, strict: bool) -> None:
        self._current = current
        self._strict = strict
        self._number = 0
        self._moved: dict[str, str] = {}

    def take(self, built: Built, seconds: float, blob: Callable[[Digest], bytes]) -> Report | None:
        """Take in a build; None where nothing differs from the one before.

        ``blob`` gives the bytes of its outputs.
        """
        outcome = built.outcome
        good = outcome.manifest is not None and not outcome.exit_code(self._strict)
        old = {url: built.moved.get(target, target) for url, target in self._moved.items()}
        self._moved = {**old, **built.moved}
        if not built.changed and self._is_known(outcome, good):
            return None
        report = self._report(outcome, built.changed, seconds, good)
        served = self._current.now
        if good and outcome.manifest is not None:
            entries = outcome.manifest.entries
            served = Served(
                report.number, entries, self._still_moved(entries), _prefix(outcome), blob=blob
            )
        self._replace(served, report)
        return report

    def stumbled(self, fault: Fault, seconds: float, where: str = "") -> Report:
        """Take in that a build was not finished; ``where`` names a file that is to blame."""
        message = f"the build could not be finished: {fault.message}"
        finding = error("build-stopped", message, Place(where or "content"), fault.fix)
        report = self._report(Outcome((finding,)), (), seconds, good=False)
        self._replace(self._current.now, report)
        return report

    def _report(
        self, outcome: Outcome, changed: tuple[str, ...], seconds: float, good: bool
    ) -> Report:
        self._number += 1
        return Report(self._number, outcome, changed, seconds, good)

    def _replace(self, served: Served, report: Report) -> None:
        former = self._current.now.reports[1 - KEPT :]
        kept = (r if r.number == served.number else _light(r) for r in former)
        self._current.replace(replace(served, reports=(*kept, report)))

    def _is_known(self, outcome: Outcome, good: bool) -> bool:
        reports = self._current.now.reports
        if not reports:
            return False
        last = reports[-1]
        if good != last.good or outcome.diagnostics != last.outcome.diagnostics:
            return False
        return (
            not good
            or outcome.manifest is None
            or outcome.manifest.entries == self._current.now.entries
        )

    def _still_moved(self, entries: Mapping[str, Digest]) -> dict[str, str]:
        return {
            url: target
            for url, target in self._moved.items()
            if urls.file_of(url) not in entries and urls.file_of(target) in entries
        }


def _prefix(outcome: Outcome) -> str:
    return urlsplit(outcome.site.base_url).path.rstrip("/") if outcome.site else ""


def _light(report: Report) -> Report:
    """Let go of the archive that a former build was made of: twenty would fill the memory."""
    outcome = replace(report.outcome, archive=None, sources=Sources(), manifest=None, edition=None)
    return replace(report, outcome=outcome)
