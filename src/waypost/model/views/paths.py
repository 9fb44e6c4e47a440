"""The views of reading paths."""

from __future__ import annotations

from msgspec import Struct

from waypost.model.views.parts import LinkView, Meta, PathCard, StepCard


class StageRow(Struct, frozen=True):
    """A stage of a path ("" where the path has none): its steps, and their minutes.

    ``heading`` is what an editor wrote; of a derived path it is the role of its step.
    """

    heading: str
    minutes: int
    steps: tuple[StepCard, ...]


class PathView(Struct, frozen=True):
    """A reading path's page. ``introduction`` is HTML, ``minutes`` is the sum.

    ``hub`` is the topic that the path was derived for, or None.
    """

    meta: Meta
    title: str
    description: str
    introduction: str
    count: int
    minutes: int
    stages: tuple[StageRow, ...]
    hub: LinkView | None


class PathsView(Struct, frozen=True):
    """The list of all reading paths: those of editors, and those derived of topics."""

    meta: Meta
    paths: tuple[PathCard, ...]
    derived: tuple[PathCard, ...]
