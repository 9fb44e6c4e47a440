"""The command, and a site to work on."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.command import Waypost


@pytest.fixture
def waypost(tmp_path: Path) -> Waypost:
    """Give the command, run in ``tmp_path`` by this process."""
    return Waypost(tmp_path)


@pytest.fixture
def process(tmp_path: Path) -> Waypost:
    """Give the command, run in ``tmp_path`` by a process of its own."""
    return Waypost(tmp_path, own_process=True)


@pytest.fixture
def site(tmp_path: Path, waypost: Waypost) -> Path:
    """Make the site of ``waypost init`` in ``tmp_path/site``."""
    assert waypost("init", "site").returncode == 0
    return tmp_path / "site"
