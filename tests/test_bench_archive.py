"""The benchmark's archive: the same everywhere, the same for all, and without a fault."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean

import pytest

from bench.archive import TOPICS, make_archive, write_plain, write_waypost
from waypost.builds import check
from waypost.config import Options
from waypost.model.digest import digest_of

_CODE = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\([^)]*\)")


def _files(folder: Path) -> dict[str, str]:
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): file.read_text(encoding="utf-8") for file in files}


def test_an_archive_is_the_same_on_every_machine() -> None:
    archive = make_archive(30)
    text = "".join(f"{head}{archive.body(head)}" for head in archive.heads)

    assert digest_of(text.encode()) == "e71829bef548ba8e42b58e6e578859e1efb5ebbe"


def test_another_seed_gives_another_archive() -> None:
    assert make_archive(30, seed=2).heads != make_archive(30).heads


def test_all_generators_get_the_same_text(tmp_path: Path) -> None:
    archive = make_archive(12)
    write_waypost(archive, tmp_path / "ours")
    write_plain(archive, tmp_path / "theirs")
    ours, theirs = _files(tmp_path / "ours/content/posts"), _files(tmp_path / "theirs")

    assert ours != theirs
    assert {name: _LINK.sub("]()", text) for name, text in ours.items()} == {
        name: _LINK.sub("]()", text) for name, text in theirs.items()
    }


def test_posts_hold_what_the_figures_are_said_to_be_for() -> None:
    archive = make_archive(40)
    words = []
    for head in archive.heads:
        body = archive.body(head)
        blocks = _CODE.findall(body)
        words.append(len(_CODE.sub("", body).split()))
        assert len(blocks) == 2
        assert all(10 <= code.count("\n") <= 25 for _, code in blocks)
        assert len(set(head.topics) & set(TOPICS)) == 3
        assert len(_LINK.findall(body)) == 3
        assert f"(post:{head.slug})" not in body
        assert "|---|" in body
        assert "\n- " in body

    assert len(TOPICS) == 60
    assert mean(words) == pytest.approx(1000, rel=0.1)
    assert archive.heads[-1].day.year - archive.heads[0].day.year == 9


def test_a_made_archive_has_no_findings(tmp_path: Path) -> None:
    write_waypost(make_archive(30), tmp_path)

    outcome = check(Options(tmp_path, datetime(2026, 6, 1, tzinfo=UTC), jobs=1))

    assert outcome.diagnostics == ()
    assert outcome.archive is not None
    assert len(outcome.archive.posts) == 30
    assert "first-steps" in outcome.archive.paths
    assert outcome.archive.hubs[TOPICS[0]].curated
