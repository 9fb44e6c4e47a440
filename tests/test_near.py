"""Suggestions for what was probably meant."""

from __future__ import annotations

import pytest

from waypost.near import did_you_mean, nearest

SLUGS = ["ai-cost-trends", "ai-team-structures", "go-timeouts", "queues"]


def test_the_nearest_comes_first() -> None:
    assert nearest("ai-cost-trend", SLUGS, 3)[0] == "ai-cost-trends"


def test_nothing_is_suggested_where_nothing_is_near() -> None:
    assert nearest("zzz", SLUGS, 3) == []
    assert did_you_mean("zzz", SLUGS) == ""


def test_equally_near_words_come_in_alphabetical_order() -> None:
    assert nearest("cat", ["hat", "bat", "rat"], 3) == ["bat", "hat", "rat"]


@pytest.mark.parametrize(
    ("count", "fix"),
    [
        (1, "did you mean 'bat'?"),
        (2, "did you mean 'bat' or 'hat'?"),
        (3, "did you mean 'bat', 'hat' or 'rat'?"),
    ],
)
def test_a_fix_reads_as_a_question(count: int, fix: str) -> None:
    assert did_you_mean("cat", ["hat", "bat", "rat"], count) == fix
