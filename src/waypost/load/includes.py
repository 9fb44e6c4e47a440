"""The files beside a post that its text includes: by name first, then as values.

Which files a text names is a function of the text alone. What they hold is given to
its parsing as a value, like the text itself, so that both can be part of a key.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from waypost.load.decoding import read_text
from waypost.model.diagnostic import Checked, Diagnostic, Located, error

Beside = Mapping[str, bytes | None]
"""What the files hold that a source names, by path in the site; None where there is none."""

NOTHING: Beside = {}

FOLDER = "content/posts/"
"""Where included files lie: what a text shows is published beside it anyway."""

LARGEST = 1_000_000
"""So many bytes a file may have that is included."""

_OPTION = b"file="
_FENCE = re.compile(r"(?:`{3,}|~{3,})([^\n]*)")
_NAMES = re.compile(r"""\bfile=(?:"([^"\n]*)"|([^\s"{}]*))""")
_MARKDOWN = (".md", ".markdown")


def named_in(source: str, data: bytes) -> tuple[str, ...]:
    """Name all files that a source may include, by path in the site, each once.

    Looks at nothing but the text, and never misses one; a fence that only shows how
    a file would be included counts too.
    """
    if _OPTION not in data:
        return ()
    text = read_text(source, data).value or ""
    written = (
        quoted or plain for info in _FENCE.findall(text) for quoted, plain in _NAMES.findall(info)
    )
    found = (path_of(source, name) for name in written)
    return tuple(dict.fromkeys(path for path in found if path))


def path_of(source: str, written: str) -> str:
    """Give the path in the site of a file that is named relative to a source.

    Gives "" where it is none that may be included: outside of the folder of posts, or
    a post itself.
    """
    path = posixpath.normpath(posixpath.join(posixpath.dirname(source), written))
    if not written or written.startswith("/") or path.lower().endswith(_MARKDOWN):
        return ""
    return path if path.startswith(FOLDER) else ""


def included(source: str, written: Located[str], beside: Beside) -> Checked[str | None]:
    """Give the text of a file that a source names, or None and an error.

    What is wrong within the file is told at its place there.
    """
    path = path_of(source, written.value)
    if not path:
        return Checked(None, (_refused(source, written),))
    data = beside.get(path)
    if data is None:
        message = f"there is no file '{path}'"
        fix = f"put it there, or correct its path, which starts at {posixpath.dirname(source)}/"
        return Checked(None, (error("missing-include", message, written.place, fix),))
    if len(data) > LARGEST:
        return Checked(None, (too_large(f"'{path}' has more than {LARGEST:,} bytes", written),))
    return read_text(path, data)


def too_large(message: str, written: Located[str]) -> Diagnostic:
    """Tell of a file of which a page would show too much."""
    fix = "show a part of it, and link to the file"
    return error("include-too-large", message, written.place, fix)


def _refused(source: str, written: Located[str]) -> Diagnostic:
    name, start = written.value, posixpath.dirname(source)
    if not name:
        message, fix = "'file' names no file", 'write a path, as in file="app.py"'
    elif name.startswith("/"):
        message, fix = f"'{name}' is no relative path", f"start at {start}/"
    elif name.lower().endswith(_MARKDOWN):
        message, fix = f"'{name}' is a text of its own", "include code and data; link to texts"
    else:
        message = f"'{name}' is not below {FOLDER}"
        fix = "put the file there, best beside the post"
    return error("bad-include", message, written.place, fix)
