"""What publishing has to do: the decision, apart from the doing."""

from __future__ import annotations

from msgspec import Struct

from waypost.publish.tree import Tree


class Difference(Struct, frozen=True):
    """What there is to do for a wanted tree, in order of path.

    ``kept`` are the files that are there with the same bytes, ``written`` those
    that are not. ``removed`` is what the wanted tree lacks. ``nothing`` says that
    the trees are equal, down to empty folders.
    """

    kept: tuple[str, ...]
    written: tuple[str, ...]
    removed: tuple[str, ...]
    nothing: bool


def compare(wanted: Tree, found: Tree) -> Difference:
    """Say how a wanted tree differs from what is there."""
    kept: list[str] = []
    written: list[str] = []
    for path in sorted(wanted.files):
        same = found.files.get(path) == wanted.files[path]
        (kept if same else written).append(path)
    extra = found.files.keys() - wanted.files.keys()
    extra |= found.others - wanted.files.keys() - wanted.folders
    nothing = not written and not extra and found.folders == wanted.folders
    return Difference(tuple(kept), tuple(written), tuple(sorted(extra)), nothing)
