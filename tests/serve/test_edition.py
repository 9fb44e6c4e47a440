"""What the preview shows now, and who hears of it."""

from __future__ import annotations

from threading import Thread, current_thread

import pytest

from support.sockets import served_of
from waypost.model.digest import digest_of
from waypost.serve.edition import Current, Served
from waypost.store.blobs import LostBlob

FIRST, SECOND = served_of({"a": b"1"}), served_of({"a": b"2"}, 2)


def test_at_first_nothing_is_served() -> None:
    now = Current().now

    assert (now.number, now.entries, now.moved, now.prefix, now.reports) == (0, {}, {}, "", ())
    with pytest.raises(LostBlob):
        now.blob(digest_of(b"1"))


def test_what_a_request_has_read_stays_as_it_is() -> None:
    current = Current(FIRST)
    now = current.now
    current.replace(SECOND)

    assert (now, current.now) == (FIRST, SECOND)
    assert now.blob(now.entries["a"]) == b"1"


def test_those_who_subscribed_hear_of_each_replacement_in_its_thread_and_after_it() -> None:
    current = Current(FIRST)
    heard: list[tuple[str, Served, Served]] = []
    for _ in range(2):
        current.subscribe(lambda served: heard.append((current_thread().name, served, current.now)))
    builder = Thread(target=current.replace, args=[SECOND], name="builder")
    builder.start()
    builder.join()

    assert heard == [("builder", SECOND, SECOND)] * 2


def test_who_has_ended_it_hears_no_more() -> None:
    current = Current()
    heard: list[Served] = []
    end = current.subscribe(heard.append)
    current.replace(FIRST)
    end()
    end()
    current.replace(SECOND)

    assert heard == [FIRST]
