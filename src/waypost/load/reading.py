"""Files into bytes, each read once."""

from __future__ import annotations

from pathlib import Path

from waypost.model.diagnostic import Checked, Diagnostic, Place, error
from waypost.model.digest import digest_of
from waypost.model.post import Asset
from waypost.store.blobs import Blobs


def read(path: Path, source: str) -> Checked[bytes | None]:
    """Read a file; ``source`` is how diagnostics name it."""
    try:
        return Checked(path.read_bytes())
    except OSError as failed:
        return Checked(None, (_unreadable(source, failed),))


def read_asset(path: Path, source: str, themed: bool, blobs: Blobs) -> Checked[Asset | None]:
    """Read a file that is published as it is, and keep its bytes."""
    data = read(path, source)
    if data.value is None:
        return Checked(None, data.diagnostics)
    blobs.put(data.value)
    return Checked(Asset(source, digest_of(data.value), len(data.value), themed))


def _unreadable(source: str, failed: OSError) -> Diagnostic:
    reason = (failed.strerror or "unknown reason").lower()
    return error(
        "unreadable-file",
        f"the file can't be read: {reason}",
        Place(source),
        "make it readable, or move it out of the site's folders",
    )
