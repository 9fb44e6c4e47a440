"""Takes the pictures of the demo that stand in the README.

.venv/bin/python tests/pictures.py

Builds the demo archive aside, and writes docs/pictures/ anew: every page in light and
in dark, as Chromium shows it.
"""

from __future__ import annotations

import base64
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree
from typing import Literal

from msgspec.structs import replace
from playwright.sync_api import Browser, Page, ViewportSize

from support.chromium import chromium, served
from support.sites import options
from waypost.builds import build

TOP = Path(__file__).parent.parent
PICTURES = TOP / "docs" / "pictures"

PAGES = {
    "home": "/",
    "hub": "/topics/reliability/#start-here",
    "path": "/paths/first-year-as-a-lead/",
    "post": "/posts/what-a-new-lead-should-write-down/",
    "map": "/map/",
    "search": "/search/?q=rollback",
}
"""What is shown, in the README's order."""

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SIZE: ViewportSize = {"width": 1280, "height": 960}
QUALITY = 70


def name(page: str, scheme: str) -> str:
    """Give a picture's file name."""
    return f"{page}-{scheme}.webp"


def publish(root: Path) -> Path:
    """Build the demo as it is on a day that never changes."""
    copytree(TOP / "content", root / "content")
    outcome = build(replace(options(root), now=datetime(2026, 12, 1, tzinfo=UTC)))
    assert outcome.exit_code() == 0, outcome.diagnostics
    return root / "public"


def shots(browser: Browser, address: str) -> Iterator[tuple[str, bytes]]:
    """Take every picture; give it with its file name."""
    for scheme in SCHEMES:
        context = browser.new_context(color_scheme=scheme, viewport=SIZE, reduced_motion="reduce")
        page = context.new_page()
        for kind, url in PAGES.items():
            page.goto(address + url, wait_until="networkidle")
            if kind == "search":
                page.locator(".search-excerpt").first.wait_for()
            yield name(kind, scheme), shot(page)
        context.close()


def shot(page: Page) -> bytes:
    """Take a picture of what is in sight, as WebP, which Playwright itself doesn't write."""
    asked = {"format": "webp", "quality": QUALITY}
    answer = page.context.new_cdp_session(page).send("Page.captureScreenshot", asked)
    return base64.b64decode(answer["data"])


def main() -> None:
    """Write all pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as root:
        public = publish(Path(root))
        with served(public) as address, chromium() as browser:
            for file, data in shots(browser, address):
                (PICTURES / file).write_bytes(data)
                print(f"{file}: {len(data) // 1000} KB")


if __name__ == "__main__":
    main()
