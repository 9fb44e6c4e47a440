"""The engine: one coarse digest of everything but the site's own files.

Whatever a build computes may depend on the program, its libraries and the functions
that a site adds. All of that counts as one thing: any change of it makes
everything anew, so that nobody has to know what depends on what.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, distribution, distributions, version
from pathlib import Path
from typing import Any
from unicodedata import unidata_version

from waypost.config import PACKAGE, Extensions
from waypost.model.digest import Digest, digest_of
from waypost.programs import graphviz, state_of
from waypost.store.encoding import key_of
from waypost.store.looking import look_at

LIBRARIES = (
    "font-source-serif-pro", "jinja2", "latex2mathml", "lightningcss", "markdown-it-py",
    "markupsafe", "mdit-py-plugins", "msgspec", "numpy", "pagefind-bin",
    "pagefind-bin-extended", "pillow", "pygments", "pystemmer", "python-frontmatter",
    "pyyaml", "rapidfuzz", "rjsmin", "scipy", "selectolax", "stop-words", "tzdata",
)  # fmt: skip
"""The libraries that what a build puts out depends on."""

_NO_CODE = {"public", "node_modules", "content", "static", "templates", "tests"}


def engine_of(extensions: Extensions, root: Path) -> Digest:
    """Digest the program's code, its libraries, and what the site adds to both.

    Functions that a site's build.py adds may use other modules of the site, and any
    library: all Python files below ``root`` then count, and every distribution.
    """
    own = (*extensions.planners, *extensions.checks, *extensions.syntax, *extensions.filters)
    return key_of(
        sys.version,
        unidata_version,
        tuple((name, _version(name)) for name in LIBRARIES),
        _digest_of_files("pillow"),
        state_of(graphviz()),
        tuple(_digests(PACKAGE, _files_of_package())),
        _digest(root / "build.py"),
        tuple(_of_functions(own, root)) if own else (),
    )


def functions_key(functions: tuple[Callable[..., Any], ...]) -> tuple[str, ...]:
    """Name some functions of a site, in order; what they do counts with the engine."""
    return tuple(f"{function.__module__}.{function.__qualname__}" for function in functions)


def _of_functions(own: tuple[Callable[..., Any], ...], root: Path) -> Iterator[object]:
    yield functions_key(own)
    yield tuple(_digests(root, _python_files(root)))
    for name in sorted({function.__module__ for function in own}):
        file = getattr(sys.modules.get(name), "__file__", None)
        yield _digest(Path(file)) if file else None
    yield tuple(sorted((found.metadata["Name"] or "", found.version) for found in distributions()))


def _files_of_package() -> Iterator[str]:
    for folder, folders, names in os.walk(PACKAGE):
        # The theme's files are inputs like a site's own.
        folders[:] = [name for name in folders if name not in ("__pycache__", "theme")]
        yield from (f"{folder}/{name}" for name in names if name.endswith((".py", ".yaml")))


def _python_files(root: Path) -> Iterator[str]:
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name[0] != "." and name not in _NO_CODE]
        yield from (f"{folder}/{name}" for name in names if name.endswith(".py"))


def _digests(top: Path, files: Iterator[str]) -> Iterator[tuple[str, Digest | None]]:
    start = len(str(top))
    listed = sorted(files)
    for file, seen in zip(listed, look_at(listed), strict=True):
        yield file[start:], seen.digest if seen else None


def _digest(file: Path) -> Digest | None:
    try:
        return digest_of(file.read_bytes())
    except OSError:
        return None


def _digest_of_files(name: str) -> Digest | None:
    """Digest the list of a library's files, which has a digest of each.

    A wheel of Pillow brings the libraries that pack and unpack images, in versions of
    their own, which its version does not tell.
    """
    try:
        files = distribution(name).read_text("RECORD")
    except PackageNotFoundError:
        return None
    return digest_of(files.encode()) if files else None


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
