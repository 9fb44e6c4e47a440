"""What a preview watches, and what an event there says."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
from pathlib import Path

from msgspec import Struct

from waypost.config import PACKAGE, Layout
from waypost.load.folders import PUBLISHED_DOTFILES, is_leftover

SITE_FOLDERS = ("content", "templates", "static")

CODE = (".py", ".yaml", ".js", ".css", ".html")
"""What a file of the program ends in, where a change of it is one of the program."""

LINKS = 64
"""So many targets of symbolic links are watched too. Each takes a thread."""


class Event(Struct, frozen=True):
    """What the file system says: something happened to a path.

    ``appeared`` where it may be new, ``folder`` where it is, or was, a folder.
    """

    path: str
    appeared: bool = False
    folder: bool = False


class Meaning(Struct, frozen=True):
    """What an event means to a preview.

    ``touched`` are the files of the site that may differ now, by path in its folder;
    None where any may. ``code`` is whether the program itself may, ``bounds`` whether
    other folders are to be watched from now on.
    """

    touched: frozenset[str] | None = frozenset()
    code: bool = False
    bounds: bool = False

    def __bool__(self) -> bool:
        return self.touched is None or bool(self.touched) or self.code or self.bounds


NOTHING = Meaning()
ANYTHING = Meaning(touched=None)
NEW_BOUNDS = Meaning(touched=None, bounds=True)
PROGRAM = Meaning(code=True)


class Grounds(Struct, frozen=True, dict=True):
    """The folders that a preview watches.

    ``code`` are the program's own files outside of its package: a site's build.py,
    and what that has imported. ``links`` are the real paths, files or folders, that
    symbolic links of the site lead to.
    """

    layout: Layout
    code: frozenset[str] = frozenset()
    links: tuple[str, ...] = ()

    @property
    def folders(self) -> tuple[tuple[str, bool], ...]:
        """The folders to watch, each once, and whether all below them too."""
        root, package = str(self.layout.root), str(PACKAGE)
        theme = {str(folder) for folder in (*self.layout.templates, *self.layout.static)}
        deep = [package, *theme, *(f"{root}/{name}" for name in SITE_FOLDERS)]
        flat = [root, *(os.path.dirname(file) for file in self.code)]  # noqa: PTH120
        for link in self.links:
            if os.path.isdir(link):  # noqa: PTH112
                deep.append(link)
            else:
                flat.append(os.path.dirname(link))  # noqa: PTH120
        # What is a link itself has its target among the links.
        there = [f for f in deep if os.path.isdir(f) and not os.path.islink(f)]  # noqa: PTH112, PTH114
        outer = [f for f in _distinct(there) if not any(_is_below(f, o) for o in there)]
        rest = [f for f in _distinct(flat) if f not in outer and not _is_below_any(f, outer)]
        return (*((folder, True) for folder in outer), *((folder, False) for folder in rest))

    @cached_property
    def _roots(self) -> tuple[str, ...]:
        root = str(self.layout.root)
        # Some systems tell of a file by its real path, whatever path is watched.
        return tuple(_distinct([root, os.path.realpath(root)]))

    def meaning(self, event: Event) -> Meaning:
        """Say what an event means."""
        path = event.path
        if path in self.code:
            return PROGRAM
        if any(path == link or _is_below(path, link) for link in self.links):
            return ANYTHING
        for root in self._roots:
            if path == root:
                return NEW_BOUNDS if event.folder else NOTHING
            if _is_below(path, root):
                meaning = self._in_site(path[len(root) + 1 :].replace(os.sep, "/"), event)
                if meaning is not None:
                    return meaning
        return self._elsewhere(path, event)

    def _in_site(self, name: str, event: Event) -> Meaning | None:
        """Say what an event in the site's folder means; None where it is not of the site."""
        first, *below = name.split("/")
        if first not in SITE_FOLDERS:
            return None
        if not below:
            return NEW_BOUNDS
        if not _is_read(below):
            return NOTHING
        if event.appeared and os.path.islink(event.path):  # noqa: PTH114
            return NEW_BOUNDS
        # A folder may come and go without a word on what is in it.
        return ANYTHING if event.folder else Meaning(_named(name))

    def _elsewhere(self, path: str, event: Event) -> Meaning:
        for folder in (*self.layout.templates, *self.layout.static):
            if path == str(folder):
                return NEW_BOUNDS
            if _is_below(path, str(folder)):
                below = Path(path).relative_to(folder).parts
                return ANYTHING if _is_read(below) else NOTHING
        package = str(PACKAGE)
        if path == package or (_is_below(path, package) and _is_program(path, event)):
            return PROGRAM
        return NOTHING


def grounds_of(layout: Layout, script: Path | None) -> Grounds:
    """Find out what to watch for a site; ``script`` is its build.py, where it has one."""
    return Grounds(layout, frozenset(_own_code(layout, script)), tuple(_links(layout)))


def _own_code(layout: Layout, script: Path | None) -> Iterator[str]:
    """Give the files of the program that belong to the site: those that it has loaded."""
    if script is not None:
        yield str(script)
    root = str(layout.root)
    for module in tuple(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if not file or not _is_below(file, root) or _is_below(file, str(PACKAGE)):
            continue
        # An environment within the site's folder changes by pip alone.
        if not _is_below(file, sys.prefix):
            yield file


def _links(layout: Layout) -> Iterator[str]:
    """Give the real paths that symbolic links of the site lead to."""
    found = (os.path.realpath(link) for link in _symlinks(layout))
    return islice(_distinct(path for path in found if os.path.exists(path)), LINKS)  # noqa: PTH110


def _symlinks(layout: Layout) -> Iterator[str]:
    for name in SITE_FOLDERS:
        top = f"{layout.root}/{name}"
        if os.path.islink(top):  # noqa: PTH114
            yield top
        pending = [top]
        while pending:
            try:
                with os.scandir(pending.pop()) as scan:
                    entries = list(scan)
            except OSError:
                continue
            for entry in entries:
                if not _is_read([entry.name]):
                    continue
                if entry.is_symlink():
                    yield entry.path
                elif entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)


def _named(name: str) -> frozenset[str] | None:
    try:
        name.encode()
    except UnicodeEncodeError:
        return None
    return frozenset((name,))


def _is_read(names: Iterable[str]) -> bool:
    """Whether nothing on the way to a file is hidden, or an editor's leftover."""
    return not any(is_leftover(name) and name not in PUBLISHED_DOTFILES for name in names)


def _is_program(path: str, event: Event) -> bool:
    if "__pycache__" in path:
        return False
    return event.folder or path.endswith(CODE)


def _is_below(path: str, folder: str) -> bool:
    return path.startswith(folder if folder.endswith(os.sep) else folder + os.sep)


def _is_below_any(path: str, folders: Iterable[str]) -> bool:
    return any(_is_below(path, folder) for folder in folders)


def _distinct(paths: Iterable[str]) -> Iterator[str]:
    return iter(dict.fromkeys(paths))
