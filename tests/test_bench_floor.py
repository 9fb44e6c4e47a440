"""What the bench of the floor measures is all the work that it says, and its tables are right."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.alone import load_and_render_alone
from bench.archive import make_archive, write_plain, write_waypost
from bench.floor import library_table, table
from bench.libraries import LIBRARIES, Spent, libraries_alone


def test_loading_and_rendering_are_measured_with_all_their_work(tmp_path: Path) -> None:
    write_waypost(make_archive(12), tmp_path)

    alone = load_and_render_alone(tmp_path, jobs=1)

    assert alone.posts == 12
    assert alone.pages > 12
    assert alone.load > 0
    assert alone.render > 0
    # Every post's text was made again, and every page's bytes were kept.
    assert len(files(tmp_path / ".waypost/alone")) == 12
    assert len(files(tmp_path / ".waypost/cache/blobs")) >= 12 + alone.pages / 2


def test_libraries_are_given_every_post(tmp_path: Path) -> None:
    write_plain(make_archive(24), tmp_path)
    texts = [file.read_text(encoding="utf-8") for file in files(tmp_path)]

    spent = libraries_alone(texts, 3)

    assert spent.posts == 24
    assert all(spent.processor[name] > 0 for name in LIBRARIES)


def test_each_median_stands_beside_the_peers_and_what_is_aimed_at() -> None:
    seconds = {"eleventy": [9.0, 10.0, 20.0], "waypost": [12.0, 11.0, 13.0], "hugo": [30.0] * 3}

    assert list(table(seconds)) == [
        "| | seconds | × Eleventy | × 0.8 Eleventy | × Hugo | × 0.2 Hugo |",
        "|---|---|---|---|---|---|",
        "| Eleventy's cold build | 10.00 (9.00–20.00) | 1.00 | 1.25 | 0.33 | 1.67 |",
        "| Hugo's cold build | 30.00 (30.00–30.00) | 3.00 | 3.75 | 1.00 | 5.00 |",
        "| Waypost's cold build | 12.00 (11.00–13.00) | 1.20 | 1.50 | 0.40 | 2.00 |",
    ]


def test_libraries_are_told_in_milliseconds_a_post() -> None:
    spent = [Spent(1.0, dict.fromkeys(LIBRARIES, seconds), 100) for seconds in (0.5, 0.1, 0.2)]

    *_, row = library_table(spent)

    assert row == "| 2.00 | 2.00 | 2.00 | 2.00 | 8.00 |"


def files(folder: Path) -> list[Path]:
    found = sorted(file for file in folder.rglob("*") if file.is_file())
    assert found, f"nothing in {folder}"
    return found


@pytest.mark.parametrize("missing", ["load", "hugo"])
def test_what_was_not_measured_has_no_row(missing: str) -> None:
    seconds = {"eleventy": [1.0], "waypost": [1.0]}

    assert missing not in "".join(table(seconds)).lower()
