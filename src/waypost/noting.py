"""What is noted of a run that has made all its pages: why, the edition, and the frame.

Apart from the pipeline, so that it can be done while the pages are published.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from waypost.editions.encoding import NONE, encode, former
from waypost.editions.taking import edition_of
from waypost.framing import Framing
from waypost.model.archive import Archive
from waypost.model.frame import Frame
from waypost.model.plan import Plan
from waypost.model.site import Site
from waypost.outcome import Outcome
from waypost.pages import Pages
from waypost.traces import Tracer


class Finished(Struct, frozen=True):
    """What a run has come to.

    ``stable`` says whether every Markdown file held what the run's inputs say. ``frame``
    is None where nothing came of the run, or nobody asked for it.
    """

    outcome: Outcome
    stable: bool = False
    frame: Frame | None = None


class Notes(Struct, frozen=True):
    """What there is to note of a run; ``framing`` is None where no edition is asked for."""

    archive: Archive
    site: Site
    plan: Plan
    pages: Pages
    tracer: Tracer
    framing: Framing | None


class Unnoted(Struct, frozen=True):
    """What a run has made. ``outcome`` has all of it but the reasons and the edition.

    ``notes`` are None where nothing came of the run.
    """

    outcome: Outcome
    stable: bool = False
    notes: Notes | None = None

    def noted(self, before: bytes = b"") -> Finished:
        """Note what there is to note, and give all that the run has come to.

        ``before`` is the edition of the build that the run's frame is of, if it is there.

        Raises:
            StoreFault: where the cache fails.
        """
        if self.notes is None or self.outcome.manifest is None:
            return Finished(self.outcome, self.stable)
        notes, manifest = self.notes, self.outcome.manifest
        made = replace(self.outcome, reasons=notes.tracer.save())
        if notes.framing is None:
            return Finished(made, self.stable)
        same = former(before) if before else NONE
        edition = encode(edition_of(notes.archive, notes.site, notes.plan, manifest, same))
        frame = notes.framing.frame(notes.plan, notes.pages)
        return Finished(replace(made, edition=edition), self.stable, frame)
