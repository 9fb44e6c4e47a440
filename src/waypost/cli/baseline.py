"""The file of accepted findings, as ``waypost audit`` reads and writes it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from waypost.cli.places import short
from waypost.load.baseline import Fingerprint, baseline_text, load_baseline
from waypost.model.diagnostic import Checked
from waypost.model.faults import UsageFault


def read_baseline(file: Path) -> Checked[frozenset[Fingerprint]]:
    """Read the accepted findings of a file; what is wrong with it comes with its line.

    Raises:
        UsageFault: where there is no such file.
    """
    if not file.is_file():
        raise UsageFault(
            f"there is no file {short(file)}", "make it with --update-baseline, or correct its name"
        )
    data = file.read_bytes()
    read = load_baseline(short(file), data)
    lines = dict(enumerate(data.decode("utf-8", "replace").split("\n"), start=1))
    found = (replace(wrong, excerpt=lines.get(wrong.place.line, "")) for wrong in read.diagnostics)
    return Checked(read.value, tuple(found))


def write_baseline(file: Path, accepted: Iterable[Fingerprint]) -> None:
    """Write accepted findings to a file, in place of what it held.

    Raises:
        UsageFault: where there can be no such file.
    """
    if file.is_dir() or not file.absolute().parent.is_dir():
        reason = "is a folder" if file.is_dir() else "lies in no folder that is there"
        raise UsageFault(f"{short(file)} {reason}", "give --baseline the name of a file")
    # Whole, or not at all: a baseline cut short would report everything again.
    fresh = file.with_name(f".{file.name}.new")
    fresh.write_text(baseline_text(accepted), encoding="utf-8", newline="\n")
    fresh.replace(file)
