"""Which directories a site may be published to, and which must be left alone.

Publishing replaces the whole destination, so a wrong one costs somebody's files.
All is judged by real paths: after symlinks and ``..`` are resolved, and by the
identity of the directories, which sees through letter case and bind mounts.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from waypost.model.artifact import MARKER
from waypost.model.faults import UsageFault
from waypost.publish.marker import is_marker
from waypost.publish.trouble import explained

_REPOSITORIES = (".git", ".hg", ".svn", ".jj")
_ANOTHER = "give another folder as destination"


def real_path(path: Path) -> Path:
    """Resolve symlinks and ``..``; what does not exist yet stays as written."""
    return Path(os.path.realpath(path))


def check_target(destination: Path, protected: Sequence[Path]) -> None:
    """Refuse a destination that is not Waypost's to replace.

    It must be missing, empty, or a tree that Waypost published, and must not be,
    hold or lie in a protected folder. A protected folder that holds another
    protected one (as the site's root holds content/) may have the destination in
    it. The home directory and the root of the file system are always protected.

    Raises:
        UsageFault: for a destination that is refused.
        EnvironmentFault: where it can't be looked at.
    """
    target = real_path(destination)
    with explained(target):
        _check_place(destination, target, [real_path(folder) for folder in protected])
        _check_content(destination, target)


def _check_place(destination: Path, target: Path, protected: Sequence[Path]) -> None:
    home = real_path(Path("~").expanduser())
    outer = [folder for folder in protected if any(_is_above(folder, p) for p in protected)]
    for folder in (Path(target.anchor), home, *protected):
        if _is_same(target, folder):
            harm = "replace"
        elif _is_above(target, folder):
            harm = "delete"
        elif folder in protected and folder not in outer and _is_above(folder, target):
            harm = "write into"
        else:
            continue
        raise UsageFault(f"publishing to {destination} would {harm} {folder}", _ANOTHER)


def _check_content(destination: Path, target: Path) -> None:
    try:
        names = os.listdir(target)  # noqa: PTH208 - only the names are wanted
    except FileNotFoundError:
        return
    except NotADirectoryError:
        raise UsageFault(f"the destination {destination} is not a folder", _ANOTHER) from None
    if names and not _has_marker(target):
        raise UsageFault(
            f"the destination {destination} is not empty, and was not published by Waypost",
            "give an empty or a new folder as destination, or delete what is in this one",
        )
    for name in _REPOSITORIES:
        if name in names:
            raise UsageFault(
                f"the destination {destination} holds a repository ({name}),"
                " which publishing would delete",
                "publish to another folder, and copy from there into the repository",
            )


def _has_marker(target: Path) -> bool:
    marker = target / MARKER
    return marker.is_file() and not marker.is_symlink() and is_marker(marker.read_bytes())


def _is_same(one: Path, other: Path) -> bool:
    return not _keys(one).isdisjoint(_keys(other))


def _is_above(upper: Path, lower: Path) -> bool:
    keys = _keys(upper)
    return any(not keys.isdisjoint(_keys(parent)) for parent in lower.parents)


def _keys(path: Path) -> set[object]:
    return set(_ways_to_know(path))


def _ways_to_know(path: Path) -> Iterator[object]:
    yield path
    try:
        about = path.stat()
    except OSError:
        return
    yield (about.st_dev, about.st_ino)
