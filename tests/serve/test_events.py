"""What pages that are open are told, and who may listen."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from support.preview import eventually
from support.sockets import ask, listening, preview, request, served_of
from waypost.model.diagnostic import Diagnostic, Place, Severity
from waypost.outcome import Outcome
from waypost.serve import events
from waypost.serve.edition import Current, Report, Served
from waypost.serve.events import MOST_CHANGES, MOST_DIAGNOSTICS, REMEMBERED, Events, State
from waypost.serve.server import Server

FAULT = Diagnostic(
    "unknown-post", Severity.ERROR, "no post has the slug 'x'", Place("content/hubs/a.md", 14, 9), "write 'y'", "- x"
)  # fmt: skip
NOTHING = Served()
WARNING = Diagnostic("stale", Severity.WARNING, "it is old", Place("content/posts/a.md"))


def report(number: int, *found: Diagnostic) -> Report:
    """Report on a build, which is good where nothing was found."""
    return Report(number, Outcome(found), (), 0.1, good=not found)


def build(number: int, before: Served = NOTHING, **files: str) -> Served:
    """Serve a build of files; their names have a dot for the one underscore."""
    made = {name.replace("_", "."): text.encode() for name, text in files.items()}
    return served_of(made, number, reports=(*before.reports, report(number)), moved=before.moved)


def fail(number: int, before: Served, *found: Diagnostic) -> Served:
    """Serve what was served before a build that failed."""
    return replace(before, reports=(*before.reports, report(number, *(found or (FAULT,)))))


def parsed(event: bytes) -> tuple[dict[str, str], Any]:
    """Take an event apart: its fields, and its data."""
    assert event.endswith(b"\n\n")
    fields = dict(line.split(": ", 1) for line in event.decode().strip().split("\n"))
    return fields, json.loads(fields.pop("data"))


ONE = build(1, a_html="1", b_html="1", site_css="1")
TWO = build(2, ONE, a_html="2", b_html="1", site_css="1")
THREE = build(3, TWO, a_html="2", site_css="3", c_html="3")
STATE = State(Served()).then(ONE).then(TWO).then(THREE)


@pytest.mark.parametrize(
    ("since", "changed"),
    [
        (3, set()),
        (2, {"b.html", "site.css", "c.html"}),
        (1, {"a.html", "b.html", "site.css", "c.html"}),
        (0, None),
        (None, None),
        (7, set()),
    ],
)
def test_what_changed_since_a_build_is_known_from_its_outputs(
    since: int | None, changed: set[str] | None
) -> None:
    assert STATE.since(since) == (None if changed is None else frozenset(changed))


def test_a_build_that_is_too_long_ago_is_not_known() -> None:
    state = State(build(1, a_html="1"))
    for number in range(2, REMEMBERED + 3):
        state = state.then(build(number, a_html=str(number)))

    assert len(state.steps) == REMEMBERED
    assert state.since(1) is None
    assert state.since(2) == frozenset({"a.html"})


def test_a_build_that_failed_is_no_step() -> None:
    state = STATE.then(fail(4, THREE)).then(build(5, THREE, a_html="5", site_css="3", c_html="3"))

    assert state.since(3) == frozenset({"a.html"})
    assert state.since(4) is None


def test_what_is_heard_too_late_changes_nothing() -> None:
    assert STATE.then(ONE) == STATE


def test_the_event_of_a_build_has_the_paths_of_what_changed() -> None:
    fields, data = parsed(events.built(STATE, 2))

    assert fields == {"id": "3", "event": "built"}
    assert data == {
        "number": 3,
        "all": False,
        "changed": ["b.html", "c.html", "site.css"],
        "moved": {},
    }


def test_it_leaves_it_to_the_pages_where_too_much_has_changed_or_nobody_knows() -> None:
    many = served_of({f"{n}.html": b"" for n in range(MOST_CHANGES - 1)}, 2)
    one_more = served_of({f"{n}.html": b"" for n in range(MOST_CHANGES + 1)}, 2)
    first = build(1)

    assert len(parsed(events.built(State(first).then(many), 1))[1]["changed"]) == MOST_CHANGES - 1
    for state, since in [(State(first).then(one_more), 1), (STATE, None), (STATE, 0)]:
        data = parsed(events.built(state, since))[1]
        assert (data["all"], data["changed"]) == (True, [])


def test_it_tells_where_pages_have_gone() -> None:
    moved = {"/posts/früher/": "/posts/später/"}
    data = parsed(events.built(State(replace(ONE, moved=moved)), 1))[1]

    assert data["moved"] == moved


def test_the_event_of_a_failure_has_every_diagnostic_as_an_object() -> None:
    fields, data = parsed(events.failed(report(4, WARNING, FAULT)))

    assert fields == {"event": "failed"}
    assert data["number"] == 4
    assert data["more"] == 0
    assert data["diagnostics"][0] == {
        "code": "unknown-post",
        "severity": "error",
        "message": "no post has the slug 'x'",
        "path": "content/hubs/a.md",
        "line": 14,
        "column": 9,
        "fix": "write 'y'",
        "excerpt": "- x",
    }
    assert data["diagnostics"][1]["severity"] == "warning"


def test_of_very_many_diagnostics_it_has_the_first_and_says_how_many_there_are() -> None:
    found = [replace(WARNING, place=Place("a.md", line)) for line in range(MOST_DIAGNOSTICS)]
    data = parsed(events.failed(report(4, *found, FAULT, WARNING)))[1]

    assert len(data["diagnostics"]) == MOST_DIAGNOSTICS
    assert data["diagnostics"][0]["code"] == "unknown-post"
    assert data["more"] == 2


@given(st.text())
def test_no_text_breaks_an_event_in_two(text: str) -> None:
    found = replace(FAULT, message=text, excerpt=f"{text}\r\n\n{text}")
    data = parsed(events.failed(report(1, found)))[1]

    assert data["diagnostics"][0]["message"] == text


@pytest.fixture(scope="module")
def quiet() -> Iterator[Server]:
    """A preview in which nothing happens."""
    with preview(Current(ONE)) as running:
        yield running


@pytest.fixture
def current() -> Current:
    """What is served: the first build."""
    return Current(ONE)


@pytest.fixture
def server(current: Current) -> Iterator[Server]:
    """A preview of that."""
    with preview(current) as running:
        yield running


def test_a_page_hears_at_once_where_things_stand(server: Server) -> None:
    with listening(server, 1) as page:
        name, data = page.event()

    assert (name, data["number"], data["changed"], data["all"]) == ("built", 1, [], False)


def test_a_page_hears_of_each_build_as_it_is_done(server: Server, current: Current) -> None:
    with listening(server, 1) as page:
        page.event()
        current.replace(TWO)
        assert page.event()[1]["changed"] == ["a.html"]
        current.replace(THREE)
        assert page.event()[1]["changed"] == ["b.html", "c.html", "site.css"]


def test_a_page_that_comes_late_hears_what_has_changed_since_it_was_made(
    server: Server, current: Current
) -> None:
    current.replace(TWO)
    current.replace(THREE)
    with listening(server, 1) as page:
        name, data = page.event()

    assert (name, data["number"]) == ("built", 3)
    assert data["changed"] == ["a.html", "b.html", "c.html", "site.css"]


@pytest.mark.parametrize("since", [None, "", "x", "-1", "1.0", "%C2%B2", "9" * 40, "0"])
def test_a_page_that_does_not_say_what_it_shows_is_left_to_look(
    quiet: Server, since: str | None
) -> None:
    with listening(quiet, since) as page:
        assert page.event()[1]["all"] is True


def test_what_the_browser_remembers_comes_before_what_the_page_knows(
    server: Server, current: Current
) -> None:
    current.replace(TWO)
    current.replace(THREE)
    with listening(server, 1, Last_Event_ID="2") as page:
        assert page.event()[1]["changed"] == ["b.html", "c.html", "site.css"]


def test_a_failure_is_told_and_then_that_all_is_well_again(
    server: Server, current: Current
) -> None:
    with listening(server, 1) as page:
        page.event()
        current.replace(failing := fail(2, ONE))
        name, data = page.event()
        assert (name, data["number"], data["diagnostics"][0]["code"]) == (
            "failed",
            2,
            "unknown-post",
        )

        current.replace(fail(3, failing, WARNING))
        name, data = page.event()
        assert (name, data["number"], len(data["diagnostics"])) == ("failed", 3, 1)

        current.replace(build(4, ONE, a_html="1", b_html="1", site_css="1"))
        name, data = page.event()
        assert (name, data["number"], data["changed"], data["all"]) == ("built", 4, [], False)


def test_a_page_that_comes_to_a_failure_hears_of_it(server: Server, current: Current) -> None:
    current.replace(fail(2, ONE))
    with listening(server, 1) as page:
        assert [page.event()[0], page.event()[0]] == ["built", "failed"]


def test_a_first_build_that_fails_is_told_before_there_is_a_page() -> None:
    current = Current()
    with preview(current) as server, listening(server, 0) as page:
        assert page.event()[1]["number"] == 0
        current.replace(fail(1, Served()))
        assert page.event()[0] == "failed"
        current.replace(build(2, current.now, a_html="1"))
        name, data = page.event()

    assert (name, data["number"], data["all"]) == ("built", 2, True)


def test_a_page_that_was_not_listening_for_many_builds_is_told_once(
    server: Server, current: Current
) -> None:
    """Nothing is queued for it: it hears the sum of all that it has missed."""

    async def hear() -> list[dict[str, Any]]:
        told = Events(ONE)
        told.begin(asyncio.get_running_loop())
        stream = told.stream(1)
        assert (await anext(stream)).startswith(b"retry: ")
        heard = [parsed(await anext(stream))[1]]
        for number in range(2, 50):
            told.tell(build(number, ONE, a_html=str(number), b_html="1", site_css="1"))
        heard.append(parsed(await anext(stream))[1])
        told.close()
        assert [event async for event in stream] == []
        return heard

    first, last = asyncio.run(hear())
    assert (first["number"], first["changed"]) == (1, [])
    assert (last["number"], last["changed"]) == (49, ["a.html"])


def test_a_line_now_and_then_says_that_the_server_is_there(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "HEARTBEAT", 0.05)
    with listening(server, 1) as page:
        page.event()

        assert page.until(b": still here\n\n")


def test_many_pages_hear_of_a_build(server: Server, current: Current) -> None:
    pages = [listening(server, 1) for _ in range(40)]
    clients = [page.__enter__() for page in pages]
    for client in clients:
        client.event()
    current.replace(TWO)

    assert [client.event()[1]["changed"] for client in clients] == [["a.html"]] * 40
    for page in pages:
        page.__exit__(None, None, None)


def test_streams_end_when_the_server_stops_which_is_at_once(current: Current) -> None:
    with preview(current) as server, listening(server, 1) as page:
        page.event()
        server.stop()

        assert page.rest().endswith(b"0\r\n\r\n")


def test_a_stream_that_its_page_has_left_is_forgotten(server: Server) -> None:
    told = server._events
    with listening(server, 1) as page:
        page.event()
        assert len(told._wakes) == 1
    eventually(lambda: not told._wakes)


STREAM = "/__waypost/events?token={token}&since=1"

STRANGERS = {
    "no token": ("/__waypost/events", {}, 403),
    "an empty token": ("/__waypost/events?token=", {}, 403),
    "another token": ("/__waypost/events?token=x", {}, 403),
    "the token and more": (STREAM.replace("&", "x&"), {}, 403),
    "the token in another field": ("/__waypost/events?Token={token}", {}, 403),
    "a token that is not in UTF-8": ("/__waypost/events?token=%ff", {}, 403),
    "another site": (STREAM, {"Sec_Fetch_Site": "cross-site"}, 403),
    "another port": (STREAM, {"Sec_Fetch_Site": "same-site"}, 403),
    "the address bar": (STREAM, {"Sec_Fetch_Site": "none"}, 403),
    "another origin": (STREAM, {"Origin": "http://evil.example"}, 403),
    "an origin of nothing": (STREAM, {"Origin": "null"}, 403),
    "another host": (STREAM, {"host": "evil.example"}, 403),
    "another method": (STREAM, {"method": "POST"}, 405),
    "another path": (STREAM.replace("events", "events/"), {}, 404),
}


@pytest.mark.parametrize(("target", "more", "status"), STRANGERS.values(), ids=STRANGERS)
def test_nobody_else_can_listen(
    quiet: Server, target: str, more: dict[str, str], status: int
) -> None:
    answer = ask(quiet.port, request(target.format(token=quiet.token), **more))

    assert answer.status == status
    assert "text/event-stream" not in answer.headers["content-type"]
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    "fields", [{}, {"Sec_Fetch_Site": "same-origin"}, {"Origin": "http://localhost"}]
)
def test_a_page_of_the_preview_can(quiet: Server, fields: dict[str, str]) -> None:
    with listening(quiet, 1, **fields) as page:
        assert page.event()[0] == "built"


def test_the_head_of_a_stream_has_no_body(quiet: Server) -> None:
    raw = request(STREAM.format(token=quiet.token), method="HEAD")

    assert ask(quiet.port, raw, "HEAD").status == 200


def test_every_process_has_a_token_of_its_own(current: Current) -> None:
    tokens = {Server(current, lambda _served, _token: b"").token for _ in range(20)}

    assert len(tokens) == 20
    assert min(map(len, tokens)) >= 32
