"""The edition that was published last, kept beside the site."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from waypost.editions.edition import Edition
from waypost.editions.encoding import Unreadable, decode
from waypost.model.faults import UsageFault

NAME = "edition.json"


def edition_file(work: Path) -> Path:
    """Say where the edition that was published last lies, in the folder that Waypost keeps."""
    return work / NAME


def save_edition(work: Path, data: bytes) -> None:
    """Keep the edition that has just been published, encoded, whole or not at all.

    A file that holds it already stays as it is.

    Raises:
        OSError: where the folder can't be written.
    """
    file = edition_file(work)
    with suppress(OSError):
        if file.read_bytes() == data:
            return
    work.mkdir(parents=True, exist_ok=True)
    descriptor, fresh = tempfile.mkstemp(prefix=f".{NAME}-", dir=work)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
        Path(fresh).replace(file)
    except BaseException:
        Path(fresh).unlink(missing_ok=True)
        raise


def load_edition(file: Path, name: str) -> Edition:
    """Read a saved edition; ``name`` is what messages call the file.

    Raises:
        UsageFault: where it can't be understood.
        OSError: where it can't be read.
    """
    try:
        return decode(file.read_bytes())
    except Unreadable as failure:
        raise UsageFault(f"{name} holds no edition: {failure.message}", failure.fix) from None
