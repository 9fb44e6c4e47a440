"""Whatever is said to the preview's socket: it gives outputs of the build, and nothing else.

Around the outputs lie files that no request may reach: outside of the site, in its
folder, and in the published one. Each holds the canary, and the tests know of every
file that the threads of the preview open while they answer.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread, current_thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.sites import SITE_YAML, post, write
from support.sockets import Answer, Client, ask, built_site, preview, request
from waypost.serve.edition import Served
from waypost.serve.server import Server

CANARY = "the-canary-sings"

SITE = {
    "content/site.yaml": SITE_YAML,
    "content/posts/a.md": post("A", topics="[bread]"),
    "content/posts/café.md": post("Café", slug="café"),
    "content/posts/draft.md": post("Draft", body=CANARY, draft="true"),
    "static/.well-known/security.txt": "Contact: nobody\n",
    "static/Upper.TXT": "upper\n",
    "static/a b.txt": "spaced\n",
}

SECRETS = (
    "../canary.txt", "secret.txt", ".env", ".git/config", ".waypost/secret.txt", "content/secret.txt",
    "public/secret.txt", "public/.env", "public/.htpasswd", "public/posts/a/.secret", "public/.waypost-manifest",
    "static.bak/secret.txt", "templates/secret.html", "__waypost/secret.txt", "etc/passwd",
)  # fmt: skip


@dataclass
class Opened:
    """Which files the threads of the preview open, while it is told to look."""

    looks: bool = False
    is_hooked: bool = False
    paths: list[str] = field(default_factory=list)

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Look for as long as the block runs; a hook that is in stays."""
        if not self.is_hooked:
            sys.addaudithook(self)
        self.looks = self.is_hooked = True
        try:
            yield
        finally:
            self.looks = False

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self.looks or event not in {"open", "os.listdir", "os.scandir"}:
            return
        if current_thread().name.startswith("waypost-"):
            named = arguments[0]
            self.paths.append(os.fsdecode(named) if isinstance(named, bytes) else str(named))


OPENED = Opened()


@dataclass(frozen=True)
class Live:
    """A preview that runs, and what it may give."""

    server: Server
    served: Served
    root: Path
    outputs: frozenset[bytes]


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A preview of a site with secrets all around it."""
    root = tmp_path_factory.mktemp("raw") / "site"
    write(root, SITE)
    write(root, dict.fromkeys(SECRETS, CANARY))
    (root / "public/leak").symlink_to(root.parent)
    (root / "public/leak.txt").symlink_to(root.parent / "canary.txt")
    (root / "public/posts/leak").symlink_to("/")
    with built_site(root) as (current, _), preview(current, reload=False) as server:
        served = current.now
        outputs = frozenset(served.blob(digest) for digest in served.entries.values())
        # The first answer has the libraries load the last of their modules.
        assert ask(server.port, request("/")).body in outputs
        with OPENED.looking():
            yield Live(server, served, root, outputs)


@pytest.fixture(autouse=True)
def nothing_else_is_read(live: Live) -> Iterator[None]:
    """No request has a file opened that is no blob of the cache, or a folder listed."""
    OPENED.paths.clear()
    yield
    blobs = f"{live.root}/.waypost/cache/blobs/"
    assert [path for path in OPENED.paths if not path.startswith(blobs)] == []


def told(live: Live, raw: bytes, method: str = "GET") -> Answer:
    """Say something, and hear the answer, which never is what it must not be."""
    answer = ask(live.server.port, raw, method)
    everything = answer.body + repr(answer.headers).encode()
    assert CANARY.encode() not in everything
    assert b"root:" not in everything
    assert "access-control-allow-origin" not in answer.headers
    assert answer.headers["x-content-type-options"] == "nosniff"
    if answer.status == 200 and method == "GET":
        assert answer.body in live.outputs
    return answer


def test_the_canaries_can_be_heard(live: Live) -> None:
    """What the cases below look for would be found, if it were given."""
    files = [live.root / "secret.txt", live.root / "public/leak.txt"]
    texts: list[str] = []

    def read() -> None:
        texts.extend(file.read_text() for file in files)

    reading = Thread(target=read, name="waypost-of-no-good")
    reading.start()
    reading.join()

    assert texts == [CANARY, CANARY]
    assert OPENED.paths == [str(file) for file in files]
    OPENED.paths.clear()


# Dots and slashes in all their disguises, and whether one alone has the request refused.
DOTS = {
    "..": 404, "%2e%2e": 404, ".%2E": 404, "%252e%252e": 404, "...": 404, "....": 404, "..;": 404, "%2e%2e%3b": 404,
    "%EF%BC%8E%EF%BC%8E": 404, "%E2%80%A5": 404, "..%20": 404, "%c0%ae%c0%ae": 400, "%e0%80%ae%e0%80%ae": 400,
    "%uff0e%uff0e": 400, "..%00": 400, "%2": 400,
}  # fmt: skip
SLASHES = {
    "/": 404, "//": 404, "/./": 404, "%2f": 404, "%252F": 404, "%E2%88%95": 404, "%EF%BC%8F": 404, "\\": 400, "%5c": 400,
    "%c0%af": 400, "%e0%80%af": 400, "/%00/": 400,
}  # fmt: skip


@pytest.mark.parametrize("slash", SLASHES)
@pytest.mark.parametrize("dots", DOTS)
@pytest.mark.parametrize("below", ["/", "/posts/a/"])
def test_nothing_is_above_the_site(live: Live, below: str, dots: str, slash: str) -> None:
    climb = below + (dots + slash) * (2 if below == "/" else 5)
    expected = min(DOTS[dots], SLASHES[slash])

    for target in ("canary.txt", "secret.txt", "index.html"):
        assert told(live, request(climb + target)).status == expected


# Paths that stand for a file that is there, but is no output, or is not spelt so.
NOT_OUTPUTS = [
    *(f"/{name}" for name in SECRETS), *(f"/{name.removeprefix('public/')}" for name in SECRETS),
    "/leak", "/leak/", "/leak/canary.txt", "/leak/site/secret.txt", "/leak.txt", "/posts/leak/etc/passwd", "/public/", "/public/index.html",
    "/content/site.yaml", "/content/posts/a.md", "/content/posts/draft.md", "/posts/draft/", "/.git/", "/.git/HEAD", "/.waypost/",
    "/.waypost/cache.sqlite", "/.", "/..", "/.../", "/~", "/~root/.ssh/id_rsa", "/etc/passwd", "//etc/passwd", "///etc/passwd", "/./etc/passwd",
    "/C:/Windows/win.ini", "/c:/secret.txt", "/C%3A/secret.txt", "/c|/secret.txt", "/file:/etc/passwd", "/file:///etc/passwd", "/%66ile%3A%2F%2F%2Fetc%2Fpasswd",
    "/secret.txt::$DATA", "/index.html::$DATA", "/index.html:x", "/SECRET~1.TXT", "/con", "/NUL", "/aux.html", "/index.html.", "/index.html%20", "/index.html%2E",
    "/INDEX.HTML", "/Index.html", "/posts/A/", "/POSTS/a/", "/upper.txt", "/UPPER.TXT", "/Upper.txt", "/.WELL-KNOWN/security.txt",
    "/posts/cafe%CC%81/", "/posts/CAF%C3%89/", "/posts/caf%C3%A9%CC%81/", "/posts/cafe/", "/%EF%BD%89ndex.html", "/%C4%B1ndex.html", "/posts/%EF%BD%81/", "/posts/%D0%B0/",
    "/index.html/", "/index.html/..", "/posts/a/index.html/../../../secret.txt", "/posts/a//", "/posts//a/", "//posts/a/", "//posts/a", "//localhost/posts/a", "//evil.example/", "//evil.example/posts/a", "/posts/a/.",
    "/posts/a/..", "/posts%2Fa%2F", "/posts%2fa/", "/posts/a%2F", "/posts/a%2findex.html", "/posts/a;x/", "/posts;/a/", "/posts/a/;index.html", "/a+b.txt",
    "/__WAYPOST/", "/__waypost/secret.txt", "/__waypost/../secret.txt", "/__waypost/..%2f..%2fsecret.txt", "/__waypost/client/client.js", "/__waypost//events", "/__waypost/%2e%2e/edition.py",
    "/__waypost/__init__.py", "/__waypost/client.js/", "/__waypost/CLIENT.JS", "/proc/self/environ", "/proc/self/cwd/secret.txt", "/dev/null", "/-", "/@fs/etc/passwd", "/@fs/../secret.txt?raw",
    "/.waypost/secret.txt?import", "/__open-in-editor?file=secret.txt", "/secret.txt?url", "/secret.txt%3Fraw", "/secret.txt%23", "/index.html%3f", "/%E2%80%8B", "/posts/a/%E2%80%AE", "/*", "/?*", "/posts/a/*", "/%2A", "/$", "/$HOME/", "/%24%7BHOME%7D", "/%7B%7B7*7%7D%7D", "/a" * 200, "/" + "../" * 300,
]  # fmt: skip


@pytest.mark.parametrize("target", NOT_OUTPUTS)
def test_what_is_no_output_does_not_exist(live: Live, target: str) -> None:
    expected = 200 if target == "/?*" else 404

    assert told(live, request(target)).status == expected
    assert told(live, request(target, method="HEAD"), "HEAD").status == expected


OUTPUTS = {
    "/": "index.html", "/index.html": "index.html", "/posts/a/": "posts/a/index.html", "/posts/%61/": "posts/a/index.html",
    "/p%6fsts/a/index.html": "posts/a/index.html", "/posts/caf%C3%A9/": "posts/café/index.html", "/posts/caf%c3%a9/index.html": "posts/café/index.html",
    "/a%20b.txt": "a b.txt", "/Upper.TXT": "Upper.TXT", "/.well-known/security.txt": ".well-known/security.txt", "/404.html": "404.html", "/feed.xml": "feed.xml",
    "/?": "index.html", "/?../../secret.txt": "index.html", "/?file=/etc/passwd": "index.html", "/feed.xml?%00": "feed.xml", "/?%": "index.html", "/?\\": "index.html",
}  # fmt: skip


@pytest.mark.parametrize(("target", "path"), OUTPUTS.items())
def test_an_output_is_served_byte_for_byte(live: Live, target: str, path: str) -> None:
    answer = told(live, request(target))

    assert answer.status == 200
    assert answer.body == live.served.blob(live.served.entries[path])
    assert answer.headers["etag"] == f'"{live.served.entries[path]}"'


@pytest.mark.parametrize(
    ("target", "location"),
    [
        ("/posts/a", "/posts/a/"),
        ("/posts/caf%C3%A9", "/posts/caf%C3%A9/"),
        ("/posts/a?q=//evil.example", "/posts/a/?q=//evil.example"),
        ("/posts/a?%0d%0aSet-Cookie:x", "/posts/a/?%0d%0aSet-Cookie:x"),
        ("/__waypost", "/__waypost/"),
        ("/posts/%61", "/posts/a/"),
    ],
)
def test_a_redirect_leads_to_a_known_path(live: Live, target: str, location: str) -> None:
    answer = told(live, request(target))

    assert (answer.status, answer.headers["location"]) == (302, location)


BAD_TARGETS = [
    "/%", "/%4", "/%zz", "/%%", "/%u0041", "/50%/", "/%00", "/index.html%00", "/index.html%00.txt", "/%0a", "/%0d%0aX:y", "/%1b", "/%7f", "/\\", "/posts\\a", "/%5c..%5c",
    "/..\\..\\secret.txt", "/%ff", "/%c3", "/%c3(", "/%ed%a0%80", "/%f4%90%80%80", "/%f8%88%80%80%80", "/%80", "/a#b", "/#", "/posts/a/#top", "*", "?", "#",
    "index.html", "posts/a/", "../secret.txt", "..", "localhost", "localhost:80", "http:", "http://localhost/", "http://localhost", "HTTP://LOCALHOST/",
    "https://localhost/", "http://evil.example/", "file:///etc/passwd", "ftp://localhost/", "http:///etc/passwd", "http://localhost@evil.example/", "javascript:alert(1)", "data:,x", "\\\\localhost\\c$",
]  # fmt: skip


@pytest.mark.parametrize("target", BAD_TARGETS)
def test_a_target_that_is_no_plain_path_is_refused(live: Live, target: str) -> None:
    answer = told(live, request(target))

    assert answer.status == 400
    assert answer.headers["connection"] == "close"
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert f"Ask for a URL such as {live.server.url}/" in answer.text


HEAD = b"Host: localhost\r\n\r\n"
LINES = {
    "a control character in the target": b"GET /\x01 HTTP/1.1\r\n",
    "a NUL in the target": b"GET /\x00 HTTP/1.1\r\n",
    "a DEL in the target": b"GET /\x7f HTTP/1.1\r\n",
    "a tab in the target": b"GET /\ta HTTP/1.1\r\n",
    "a space in the target": b"GET /a b HTTP/1.1\r\n",
    "a carriage return in the target": b"GET /\ra HTTP/1.1\r\n",
    "bytes that are not encoded": "GET /posts/café/ HTTP/1.1\r\n".encode(),
    "latin-1": b"GET /posts/caf\xe9/ HTTP/1.1\r\n",
    "no target": b"GET HTTP/1.1\r\n",
    "an empty target": b"GET  HTTP/1.1\r\n",
    "two spaces": b"GET  / HTTP/1.1\r\n",
    "two spaces before the version": b"GET /  HTTP/1.1\r\n",
    "a tab for a space": b"GET\t/ HTTP/1.1\r\n",
    "a space at the end": b"GET / HTTP/1.1 \r\n",
    "a space at the front": b" GET / HTTP/1.1\r\n",
    "no version": b"GET /\r\n",
    "HTTP/0.9": b"GET / HTTP/0.9x\r\n",
    "a version that is none": b"GET / HTTP/1\r\n",
    "a version of words": b"GET / HTTP/one.one\r\n",
    "a version of three parts": b"GET / HTTP/1.1.1\r\n",
    "lower case": b"GET / http/1.1\r\n",
    "another protocol": b"GET / ICAP/1.0\r\n",
    "a line of RTSP": b"OPTIONS rtsp://localhost RTSP/1.0\r\n",
    "a method with a colon": b"GET: / HTTP/1.1\r\n",
    "a method with brackets": b"G(E)T / HTTP/1.1\r\n",
    "a method of bytes": b"G\xc8T / HTTP/1.1\r\n",
    "no method": b"/ HTTP/1.1\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n",
    "an answer": b"HTTP/1.1 200 OK\r\n",
    "nonsense": b"\xff\xfe\xfd\r\n",
    "a field that is none": b"GET / HTTP/1.1\r\nnonsense\r\n",
    "a field without a name": b"GET / HTTP/1.1\r\n: x\r\n",
    "a space before the colon": b"GET / HTTP/1.1\r\nX : y\r\n",
    "a space before Host's colon": b"GET / HTTP/1.1\r\nHost : evil.example\r\n",
    "a NUL in a field": b"GET / HTTP/1.1\r\nX: a\x00b\r\n",
    "a NUL in a name": b"GET / HTTP/1.1\r\nX\x00: a\r\n",
    "a carriage return in a field": b"GET / HTTP/1.1\r\nX: a\rb\r\n",
    "a name of bytes": b"GET / HTTP/1.1\r\nX\xc3\xa9: a\r\n",
    "a first field that goes on": b"GET / HTTP/1.1\r\n X: y\r\n",
    "two hosts": b"GET / HTTP/1.1\r\nHost: localhost\r\n",
    "another host before it": b"GET / HTTP/1.1\r\nHost: evil.example\r\n",
    "two hosts in other cases": b"GET / HTTP/1.1\r\nhOST: localhost\r\n",
    "two lengths": b"GET / HTTP/1.1\r\nContent-Length: 0\r\nContent-Length: 1\r\n",
    "two lengths in one": b"GET / HTTP/1.1\r\nContent-Length: 0, 1\r\n",
    "a length with a sign": b"GET / HTTP/1.1\r\nContent-Length: +0\r\n",
    "a length below zero": b"GET / HTTP/1.1\r\nContent-Length: -1\r\n",
    "a length in base 16": b"GET / HTTP/1.1\r\nContent-Length: 0x0\r\n",
    "a length that is none": b"GET / HTTP/1.1\r\nContent-Length: zero\r\n",
    "a length of spaces": b"GET / HTTP/1.1\r\nContent-Length: 1 0\r\n",
    "a length of thirty digits": b"GET / HTTP/1.1\r\nContent-Length: " + b"9" * 30 + b"\r\n",
    "an unknown coding": b"GET / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n",
    "a coding in disguise": b"GET / HTTP/1.1\r\nTransfer-Encoding: xchunked\r\n",
    "a coding in quotes": b'GET / HTTP/1.1\r\nTransfer-Encoding: "chunked"\r\n',
    "codings in a row": b"GET / HTTP/1.1\r\nTransfer-Encoding: chunked, identity\r\n",
    "chunks twice": b"GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
    "chunks and a vertical tab": b"GET / HTTP/1.1\r\nTransfer-Encoding: \x0bchunked\r\n",
    "chunks": b"GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n",
    "chunks and a length": b"GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 0\r\n",
    "a length and chunks": b"GET / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n",
    "chunks over HTTP/1.0": b"GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n",
    "a body": b"GET / HTTP/1.1\r\nContent-Length: 5\r\n",
    "a body of HEAD": b"HEAD / HTTP/1.1\r\nContent-Length: 5\r\n",
    "an expectation": b"GET / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 5\r\n",
}  # fmt: skip


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_what_is_not_quite_http_is_refused_and_the_connection_ends(live: Live, line: bytes) -> None:
    """Whatever follows, such as a request that is smuggled in, is not listened to."""
    smuggled = request("/posts/a/")
    with Client(live.server.port) as client:
        client.send(line + HEAD + b"0\r\n\r\n" + smuggled)
        answer = client.answer("HEAD" if line.startswith(b"HEAD") else "GET")

        assert answer.status == 400
        assert answer.headers["connection"] == "close"
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert client.rest() == b""


HOSTS = {
    "evil.example": 403, "evil.example:{port}": 403, "localhost.evil.example": 403, "127.0.0.1.nip.io:{port}": 403, "0.0.0.0:{port}": 403,
    "192.168.1.1": 403, "127.0.0.1:1": 403, "localhost:1": 403, "localhost.": 403, "2130706433": 403, "0x7f.0.0.1": 403, "example.org": 403, "[::]": 403,
    "": 400, "localhost:": 400, "localhost:0": 400, "localhost:99999": 400, "localhost:x": 400, "localhost, localhost": 400, "localhost evil.example": 400,
    "a@localhost": 400, "localhost/": 400, "localhost\\": 400, "http://localhost": 400, "::1": 400, "[::1": 400, "lo%63alhost": 400, "l\xf6calhost": 400, "local\thost": 400,
    "localhost": 200, "LOCALHOST": 200, "localhost:{port}": 200, "127.0.0.1:{port}": 200, "[::1]:{port}": 200, "127.9.9.9": 200, "a.localhost:{port}": 200,
}  # fmt: skip


@pytest.mark.parametrize(("host", "status"), HOSTS.items())
def test_a_host_is_a_name_of_this_machine(live: Live, host: str, status: int) -> None:
    """A stranger's name that was led to this machine is not one."""
    answer = told(live, request("/", host=host.format(port=live.server.port)))

    assert answer.status == status
    assert status == 200 or live.server.url in answer.text


def test_a_request_without_a_host_is_refused(live: Live) -> None:
    assert told(live, b"GET / HTTP/1.1\r\n\r\n").status == 400
    assert told(live, b"GET / HTTP/1.0\r\n\r\n").status == 400
    assert told(live, b"GET / HTTP/1.1\r\nX-Forwarded-Host: localhost\r\n\r\n").status == 400
    assert told(live, request(host="evil.example", X_Forwarded_Host="localhost")).status == 403


METHODS = [
    "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "MKCOL", "SEARCH", "PURGE", "get", "Get", "GET2", "HEADER", "X" * 200, "!#$%&'*+-.^_`|~",
]  # fmt: skip


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("target", ["/", "/posts/a", "/__waypost/events", "*"])
def test_only_get_and_head_are_answered(live: Live, method: str, target: str) -> None:
    answer = told(live, request(target, method=method))

    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")
    assert answer.headers["connection"] == "close"


@pytest.mark.parametrize(
    "body", [b"", b"a=b", b"0\r\n\r\nGET /posts/a/ HTTP/1.1\r\nHost: localhost\r\n\r\n"]
)
def test_a_body_is_never_a_request(live: Live, body: bytes) -> None:
    raw = request("/", method="POST", Content_Length=str(len(body))) + body
    with Client(live.server.port) as client:
        client.send(raw)

        assert client.answer().status == 405
        assert client.rest() == b""


def test_another_method_that_names_an_authority_is_refused(live: Live) -> None:
    assert told(live, request("localhost:80", method="CONNECT")).status == 405
    assert told(live, request("evil.example:443", method="CONNECT")).status == 405


LONG = {
    "a target": (request("/" + "a" * 9_000), 414),
    "a query": (request("/?" + "a" * 9_000), 414),
    "a field": (request("/", X="a" * 15_990), 431),
    "many fields": (request("/", **{f"X{n}": "a" * 80 for n in range(200)}), 431),
    "a name": (request("/", **{"X" * 15_990: "a"}), 431),
    "a target without an end": (b"GET /" + b"a" * 200_000, 400),
    "a field without an end": (b"GET / HTTP/1.1\r\nX: " + b"a" * 200_000, 400),
    "fields without an end": (b"GET / HTTP/1.1\r\n" + b"X: a\r\n" * 40_000, 400),
    "a method without an end": (b"G" * 200_000, 400),
}


@pytest.mark.parametrize(("raw", "status"), LONG.values(), ids=LONG)
def test_what_is_too_long_is_refused(live: Live, raw: bytes, status: int) -> None:
    try:
        answer = told(live, raw)
    except ConnectionResetError:
        # It refused in the middle of what was still being sent.
        assert status == 400
    else:
        assert answer.status == status


def test_a_long_target_that_is_allowed_is_answered(live: Live) -> None:
    assert told(live, request("/?" + "a" * 7_000)).status == 200


@pytest.mark.parametrize(
    ("version", "status"), [("1.0", 200), ("1.1", 200), ("2.0", 505), ("1.2", 505), ("9.9", 505), ("0.9", 505)]
)  # fmt: skip
def test_http_1_is_spoken_and_nothing_else(live: Live, version: str, status: int) -> None:
    raw = request("/posts/a/").replace(b"HTTP/1.1", f"HTTP/{version}".encode())

    assert told(live, raw).status == status


def test_the_preface_of_http_2_is_refused(live: Live) -> None:
    with Client(live.server.port) as client:
        client.send(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")

        assert client.answer().status in {400, 505}
        assert client.rest() == b""


@pytest.mark.parametrize(
    "fields",
    [
        {"Upgrade": "websocket", "Connection": "Upgrade", "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec_WebSocket_Version": "13"},
        {"Upgrade": "h2c", "Connection": "Upgrade, HTTP2-Settings", "HTTP2_Settings": "AAMAAABkAARAAAAAAAIAAAAA"},
        {"Upgrade": "TLS/1.0", "Connection": "Upgrade"},
    ],
    ids=["websocket", "h2c", "tls"],
)  # fmt: skip
def test_nothing_else_is_spoken_on_request(live: Live, fields: dict[str, str]) -> None:
    assert told(live, request("/posts/a/", **fields)).status == 200


def test_a_connection_stays_open_for_the_next_request(live: Live) -> None:
    with Client(live.server.port) as client:
        for target, status in [("/", 200), ("/nope", 404), ("/posts/a", 302), ("/posts/a/", 200)]:
            client.send(request(target))

            assert client.answer().status == status


def test_requests_in_a_row_are_answered_in_order(live: Live) -> None:
    targets = ["/posts/a/", "/feed.xml", "/nope", "/Upper.TXT", "/", "/posts/a"] * 3
    with Client(live.server.port) as client:
        client.send(b"".join(map(request, targets)))
        statuses = [client.answer().status for _ in targets]

    assert statuses == [200, 200, 404, 200, 200, 302] * 3


def test_nothing_after_a_refusal_is_answered(live: Live) -> None:
    with Client(live.server.port) as client:
        client.send(request("/") + request("/%00") + request("/posts/a/"))

        assert client.answer().status == 200
        assert client.answer().status == 400
        assert client.rest() == b""


def test_a_connection_ends_where_the_client_wants_it_to(live: Live) -> None:
    for raw in (request("/", Connection="close"), b"GET / HTTP/1.0\r\n" + HEAD):
        with Client(live.server.port) as client:
            client.send(raw)

            assert client.answer().status == 200
            assert client.rest() == b""


def test_head_gives_the_fields_of_get_and_no_bytes(live: Live) -> None:
    for target in ("/", "/posts/a/", "/nope", "/posts/a", "/%00", "/__waypost/", "/Upper.TXT"):
        got, head = told(live, request(target)) if "__" not in target else None, None
        with Client(live.server.port) as client:
            client.send(request(target, method="HEAD", Connection="close"))
            head = client.answer("HEAD")
            assert client.rest() == b""
        assert got is None or {**head.headers, "date": "", "connection": ""} == {
            **got.headers,
            "date": "",
            "connection": "",
        }


def test_fields_that_are_sent_again_and_again_do_no_harm(live: Live) -> None:
    fields = b"".join(b"Range: bytes=0-1\r\nIf-None-Match: x\r\n" for _ in range(50))
    answer = told(live, b"GET / HTTP/1.1\r\n" + fields + HEAD)

    assert answer.status == 200


WORDS = [
    b"GET ", b"HEAD ", b"POST ", b" HTTP/1.1\r\n", b" HTTP/1.0\r\n", b"Host: localhost\r\n", b"Host: evil.example\r\n", b"\r\n", b"\n", b"\r", b"\0", b" ", b"/", b"..", b"%2e", b"%2f",
    b"\\", b"%00", b"secret.txt", b"posts/a/", b"index.html", b"public/", b"leak", b"Content-Length: 5\r\n", b"Transfer-Encoding: chunked\r\n", b"0\r\n\r\n", b"5;x=y\r\nhello\r\n",
    b"Connection: close\r\n", b"Range: bytes=0-\r\n", b"X: y\r\n z\r\n", b"__waypost/", b"events", b"?token=", b"http://localhost", b"Expect: 100-continue\r\n",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS) | st.binary(max_size=6), max_size=30).map(b"".join))
def test_no_bytes_whatever_get_a_secret_or_leave_the_connection_open(
    live: Live, raw: bytes
) -> None:
    with Client(live.server.port) as client:
        client.send(raw + b"\r\n\r\n" + request("/%00"))
        said = client.rest()

    assert CANARY.encode() not in said
    assert b"root:" not in said
    assert said.startswith(b"HTTP/1.1 ")
    assert ask(live.server.port, request("/Upper.TXT")).body == b"upper\n"
