"""``waypost clean``."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from waypost.cli.options import existing_site, site_option
from waypost.cli.places import short
from waypost.publish import publisher


@click.command()
@site_option
@click.pass_context
def clean(ctx: click.Context) -> int:
    """Remove what builds have made.

    That is the published site and the cache; the next build makes them again.
    public/ is removed only where Waypost has published it; a folder that you built
    with --destination stays.
    """
    layout = existing_site(ctx)
    protected = (layout.content, *layout.templates, *layout.static)
    # Held like a build holds it, so that no build loses its files on the way.
    with publisher(layout.public, protected, str(layout.root)):
        gone = [path for path in (layout.public, layout.work) if _removed(path)]
    for path in gone:
        print(f"Removed {short(path)}")
    if not gone:
        print("Nothing to remove.")
    return 0


def _removed(path: Path) -> bool:
    if path.is_symlink():
        path.unlink()
    elif path.is_dir():
        shutil.rmtree(path)
    else:
        return False
    return True
