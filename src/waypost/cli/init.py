"""``waypost init``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from waypost.cli.door import Door
from waypost.cli.places import short
from waypost.model.faults import UsageFault

SAMPLE = Path(__file__).parent / "sample"
"""The new site, file by file as it will lie there."""


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.pass_context
def init(ctx: click.Context, folder: Path) -> int:
    """Make a small new site that builds at once.

    DIR must be empty or not there yet.
    """
    target = folder.absolute()
    if target.is_dir() and any(target.iterdir()):
        raise UsageFault(f"{short(target)} is not empty", "give an empty folder, or a new name")
    if target.exists() and not target.is_dir():
        raise UsageFault(f"{short(target)} is a file", "give an empty folder, or a new name")
    count = 0
    for relative, data in _files():
        _write(target / relative, data)
        count += 1
    door = ctx.find_object(Door)
    assert door is not None
    print(f"Made a site of {count} files in {short(target)}. Next:")
    if door.default_verb:
        print(f"  {door.program} --root {short(target)}")
    else:
        print(f"  cd {short(target)}\n  {door.program} build")
    return 0


def _files() -> Iterator[tuple[Path, bytes]]:
    for source in sorted(SAMPLE.rglob("*")):
        if source.is_file():
            relative = source.relative_to(SAMPLE)
            # Under its own name it would rule over the files beside it here.
            name = ".gitignore" if relative.name == "gitignore" else relative.name
            yield relative.with_name(name), source.read_bytes()


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(data)
