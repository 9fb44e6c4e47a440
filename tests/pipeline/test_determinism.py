"""The same files give the same bytes, whoever builds them, where, when and how."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from stat import S_IMODE

import pytest

from support.command import environment
from support.increments import small_site
from support.sites import SITE_YAML, built, post, tree, write

EPOCH = str(int(datetime(2026, 6, 1, 12, tzinfo=UTC).timestamp()))

FLAWS = {
    "content/notes.txt": "Nobody reads this.\n",
    "content/posts/a/index.md": post("A", "2024-01-01", "[x](../b.md)", colour="red"),
    "content/posts/b.md": post("B", "2024-01-01", "Same day.", topics="[Go, gO, teSts]"),
    "content/posts/Ä.md": post("Ä", "2024-01-01", "Same day.", topics="[tests, go]"),
    "content/posts/due.md": post("Due", "2026-06-02"),
}
"""Posts of one day, spellings of one topic, and what there are findings for."""


@dataclass(frozen=True)
class Built:
    """What a process has published, with permissions, and what it has said."""

    files: Mapping[str, bytes]
    modes: Mapping[str, int]
    code: int
    said: str

    @classmethod
    def at(cls, root: Path, code: int, said: str) -> Built:
        public = root / "public"
        modes = {str(p.relative_to(public)): S_IMODE(p.stat().st_mode) for p in public.rglob("*")}
        return cls(tree(public), modes, code, said)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write(small_site(tmp_path / "site"), FLAWS)


def command(
    root: Path, *asked: str, cwd: Path | None = None, umask: int = -1, **variables: str
) -> Built:
    """Build a site in a process of its own, from nothing."""
    shutil.rmtree(root / "public", ignore_errors=True)
    shutil.rmtree(root / ".waypost", ignore_errors=True)
    done = subprocess.run(
        [sys.executable, "-m", "waypost", "--root", str(root), "build", *asked],
        cwd=cwd or root.parent,
        env=environment(**{"SOURCE_DATE_EPOCH": EPOCH, **variables}),
        umask=umask,
        capture_output=True,
        check=False,
    )
    return Built.at(root, done.returncode, done.stderr.decode())


def test_a_build_does_not_depend_on_who_makes_it(site: Path) -> None:
    first = command(site, PYTHONHASHSEED="0")
    assert first.code == 0
    assert first.said.count("warning[") > 1
    assert len(first.files) > 30
    surroundings: list[dict[str, str]] = [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"},
        {"PYTHONHASHSEED": "random", "LC_ALL": "C", "TZ": "America/Lima"},
        {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "LANG": "tr_TR.UTF-8"},
    ]
    for variables in surroundings:
        assert command(site, cwd=None, umask=-1, **variables) == first


def test_a_build_does_not_depend_on_the_umask_or_the_working_folder(
    site: Path, tmp_path: Path
) -> None:
    first = command(site)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert command(site, umask=0o077) == first
    assert command(site, cwd=elsewhere, umask=0).files == first.files


def test_a_build_does_not_depend_on_the_order_that_files_were_made_in(
    site: Path, tmp_path: Path
) -> None:
    files = {name: text for name, text in tree(site).items() if not name.startswith("public/")}
    backwards = write(tmp_path / "backwards", dict(reversed(files.items())))
    first = built(site)
    second = built(backwards)
    assert second.diagnostics == first.diagnostics
    assert tree(backwards / "public") == tree(site / "public")


def test_a_build_does_not_depend_on_the_number_of_workers(tmp_path: Path) -> None:
    posts = {
        f"content/posts/p{n}.md": post(
            f"Post {n}",
            f"20{10 + n % 12}-0{1 + n % 9}-11",
            f"See [[p{n // 2}]].",
            topics=f"[t{n % 9}]",
        )
        for n in range(160)
    }
    posts["content/posts/p7.md"] += "[[nowhere]]"
    posts["content/posts/p70.md"] = posts["content/posts/p70.md"].replace(
        "date:", "colour: red\ndate:"
    )
    root = write(tmp_path / "site", {"content/site.yaml": SITE_YAML, **posts})
    one, two, three = (command(root, "--jobs", jobs) for jobs in "123")
    assert one.said.count("error[") == 1
    assert one == two == three
    write(root, {"content/posts/p7.md": post("Post 7")})
    one, two, three = (command(root, "--jobs", jobs) for jobs in "123")
    assert one.code == 0
    assert len(one.files) > 180
    assert one == two == three


def test_the_epoch_stands_for_the_moment_of_the_build(site: Path) -> None:
    day = 24 * 3600
    before, same, after = (
        command(site, SOURCE_DATE_EPOCH=str(int(EPOCH) + s)) for s in (0, 60, day)
    )
    assert before == same
    assert "posts/due/index.html" in after.files.keys() - before.files.keys()
    assert command(site, "--as-of", "2026-06-01") == before
    assert command(site, "--as-of", "2026-06-01", SOURCE_DATE_EPOCH=str(int(EPOCH) + day)) == before


def test_no_clock_is_in_the_output(site: Path) -> None:
    moments = (datetime(2026, 6, 3, 8, tzinfo=UTC), datetime(2044, 12, 31, 23, 59, tzinfo=UTC))
    made = []
    for now in moments:
        shutil.rmtree(site / ".waypost", ignore_errors=True)
        outcome = built(site, now=now)
        assert outcome.rendered
        made.append((tree(site / "public"), outcome.diagnostics))
    assert made[0] == made[1]
