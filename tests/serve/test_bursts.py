"""When a preview builds: a table of moments, by a clock of its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.serve.bursts import (
    LONGEST,
    MANY,
    OVERDUE,
    PATIENCE,
    PATROL,
    QUIET,
    REST,
    SHARE,
    Agenda,
    Job,
)

A, B = "content/posts/a.md", "content/posts/b.md"
AFTER = 0.001


def heard(*events: tuple[float, str | None]) -> Agenda:
    agenda = Agenda()
    for at, name in events:
        agenda.heard(at, None if name is None else {name})
    return agenda


def job(*names: str) -> Job:
    return Job(frozenset(names), heard=True)


@pytest.mark.parametrize(
    ("events", "now", "due"),
    [
        pytest.param([], 0.0, PATROL, id="nothing heard: nothing to do"),
        pytest.param([(1.0, A)], 1.0, QUIET, id="an event: wait for more"),
        pytest.param([(1.0, A)], 1.0 + QUIET + AFTER, job(A), id="quiet: build"),
        pytest.param([(1.0, A), (1.01, A)], 1.02, 0.01, id="a second event: wait again"),
        pytest.param([(1.0, A), (1.02, B)], 1.06, job(A, B), id="one build for a burst"),
        pytest.param(
            [(1.0 + n / 100, A) for n in range(60)], 1.59, job(A), id="a burst without end: build"
        ),
        pytest.param([(1.0, A), (1.01, None)], 1.05, Job(None, True), id="anything is anything"),
        pytest.param([(1.0, None), (1.01, A)], 1.05, Job(None, True), id="in whatever order"),
        pytest.param(
            [(1.0, f"{n}.md") for n in range(MANY + 2)], 1.05, Job(None, True), id="too many"
        ),
        pytest.param([], PATROL + AFTER, Job(None, False), id="a patrol"),
    ],
)
def test_what_is_due(events: list[tuple[float, str | None]], now: float, due: Job | float) -> None:
    found = heard(*events).due(now)
    assert found == (due if isinstance(due, Job) else pytest.approx(due))


def test_a_burst_is_news_once() -> None:
    agenda = Agenda()
    assert agenda.heard(1.0, {A})
    assert not agenda.heard(1.01, {B})
    assert agenda.due(2.0) == job(A, B)
    assert agenda.heard(2.0, {A})


def test_all_files_are_looked_at_once_after_a_burst() -> None:
    agenda = heard((1.0, A))
    done = agenda.due(1.1)
    assert isinstance(done, Job)
    agenda.done(1.2, done, 0.1)
    assert agenda.due(1.2) == pytest.approx(REST)
    look = agenda.due(1.2 + REST + AFTER)
    assert look == Job(None, heard=False)
    agenda.done(2.5, look, 0.1)
    assert agenda.due(2.5) == pytest.approx(PATROL)


def test_a_slow_look_is_seldom() -> None:
    agenda = heard((1.0, A))
    agenda.done(1.0, Job(None, heard=False), 2.0)
    assert agenda.due(1.1) == job(A)
    agenda.done(1.2, job(A), 0.1)
    assert agenda.due(1.2) == pytest.approx(2.0 * SHARE)


def test_a_writer_who_never_rests_does_not_keep_all_files_from_being_looked_at() -> None:
    agenda, now, jobs = Agenda(), 0.0, []
    while now < 2 * OVERDUE:
        now += 0.5
        agenda.heard(now, {A})
        due = agenda.due(now + 0.1)
        assert isinstance(due, Job)
        jobs.append(due)
        agenda.done(now + 0.2, due, 0.1)
    assert jobs[0] == job(A)
    assert 1 <= jobs.count(Job(None, heard=True)) <= 3


def test_a_trouble_is_tried_again_less_and_less_often() -> None:
    agenda, waits = Agenda(), []
    for _ in range(9):
        agenda.failed(0.0, again=True)
        waits.append(agenda.due(0.0))
    assert waits == [1, 2, 4, 8, 16, 32, PATIENCE, PATIENCE, PATIENCE]
    agenda.done(0.0, Job(None, heard=False), 0.1)
    agenda.failed(0.0, again=True)
    assert agenda.due(0.0) == 1


def test_a_bug_waits_for_the_next_event() -> None:
    agenda = heard((1.0, A))
    agenda.due(1.1)
    agenda.failed(1.2, again=False)
    assert agenda.due(1.2) == pytest.approx(PATROL)
    agenda.heard(2.0, {B})
    assert agenda.due(2.1) == job(B)


@given(
    st.lists(st.tuples(st.floats(0.001, 0.4), st.sampled_from([A, B, None])), min_size=1),
)
def test_whatever_was_heard_is_built_for_in_time(events: list[tuple[float, str | None]]) -> None:
    agenda, now = Agenda(), 0.0
    first: float | None = None
    pending: set[str | None] = set()
    for gap, name in [*events, (LONGEST, None)]:
        due = agenda.due(now + gap)
        if isinstance(due, Job):
            assert due.touched is None or pending <= due.touched
            agenda.done(now + gap, due, 0.0)
            first, pending = None, set()
        else:
            assert first is None or now + gap - first < LONGEST
        now += gap
        agenda.heard(now, None if name is None else {name})
        first = now if first is None else first
        pending.add(name)
