"""The words of ``build --verify``, for each thing that comparing may show."""

from __future__ import annotations

import pytest

from waypost.cli.verdict import code_of, verdict_lines, verdict_object
from waypost.verifying import Mismatch, Verdict

GONE = Mismatch("a/index.html", 1, None, "<p>", ())
STALE = Mismatch("a/index.html", 7, "old", "new", ("view.body", "template"))


@pytest.mark.parametrize(
    ("verdict", "code", "said"),
    [
        (Verdict(3, 0, None, True), 0, ["the same 3 files"]),
        (Verdict(3, 0, None, False), 4, ["has other findings", "Please report"]),
        (
            Verdict(3, 1, GONE, True),
            4,
            ["1 of 3 files", "(no such file)", "nothing in its key differs", "Please report"],
        ),
        (
            Verdict(1_000, 2, STALE, False),
            4,
            [
                "2 of 1,000 files",
                "line 7",
                "published: old",
                "clean:     new",
                "its body changed; its template, or one that it uses, has changed",
                "has other findings",
            ],
        ),
    ],
)
def test_a_verdict_is_told(verdict: Verdict, code: int, said: list[str]) -> None:
    lines = "\n".join(verdict_lines(verdict))
    assert [words for words in said if words not in lines] == []
    assert code_of(verdict) == code
    assert verdict_object(verdict)["holds"] == (code == 0)
