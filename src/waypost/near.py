"""The nearest known words to one that is not known, for diagnostics that help."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any


def nearest(word: str, candidates: Iterable[str], count: int = 1, cutoff: float = 60) -> list[str]:
    """Give up to ``count`` candidates that resemble a word, the best first.

    ``cutoff`` is a similarity from 0 to 100. Equal scores come in alphabetical
    order, so that the same files give the same message.
    """
    # It takes a while to import, and most builds find every word.
    rapidfuzz: Any = import_module("rapidfuzz")
    found = rapidfuzz.process.extract(
        word,
        sorted(set(candidates)),
        scorer=rapidfuzz.fuzz.ratio,
        processor=rapidfuzz.utils.default_process,
        limit=count,
        score_cutoff=cutoff,
    )
    return [candidate for candidate, _, _ in sorted(found, key=lambda f: (-f[1], f[0]))]


def did_you_mean(word: str, candidates: Iterable[str], count: int = 1) -> str:
    """Make a fix of the nearest candidates, or "" where none is near."""
    names = [f"'{name}'" for name in nearest(word, candidates, count)]
    if not names:
        return ""
    *rest, last = names
    return f"did you mean {', '.join(rest)} or {last}?" if rest else f"did you mean {last}?"
