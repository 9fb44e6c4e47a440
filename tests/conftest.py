"""What holds for the whole suite."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from support.remembered import remember

settings.register_profile("ci", deadline=None, derandomize=True, max_examples=60)
settings.register_profile(
    "here", deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci" if os.environ.get("CI") else "here")

BESIDE = "beside the project"
"""What a skipped test says that needs data of others, which is not always there."""


@pytest.fixture(scope="session", autouse=True)
def _remembering() -> Iterator[None]:
    """Have the builds of one process compile a template once."""
    with pytest.MonkeyPatch.context() as patched:
        remember(patched)
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, so that it is not left to one worker at the end."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI everything that a test needs is installed, so that a skip is a failure.

    Data that lies beside the project is nothing that can be installed.
    """
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", ()) if reporter else ()
    missed = [report for report in skipped if BESIDE not in str(report.longrepr)]
    if os.environ.get("CI") and missed:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
