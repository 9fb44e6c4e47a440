"""What is known of the pages of a plan, while they are made and when they are."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from waypost.model.artifact import Artifact, Manifest
from waypost.model.diagnostic import Diagnostic
from waypost.model.digest import Digest
from waypost.model.frame import Showing
from waypost.model.plan import Plan
from waypost.traces import Parts


class Pages(Struct, frozen=True):
    """The artifacts of a plan's pages, in order; ``rendered`` were not there before.

    ``showing`` are those that show texts of posts, and ``keys`` of all pages, by output
    path, as far as they were not planned the same in the build before in this process.
    """

    artifacts: tuple[Artifact, ...]
    rendered: int
    diagnostics: tuple[Diagnostic, ...]
    showing: Mapping[str, Showing] = field(default_factory=dict)
    keys: Mapping[str, Digest] = field(default_factory=dict)

    def manifest(self, plan: Plan, indexed: Mapping[str, Digest]) -> Manifest:
        """List all that is put out: these pages, files, and the indexes of the search."""
        entries = {artifact.path: artifact.digest for artifact in self.artifacts}
        entries |= {file.path: file.asset.digest for file in plan.files}
        return Manifest(dict(sorted({**entries, **indexed}.items())))


class SoFar(Struct):
    """What is known of a plan's pages so far, by their place in it.

    ``missing`` are those to render, in order, and ``blanks`` the encoded views, with
    blanks, of those that are being rendered. ``reused`` of the pages were looked up.
    """

    known: dict[int, Artifact]
    described: dict[int, Parts] = field(default_factory=dict)
    showing: dict[str, Showing] = field(default_factory=dict)
    keys: dict[int, Digest] = field(default_factory=dict)
    missing: list[int] = field(default_factory=list)
    blanks: dict[int, bytes] = field(default_factory=dict)
    reused: int = 0

    def reuse(self, found: Mapping[int, Artifact]) -> None:
        """Add pages that need not be rendered."""
        self.known |= found
        self.reused += len(found)
