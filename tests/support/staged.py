"""A preview in this process that builds when a test says so, and not when a file changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

from msgspec.structs import replace

from support.sites import options
from waypost.config import Options
from waypost.serve.desk import Desk
from waypost.serve.edition import Current, Report
from waypost.serve.server import Server
from waypost.session import Session


@dataclass
class Staged:
    """A site's session, what is served of it, and the server while it answers."""

    options: Options
    session: Session
    current: Current = field(default_factory=Current)
    server: Server | None = None

    @property
    def root(self) -> Path:
        """The site's folder."""
        return self.options.root

    @property
    def address(self) -> str:
        """The server's address, without a slash at its end."""
        assert self.server is not None
        return self.server.url

    def build(self) -> Report:
        """Build the site as it is now, and serve it if it is fit to be shown."""
        started, before = perf_counter(), self.current.now
        built = self.session.build()
        outcome = built.outcome
        report = Report(
            number=before.reports[-1].number + 1 if before.reports else 1,
            outcome=outcome,
            changed=built.changed,
            seconds=perf_counter() - started,
            good=outcome.manifest is not None and not outcome.exit_code(self.options.strict),
        )
        served = replace(before, reports=(*before.reports, report)[-20:])
        if report.good and outcome.manifest and outcome.site:
            served = replace(
                served,
                number=report.number,
                entries=outcome.manifest.entries,
                moved={**before.moved, **built.moved},
                prefix=urlsplit(outcome.site.base_url).path,
                blob=self.session.blob,
            )
        self.current.replace(served)
        return report

    def start(self, port: int = 0) -> None:
        """Begin to answer, on a port or on any."""
        self.server = Server(self.current, Desk(self.options).page, port=port, tries=1)
        self.server.start()

    def stop(self) -> int:
        """End the server; give the port it had."""
        assert self.server is not None
        port = self.server.port
        self.server.stop()
        self.server = None
        return port


@contextmanager
def session(root: Path, **more: Any) -> Iterator[Staged]:
    """Hold a site's session, with drafts, for as long as a test takes."""
    asked = options(root, **{"drafts": True, **more})
    staged = Staged(asked, Session(asked))
    try:
        yield staged
    finally:
        if staged.server is not None:
            staged.stop()
        staged.session.close()


@contextmanager
def staged(root: Path, **more: Any) -> Iterator[Staged]:
    """Serve a site that was built once, for as long as a test takes."""
    with session(root, **more) as running:
        running.build()
        running.start()
        yield running
