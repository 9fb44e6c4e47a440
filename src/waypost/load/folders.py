"""The files below a folder, and which of them are nobody's."""

from __future__ import annotations

import os
from pathlib import Path
from unicodedata import category

from msgspec import Struct, field

from waypost.model.diagnostic import Diagnostic, Place, error, warning

# Hidden names that hosts and well-known protocols ask for.
PUBLISHED_DOTFILES = frozenset({".well-known", ".nojekyll", ".htaccess"})

_LEFTOVERS = ("~", ".swp", ".swo", ".swx", ".bak", ".orig", ".rej")
_SYSTEM = frozenset({"thumbs.db", "desktop.ini"})


def is_leftover(name: str) -> bool:
    """Whether a name is hidden, or what an editor or a system leaves behind."""
    lower = name.lower()
    return (
        name.startswith((".", "~$"))
        or lower.endswith(_LEFTOVERS)
        or lower in _SYSTEM
        or (len(name) > 1 and name[0] == name[-1] == "#")
    )


class Tree(Struct):
    """The files below a base folder; ``findings`` is what of it can't be used.

    Symbolic links may lead to anything within the base, or, where it isn't
    ``confined``, to anything at all. ``dotfiles`` are hidden names that count.
    """

    base: Path
    confined: bool = True
    dotfiles: frozenset[str] = frozenset()
    findings: list[Diagnostic] = field(default_factory=list)

    def files(self, folder: str) -> list[str]:
        """List the files below a folder, as sorted paths relative to the base.

        A folder that isn't there has none. One that is reached twice is read once.
        """
        if not self.is_open(folder):
            return []
        found: list[str] = []
        folders, links, seen = [folder], list[str](), set[str]()
        while folders or links:
            # Links come last, so that what they repeat is known by its own name.
            is_link = not folders
            source = folders.pop() if folders else links.pop(0)
            real = os.path.realpath(self.base / source)
            if real in seen:
                self._repeated(source)
                continue
            seen.add(real)
            for entry in self._entries(source):
                below = f"{source}/{entry.name}"
                kind = self._kind(entry, below)
                if kind == "file":
                    found.append(below)
                elif kind == "folder":
                    (links if is_link or entry.is_symlink() else folders).append(below)
        return sorted(found)

    def children(self, folder: str) -> list[tuple[str, str]]:
        """List what lies right in a folder: each name with "file" or "folder", by name."""
        kinds = [(e.name, self._kind(e, f"{folder}/{e.name}")) for e in self._entries(folder)]
        return [(name, kind) for name, kind in kinds if kind]

    def is_open(self, folder: str) -> bool:
        """Whether a folder is there, and may be read."""
        start = self.base / folder
        return os.path.lexists(start) and (not start.is_symlink() or self._may_follow(folder))

    def _entries(self, folder: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(self.base / folder) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
        except OSError as failure:
            self._unreadable(folder, failure)
            return []
        return [entry for entry in entries if self._is_wanted(entry.name, folder)]

    def _is_wanted(self, name: str, folder: str) -> bool:
        if name not in self.dotfiles and is_leftover(name):
            return False
        readable = _readable(name)
        if readable != name:
            self.findings.append(
                error(
                    "bad-file-name",
                    f"the name '{readable}' isn't readable text",
                    Place(f"{folder}/{readable}"),
                    "rename it, in UTF-8 and without control characters",
                )
            )
        return readable == name

    def _kind(self, entry: os.DirEntry[str], source: str) -> str:
        try:
            if entry.is_symlink() and not self._may_follow(source):
                return ""
            if entry.is_dir():
                return "folder"
            if entry.is_file():
                return "file"
        except OSError as failure:
            self._unreadable(source, failure)
            return ""
        self.findings.append(
            warning(
                "special-file",
                f"'{source}' is neither a file nor a folder, so it is left out",
                Place(source),
                "remove it",
            )
        )
        return ""

    def _may_follow(self, source: str) -> bool:
        link = self.base / source
        if not link.exists():
            self.findings.append(
                warning(
                    "broken-symlink",
                    f"'{source}' is a symbolic link that leads nowhere",
                    Place(source),
                    "correct the link, or remove it",
                )
            )
            return False
        if not self.confined or link.resolve().is_relative_to(self.base.resolve()):
            return True
        self.findings.append(
            error(
                "symlink-outside",
                f"'{source}' is a symbolic link that leads out of the site",
                Place(source),
                "put a copy of the files there instead",
            )
        )
        return False

    def _repeated(self, source: str) -> None:
        self.findings.append(
            warning(
                "symlink-repeats",
                f"'{source}' leads to a folder that is read already",
                Place(source),
                "remove the symbolic link",
            )
        )

    def _unreadable(self, source: str, failure: OSError) -> None:
        reason = (failure.strerror or "it can't be opened").lower()
        self.findings.append(
            error(
                "unreadable",
                f"'{source}' can't be read: {reason}",
                Place(source),
                "correct its permissions",
            )
        )


def _readable(name: str) -> str:
    if name.isascii() and name.isprintable():
        return name
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(c if category(c) != "Cc" else f"\\x{ord(c):02x}" for c in text)
