"""The preview on a real socket, over real builds."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread
from urllib.parse import quote

import pytest

from support.demo import REPOSITORY
from support.sites import SITE_YAML, post, tree, write
from support.sockets import Client, ask, built_site, preview, request, served_of
from waypost.builds import build
from waypost.config import Options
from waypost.model.artifact import MARKER
from waypost.model.digest import Digest
from waypost.serve.edition import Current, Served
from waypost.serve.server import Server
from waypost.store.blobs import LostBlob

NOW = datetime(2026, 12, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Demo:
    """The demo archive: as it is published, and as it is served."""

    published: dict[str, bytes]
    server: Server


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Build the demo twice, once into a folder."""
    root = tmp_path_factory.mktemp("demo")
    shutil.copytree(REPOSITORY / "content", root / "content")
    outcome = build(Options(root=root, now=NOW, jobs=1))
    assert outcome.exit_code() == 0
    published = tree(root / "public")
    shutil.rmtree(root / "public")
    with built_site(root) as (current, _), preview(current, reload=False) as server:
        yield Demo(published, server)


def test_every_file_of_the_demo_is_served_as_it_is_published(demo: Demo) -> None:
    published = {path: data for path, data in demo.published.items() if path != MARKER}
    assert len(published) > 100
    with Client(demo.server.port) as client:
        for path, data in published.items():
            client.send(request(f"/{quote(path)}"))
            answer = client.answer()
            assert (answer.status, answer.body) == (200, data), path
            client.send(request(f"/{quote(path)}", method="HEAD"))
            head = client.answer("HEAD")
            assert {**head.headers, "date": ""} == {**answer.headers, "date": ""}


def test_every_page_of_the_demo_is_served_by_its_url(demo: Demo) -> None:
    pages = [path for path in demo.published if path.endswith("/index.html")]
    assert len(pages) > 50
    with Client(demo.server.port) as client:
        for path in pages:
            url = f"/{quote(path.removesuffix('index.html'))}"
            client.send(request(url) + request(url.rstrip("/")))
            assert client.answer().body == demo.published[path]
            assert client.answer().headers["location"] == url


def test_nothing_but_the_outputs_is_served(demo: Demo) -> None:
    answer = ask(demo.server.port, request(f"/{MARKER}"))

    assert (answer.status, answer.body) == (404, demo.published["404.html"])


def test_an_edit_is_served_when_it_is_built_and_not_before(tmp_path: Path) -> None:
    files = {"content/site.yaml": SITE_YAML, "content/posts/a.md": post("A", body="Before.")}
    write(tmp_path, files)
    with built_site(tmp_path) as (current, session), preview(current) as server:
        write(tmp_path, {"content/posts/a.md": post("A", body="After.")})
        assert "Before." in ask(server.port, request("/posts/a/")).text

        built = session.build(["content/posts/a.md"])
        assert built.outcome.manifest is not None
        entries = built.outcome.manifest.entries
        current.replace(Served(2, entries, reports=current.now.reports, blob=session.blob))
        assert "After." in ask(server.port, request("/posts/a/")).text
        assert not (tmp_path / "public").exists()


@dataclass
class Told:
    """Hears of what went wrong."""

    errors: list[Exception] = field(default_factory=list)

    def __call__(self, error: Exception) -> None:
        self.errors.append(error)


def test_lost_bytes_are_told_of_and_come_with_the_next_build() -> None:
    def lost(digest: Digest) -> bytes:
        raise LostBlob(digest)

    whole = served_of({"index.html": b"<title>Home</title>"})
    current, told = Current(Served(1, whole.entries, blob=lost)), Told()
    with preview(current, told=told) as server, Client(server.port) as client:
        client.send(request("/"))
        answer = client.answer()
        assert (answer.status, answer.headers["retry-after"]) == (503, "1")
        assert [type(error) for error in told.errors] == [LostBlob]

        current.replace(whole)
        client.send(request("/"))
        assert client.answer().status == 200


def test_a_bug_is_told_of_and_harms_one_answer() -> None:
    bug, told = ZeroDivisionError("here"), Told()

    def desk(_served: Served, _token: str) -> bytes:
        raise bug

    with preview(Current(served_of({"a.txt": b"a"})), desk=desk, told=told) as server:
        answer = ask(server.port, request("/__waypost/"))
        assert answer.status == 500
        assert "here" not in answer.text
        assert told.errors == [bug]
        assert ask(server.port, request("/a.txt")).body == b"a"


def test_a_desk_that_takes_its_time_keeps_nobody_waiting() -> None:
    begun, going_on = Event(), Event()

    def desk(_served: Served, _token: str) -> bytes:
        begun.set()
        going_on.wait()
        return b"desk"

    current = Current(served_of({"a.txt": b"a"}))
    with preview(current, desk=desk) as server, Client(server.port) as client:
        client.send(request("/__waypost/"))
        begun.wait()
        assert ask(server.port, request("/a.txt")).body == b"a"
        going_on.set()
        assert client.answer().body == b"desk"


def test_answers_are_of_one_build_or_another_and_never_of_both() -> None:
    """Many ask while what is served is replaced again and again."""
    builds = [
        served_of({"a.txt": f"{n} ".encode() * 40_000, "index.html": f"<p>{n}</p>".encode()}, n)
        for n in range(1, 30)
    ]
    wholes = {
        digest: served.blob(digest) for served in builds for digest in served.entries.values()
    }
    current, done = Current(builds[0]), Event()
    seen: list[tuple[str, bytes]] = []

    def read(port: int) -> None:
        with Client(port) as client:
            while not done.is_set():
                for target in ("/a.txt", "/"):
                    client.send(request(target))
                    answer = client.answer()
                    seen.append((answer.headers["etag"].strip('"'), answer.body))

    with preview(current, reload=False) as server:
        readers = [Thread(target=read, args=[server.port]) for _ in range(4)]
        for reader in readers:
            reader.start()
        for served in builds:
            count = len(seen)
            current.replace(served)
            while len(seen) < count + 6:
                done.wait(0.001)
        done.set()
        for reader in readers:
            reader.join()

    assert len({etag for etag, _ in seen}) > 20
    assert [etag for etag, body in seen if wholes[Digest(etag)] != body] == []
