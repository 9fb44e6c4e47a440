"""The demo archive in headless Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from support.chromium import EXECUTABLE, chromium, served
from support.demo import build_demo
from support.preview import PATIENCE
from support.visits import Begin, Demo, Visit

expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demo archive, built once and served."""
    public, kinds = build_demo(tmp_path_factory.mktemp("demo"))
    with served(public) as address:
        yield Demo(address, kinds, public)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser, for as long as a module runs."""
    if EXECUTABLE is None:
        pytest.skip("there is no program 'chromium' on this machine")
    with chromium() as running:
        yield running


@contextmanager
def visiting(browser: Browser, demo: Demo) -> Iterator[Begin]:
    """Begin visits, each in a browser context of its own with the options given."""
    with ExitStack() as contexts:

        def begin(**options: Any) -> Visit:
            context = browser.new_context(**{"reduced_motion": "reduce", **options})
            contexts.callback(context.close)
            context.set_default_timeout(PATIENCE * 1000)
            page = context.new_page()
            # What a page still asks for when its test is over concerns nobody.
            contexts.callback(page.unroute_all, behavior="ignoreErrors")
            return Visit(page, demo)

        yield begin


@pytest.fixture
def visit(browser: Browser, demo: Demo) -> Iterator[Begin]:
    """Begin visits that end with the test."""
    with visiting(browser, demo) as begin:
        yield begin


@pytest.fixture(scope="module")
def long_visit(browser: Browser, demo: Demo) -> Iterator[Begin]:
    """Begin visits that end with the module."""
    with visiting(browser, demo) as begin:
        yield begin
