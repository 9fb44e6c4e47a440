"""The templates of a site as files: their digest, and what no template may do."""

from __future__ import annotations

from pathlib import Path

from waypost.model.diagnostic import Checked, Diagnostic, Place, error
from waypost.model.digest import Digest, digest_of, digest_value
from waypost.render.environment import THEME, computed_names


def read_templates(folders: tuple[Path, ...]) -> Checked[Digest]:
    """Digest all templates of some folders, and find what none of them may do.

    The first folders are the site's own, the last is the default theme's.
    """
    digests: list[tuple[int, str, Digest]] = []
    found: list[Diagnostic] = []
    for number, folder in enumerate(folders):
        label = THEME if 0 < number == len(folders) - 1 else "templates"
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if not path.is_file() or any(part.startswith(".") for part in name.split("/")):
                continue
            data = path.read_bytes()
            digests.append((number, name, digest_of(data)))
            found += _check(data, f"{label}/{name}")
    return Checked(digest_value(tuple(digests)), tuple(found))


def _check(data: bytes, name: str) -> tuple[Diagnostic, ...]:
    try:
        return computed_names(data.decode(), name)
    except UnicodeDecodeError:
        message = "the template is not UTF-8 text"
        return (error("template-error", message, Place(name), "save it as UTF-8"),)
