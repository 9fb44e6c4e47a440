"""A page of the demo in the browser, and what can be asked of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, Response, Route

PROBES = (Path(__file__).parent / "probes.js").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Demo:
    """The served demo: its address, a page of every kind, and the folder it is served from."""

    address: str
    kinds: dict[str, str]
    folder: Path = Path()


@dataclass
class Visit:
    """An open page, and all that went wrong on it so far."""

    page: Page
    demo: Demo
    kind: str = ""
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listen to the page."""
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", self._asked)
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._answered)

    def go(self, where: str) -> Visit:
        """Open a kind of page, or a URL of the site."""
        self.kind = where
        self.page.goto(self.demo.address + self.demo.kinds.get(where, where))
        return self

    def ask(self, probe: str) -> Any:
        """Ask one of the probes about the page."""
        return self.page.evaluate(f"({PROBES.strip().removesuffix(';')}).{probe}()")

    def path(self) -> str:
        """Give the address of the page below the host, with the fragment."""
        return self.page.url.removeprefix(self.demo.address)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"{message.type}: {message.text}")

    def _asked(self, request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(self.demo.address).netloc:
            self.faults.append(f"went to another host: {request.url}")

    def _failed(self, request: Request) -> None:
        # What a page still asks for when it is left has been given up, and has not failed.
        if request.failure != "net::ERR_ABORTED":
            self.faults.append(f"failed: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status}: {response.url}")


Begin = Callable[..., Visit]
"""Begins a visit, with a browser context's options."""


def stay(route: Route) -> None:
    """Take the leading on out of a redirect, so that it can be looked at."""
    page = route.fetch().text()
    assert page.count('http-equiv="refresh"') == 1
    route.fulfill(body=page.replace('http-equiv="refresh"', ""), content_type="text/html")


def read_to_the_end(visitor: Visit) -> None:
    """Scroll to the end of a post on a path, until its reader's browser has taken it down."""
    visitor.page.locator(".post-footer").scroll_into_view_if_needed()
    visitor.page.keyboard.press("End")
    visitor.page.wait_for_function(
        """() => {
            const stored = localStorage.getItem("waypost:progress:/") ?? "";
            return stored.startsWith("{") && JSON.parse(stored).read?.includes(location.pathname);
        }"""
    )
