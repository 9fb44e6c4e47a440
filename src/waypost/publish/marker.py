"""The marker: the file by which a published tree is known as Waypost's own."""

from __future__ import annotations

import re
from collections.abc import Mapping

from waypost.model.digest import Digest

_HEADER = "waypost-manifest 1"
_ENTRY = re.compile(rb"[0-9a-f]{40}  [^\n]+")
_ESCAPED = re.compile(r"[\\\n\r]")
_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r"})


def marker_of(entries: Mapping[str, Digest]) -> bytes:
    r"""Write a marker: the format's version, then a line ``digest  path`` for each file.

    Lines are sorted by path. In a path ``\``, line feed and carriage return are
    escaped by a backslash, so that every entry is one line.
    """
    lines = [f"{entries[path]}  {path}" for path in sorted(entries)]
    if _ESCAPED.search("".join(lines)):
        lines = [line.translate(_ESCAPES) for line in lines]
    return "\n".join([_HEADER, *lines, ""]).encode("utf-8", "surrogateescape")


def is_marker(data: bytes) -> bool:
    """Say whether some bytes are a whole marker of this format.

    What has one may be deleted, so anything that only looks like one is refused.
    """
    header, *entries = data.removesuffix(b"\n").split(b"\n")
    return (
        data.endswith(b"\n") and header == _HEADER.encode() and all(map(_ENTRY.fullmatch, entries))
    )
