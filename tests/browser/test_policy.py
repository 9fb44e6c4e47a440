"""What _headers tells hosts: every page works under the policy, and what is planted does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Route

from support.visits import Begin, Demo, Visit

pytestmark = pytest.mark.browser

KINDS = (
    "home", "topics", "paths", "archive", "map", "curated hub", "derived hub", "path", "year",
    "authors", "author", "search", "/search/?q=rollback", "post", "not found", "redirect", "/feed.xml", "/rss.xml",
)  # fmt: skip


def headers(text: str) -> dict[str, dict[str, str]]:
    """Read a file of headers: for each pattern of paths what is sent with them."""
    found: dict[str, dict[str, str]] = {}
    at = ""
    for line in filter(None, map(str.rstrip, text.splitlines())):
        if line.startswith(" "):
            name, _, value = line.strip().partition(": ")
            found[at][name] = value
        else:
            found[at := line] = {}
    return found


def guarded(visit: Visit, demo: Demo, plant: Callable[[str], str] = str) -> Visit:
    """Let a visit be answered with the headers of the site; ``plant`` changes its pages."""
    sent = headers((demo.folder / "_headers").read_text("utf-8"))["/*"]

    def answer(route: Route) -> None:
        response = route.fetch()
        body: str | bytes = response.body()
        if "html" in response.headers["content-type"]:
            body = plant(response.text())
        route.fulfill(response=response, body=body, headers={**response.headers, **sent})

    visit.page.route("**/*", answer)
    return visit


def test_hosts_are_told_what_may_be_kept(demo: Demo) -> None:
    found = headers((demo.folder / "_headers").read_text("utf-8"))
    assert list(found) == ["/*", "/*.svg", "/assets/*"]
    assert "sandbox" in found["/*.svg"]["Content-Security-Policy"]
    assert found["/assets/*"]["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "'unsafe" not in found["/*"]["Content-Security-Policy"]
    assert found["/*"]["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_needs_nothing_that_the_policy_forbids(visit: Begin, demo: Demo, kind: str) -> None:
    page = guarded(visit(), demo).go(kind)
    page.page.wait_for_load_state("networkidle")
    assert page.faults == []


@pytest.mark.parametrize(
    "planted",
    [
        "<script>document.title = 'planted'</script>",
        "<style>main { display: none }</style>",
        '<script src="https://example.com/a.js"></script>',
        '<iframe src="https://example.com/"></iframe>',
    ],
)
def test_what_is_planted_is_not_let_through(visit: Begin, demo: Demo, planted: str) -> None:
    page = guarded(visit(), demo, lambda html: html.replace("</head>", f"{planted}</head>"))
    page.go("home")
    assert any("Content Security Policy" in fault for fault in page.faults), page.faults
    assert page.page.title() != "planted"
    assert page.page.locator("main").is_visible()
