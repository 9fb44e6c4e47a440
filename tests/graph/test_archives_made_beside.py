"""An archive is the same where other processes compute parts of it."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from hypothesis import given

from support.planted import archives
from support.values import archive, post
from waypost.graph.candidates import candidates
from waypost.graph.texts import read_texts

Result = TypeVar("Result")


class Elsewhere:
    """Computes as another process does: all that goes in and comes out is copied."""

    def __init__(self) -> None:
        self.asked: list[Any] = []

    def __call__(
        self, function: Callable[..., Result], /, *arguments: object
    ) -> Callable[[], Result]:
        self.asked.append(function)
        sent = pickle.dumps((function, arguments))
        return partial(self._received, sent)

    def _received(self, sent: bytes) -> Any:
        function, arguments = pickle.loads(sent)
        return pickle.loads(pickle.dumps(function(*arguments)))


@given(archives(least=1, most=12))
def test_an_archive_that_others_help_with_is_the_same(values: list[Any]) -> None:
    found, expected = archive(*values, beside=Elsewhere()), archive(*values)
    assert (found.value, found.diagnostics) == (expected.value, expected.diagnostics)
    assert repr(found.value) == repr(expected.value)


def test_others_read_texts_and_compare_posts() -> None:
    elsewhere = Elsewhere()
    archive(post("a", topics="bread"), post("b", topics="bread"), beside=elsewhere)
    assert elsewhere.asked == [read_texts, candidates]


def test_nobody_reads_an_archive_without_posts() -> None:
    elsewhere = Elsewhere()
    archive(beside=elsewhere)
    assert candidates not in elsewhere.asked
