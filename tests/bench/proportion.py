"""Measures whether texts that are made to take long take time in proportion to their length.

python -m tests.bench.proportion

Each text is parsed at some length and at eight times of it: a ratio of 8 is in
proportion, one of 64 grows with the square, which a stranger's text could stop a build by.
"""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

from waypost.load.markdown import parse_blocks
from waypost.model.diagnostic import Place
from waypost.model.site import ParseSettings

TIMES = 8
"""How much longer the long text is."""

TEXTS: dict[str, tuple[Callable[[int], str], int]] = {
    "escaped dollars": (lambda count: "$x\\" * count, 1_000),
    "blanks in a heading": (lambda count: "{.a}\n# a" + "    " * count + "b", 1_000),
    "options of code": (lambda count: "```py " + 'a="b" ' * count + "\nx\n```", 4_000),
    "images": (lambda count: '![""](a.png) ' * count, 3_000),
    "links in a cell": (lambda count: "|a|\n|-|\n|" + "[a](b) " * count + "|", 1_000),
    "cells": (lambda count: f"|{'a|' * count}\n|{'-|' * count}\n|{'[a](b)|' * count}", 500),
}


def main() -> None:
    """Print the processor seconds of each text, and their ratio."""
    for name, (text, count) in TEXTS.items():
        short, long = spent(text(count)), spent(text(TIMES * count))
        print(f"{name:<22}{short:>9.3f} s{long:>9.3f} s   {long / short:>5.1f} times")


def spent(text: str) -> float:
    """Give the processor time that parsing a text takes, in seconds: the least of three."""
    times = []
    for _ in range(3):
        start = process_time()
        parse_blocks(text, Place("a.md", 1, 1), ParseSettings())
        times.append(process_time() - start)
    return min(times)


if __name__ == "__main__":
    main()
