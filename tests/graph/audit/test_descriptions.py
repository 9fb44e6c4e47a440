"""Pages without a description of their own."""

from __future__ import annotations

from typing import Any

import pytest

from support.audits import subjects
from support.values import hub, path, post, topic
from waypost.graph.audit.descriptions import descriptions


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ([post("a"), post("b")], []),
        ([post("a", description="")], ["missing-description post a"]),
        (
            [post("a", "2020-01-01", description="Same."), post("b", "2021-01-01", description=" sAME. ")],
            ["duplicate-description post b"],
        ),
        (
            [post("c", "2019-01-01", description="X"), post("a", "2020-01-01", description="X"),
             post("b", "2021-01-01", description="X")],
            ["duplicate-description post a", "duplicate-description post b"],
        ),
        ([post("a", topics="go"), hub("go")], ["missing-description hub go"]),
        ([post("a", topics="go"), hub("go"), topic("go", description="On Go.")], []),
        (
            [post("a", topics="go"), hub("go", description="About a.")],
            ["duplicate-description hub go"],
        ),
        ([post("a"), path("p", "a")], []),
    ],
)  # fmt: skip
def test_descriptions(values: list[Any], found: list[str]) -> None:
    assert subjects(descriptions, *values) == found


def test_a_path_needs_one_too() -> None:
    from msgspec.structs import replace

    made = replace(path("p", "a"), description="")
    assert subjects(descriptions, post("a"), made) == ["missing-description path p"]
