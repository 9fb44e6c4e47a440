"""Other origins in a real browser: they can neither read the preview nor listen to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from support.chromium import EXECUTABLE, chromium, served
from support.preview import PATIENCE
from support.sockets import preview, served_of
from waypost.serve.edition import Current
from waypost.serve.server import Server

pytestmark = pytest.mark.browser

STRANGER = "evil.example"
NAME = "box.example"

PAGE = b"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Secret draft</title>
<link rel="stylesheet" href="/site.css"></head><body><h1>Secret draft</h1></body></html>"""
DOT = b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><path d="M0 0h8v8z"/></svg>'
SITE = {
    "index.html": PAGE,
    "posts/a/index.html": PAGE,
    "404.html": b"<!doctype html><title>Nothing here</title>",
    "site.css": b"h1 { color: rgb(1, 2, 3) }",
    "data.js": b"window.secret = 'draft';",
    "evidence.json": b'{"secret": "draft"}',
    "dot.svg": DOT,
}

# Each way in which a page can take something from elsewhere, as what came of it.
WAYS = """
async ([base, token]) => {
  const ended = (element, url) => new Promise((resolve) => {
    element.onload = () => resolve("loaded");
    element.onerror = () => resolve("refused");
    if (element.tagName === "LINK") element.rel = "stylesheet";
    element[{LINK: "href", OBJECT: "data"}[element.tagName] ?? "src"] = url;
    document.body.append(element);
    setTimeout(() => resolve("nothing"), 8000);
  });
  const made = (tag) => document.createElement(tag);
  const text = async (url, options) => {
    try { return (await (await fetch(url, options)).text()).length ? "loaded" : "refused"; }
    catch { return "refused"; }
  };
  const asked = (url) => new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.onload = () => resolve(request.responseText ? "loaded" : "refused");
    request.onerror = () => resolve("refused");
    request.open("GET", url);
    request.send();
  });
  const framed = async (url) => {
    const frame = made("iframe");
    await ended(frame, url);
    try { return frame.contentDocument.body.textContent.includes("Secret") ? "loaded" : "refused"; }
    catch { return "refused"; }
  };
  const listened = (url) => new Promise((resolve) => {
    const source = new EventSource(url);
    source.addEventListener("built", () => { source.close(); resolve("loaded"); });
    source.onerror = () => { source.close(); resolve("refused"); };
  });
  const opened = async (url) => {
    const tab = window.open(url);
    if (!tab) return "no tab";
    for (let times = 0; times < 40; times += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      try { if (tab.document.title.includes("Secret")) { tab.close(); return "loaded"; } }
      catch { tab.close(); return "refused"; }
    }
    return "nothing";
  };
  const events = `${base}/__waypost/events?token=${token}&since=1`;
  return {
    "fetch a page": await text(`${base}/`),
    "fetch the desk": await text(`${base}/__waypost/`),
    "fetch without CORS": await text(`${base}/evidence.json`, {mode: "no-cors"}),
    "fetch with credentials": await text(`${base}/evidence.json`, {credentials: "include"}),
    "fetch the events": await fetch(events).then(() => "loaded", () => "refused"),
    "XMLHttpRequest": await asked(`${base}/posts/a/`),
    "EventSource": await listened(events),
    "script": await ended(made("script"), `${base}/data.js`),
    "JSON as script": await ended(made("script"), `${base}/evidence.json`),
    "the client as script": await ended(made("script"), `${base}/__waypost/client.js`),
    "style sheet": await ended(made("link"), `${base}/site.css`),
    "image": await ended(made("img"), `${base}/dot.svg`),
    "frame": await framed(`${base}/`),
    "frame of the desk": await framed(`${base}/__waypost/`),
    "tab": await opened(`${base}/`),
  };
}
"""


@dataclass(frozen=True)
class Stage:
    """A preview, a site of strangers on another port, and a browser that knows both."""

    server: Server
    strangers: str
    browser: Browser

    def page(self, **options: Any) -> Page:
        """Open an empty tab of a browser that has seen nothing yet."""
        page = self.browser.new_context(**options).new_page()
        page.set_default_timeout(PATIENCE * 1000)
        return page

    def ways(self, origin: str, base: str) -> dict[str, Any]:
        """Try all ways from a page of an origin to the preview at an address."""
        page = self.page()
        page.goto(f"{origin}/")
        found: dict[str, Any] = page.evaluate(WAYS, [base, self.server.token])
        page.context.close()
        return found


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Everything, for as long as the module runs."""
    if EXECUTABLE is None:
        pytest.skip("there is no program 'chromium' on this machine")
    folder = tmp_path_factory.mktemp("strangers")
    for name in ("index.html", "404.html"):
        Path(folder, name).write_text("<!doctype html><title>Strangers</title><a href='/'>x</a>")
    # As a name server does that leads a stranger's name to this machine.
    rules = ",".join(f"MAP {name} 127.0.0.1" for name in (STRANGER, NAME, f"*.{NAME}"))
    with (
        preview(Current(served_of(SITE)), desk=desk, names=[NAME], host="0.0.0.0") as server,
        served(folder) as strangers,
        chromium(f"--host-resolver-rules={rules}") as browser,
    ):
        yield Stage(server, strangers, browser)


def desk(_served: object, _token: str) -> bytes:
    """Make a writer's page with a secret."""
    return PAGE


def test_a_page_of_the_preview_reads_all_of_it(stage: Stage) -> None:
    """These ways lead somewhere, where they are not closed."""
    found = stage.ways(stage.server.url, stage.server.url)
    # No page shows the writer's page in a frame, and JSON is no script.
    expected = {"frame of the desk": "refused", "JSON as script": "refused"}

    assert found == dict.fromkeys(found, "loaded") | expected


def of(name: str, address: str) -> str:
    """Give an address with another host, on the same port."""
    return f"http://{name}:{address.rpartition(':')[2]}"


@pytest.mark.parametrize(
    ("stranger", "own"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("127.0.0.1", "localhost"),
        (STRANGER, "127.0.0.1"),
        (STRANGER, NAME),
        (f"own.{NAME}", NAME),
    ],
)
def test_a_page_of_another_origin_reads_nothing(stage: Stage, stranger: str, own: str) -> None:
    """Also where the browser holds the address for insecure, and tells less of who asks."""
    found = stage.ways(of(stranger, stage.strangers), of(own, stage.server.url))

    assert found == dict.fromkeys(found, "refused")


@pytest.mark.parametrize("own", ["127.0.0.1", NAME])
@pytest.mark.parametrize("path", ["/", "/__waypost/", "/dot.svg"])
def test_no_other_site_shows_the_preview_in_a_frame(stage: Stage, own: str, path: str) -> None:
    """Readers of its page would see, and click, what they take for the stranger's own."""
    page = stage.page()
    page.goto(f"{of(STRANGER, stage.strangers)}/")
    page.evaluate(
        """(url) => new Promise((resolve) => {
            const frame = document.createElement("iframe");
            frame.onload = resolve;
            frame.src = url;
            document.body.append(frame);
        })""",
        of(own, stage.server.url) + path,
    )

    for frame in page.frames[1:]:
        assert "Secret" not in frame.content()
        assert "<path" not in frame.content()
    assert len(page.frames) == 2
    page.context.close()


def test_a_strangers_name_that_leads_here_leads_nowhere(stage: Stage) -> None:
    """The browser takes the preview for the stranger's own site, but the preview does not."""
    page = stage.page(bypass_csp=True)
    here = of(STRANGER, stage.server.url)
    answer = page.goto(f"{here}/posts/a/")

    assert answer is not None
    assert answer.status == 403
    assert f"does not answer to '{STRANGER}" in page.inner_text("body")
    assert "Secret" not in page.content()

    # As if the page were one that the stranger's own server gave a moment ago.
    stream = f"/__waypost/events?token={stage.server.token}"
    for path in ("/", "/site.css", "/__waypost/", "/__waypost/client.js", stream):
        assert page.evaluate("async (path) => (await fetch(path)).status", path) == 403
    page.context.close()


@pytest.mark.parametrize("stranger", ["127.0.0.1", STRANGER])
def test_a_link_from_elsewhere_opens_the_preview(stage: Stage, stranger: str) -> None:
    page = stage.page()
    page.goto(f"{of(stranger, stage.strangers)}/")
    page.evaluate(
        "(url) => { document.querySelector('a').href = url }", f"{stage.server.url}/posts/a/"
    )
    page.click("a")
    page.wait_for_url("**/posts/a/")

    assert page.title() == "Secret draft"
    page.context.close()


def test_a_page_shows_as_it_would_where_it_is_published(stage: Stage) -> None:
    page = stage.page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{stage.server.url}/")

    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(1, 2, 3)"
    assert [fault for fault in faults if "favicon" not in fault] == []
    page.context.close()
