"""New files, which never take the place of old ones."""

from __future__ import annotations

from pathlib import Path

from waypost.cli.places import short
from waypost.model.faults import UsageFault


def write_new(target: Path, text: str, otherwise: str) -> None:
    """Write a file that must not be there yet; its folder is made.

    Raises:
        UsageFault: where it is there; ``otherwise`` says what to do instead.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise UsageFault(f"{short(target)} is there already", otherwise) from None
