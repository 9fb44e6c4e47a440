"""The files that templates lie in, found without reading any."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

THEME = "theme"
"""The prefix that names the default theme's templates, whatever a site overrides."""


class TemplateFile(Struct, frozen=True):
    """A template: its name, the number of its folder, and where it lies.

    ``label`` is the folder's name in findings.
    """

    folder: int
    name: str
    label: str
    file: str


def template_files(folders: tuple[Path, ...]) -> tuple[TemplateFile, ...]:
    """List the templates in some folders, in order.

    Hidden files are none, nor are files whose names no template could write out.
    The first folders are the site's own, the last is the default theme's.
    """
    found = []
    for number, top in enumerate(folders):
        label = THEME if 0 < number == len(folders) - 1 else "templates"
        start = len(str(top)) + 1
        for folder, below, names in os.walk(top, followlinks=True):
            below[:] = [name for name in below if _counts(name) and not _leads_up(folder, name)]
            for name in names:
                file = f"{folder}/{name}"
                if _counts(name) and os.path.isfile(file):  # noqa: PTH113
                    path = file[start:].replace(os.sep, "/")
                    found.append(TemplateFile(number, path, label, file))
    return tuple(sorted(found, key=lambda template: (template.folder, template.name)))


def _counts(name: str) -> bool:
    # Bytes that are no UTF-8 stand as lone surrogates in a name.
    return not name.startswith(".") and not any("\ud800" <= char <= "\udfff" for char in name)


def _leads_up(folder: str, name: str) -> bool:
    """Say whether a folder is a link to one that it lies in."""
    below = Path(folder, name)
    return below.is_symlink() and Path(folder).resolve().is_relative_to(below.resolve())
