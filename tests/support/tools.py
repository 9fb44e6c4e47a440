"""The tools that check finished pages: axe, the Nu checker, Lighthouse.

They are npm packages, pinned in tests/tools/ and installed there by .ci/install-tools.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from support.chromium import EXECUTABLE, FLAGS

TOOLS = Path(__file__).parent.parent / "tools"

AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice")


def tool(path: str) -> Path:
    """Give a file of an npm package; skip the test where it is not installed."""
    found = TOOLS / "node_modules" / path
    if not found.is_file():
        pytest.skip(f"{path} is not there: run .ci/install-tools")
    return found


def program(name: str) -> str:
    """Give a program of this machine; skip the test where there is none."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"there is no program '{name}' on this machine")
    return found


def font(family: str) -> None:
    """Skip the test where a font is not installed: another has other widths."""
    command = [program("fc-match"), "--format=%{family}", family]
    found = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    if family not in found.split(","):
        pytest.skip(f"there is no font '{family}' on this machine: run .ci/install-tools")


def markup_errors(*files: Path) -> list[str]:
    """Ask the Nu checker about HTML files, or all in a folder: what is wrong, and where."""
    java, jar = program("java"), tool("vnu-jar/build/dist/vnu.jar")
    command = [java, "-Xss2m", "-jar", str(jar), "--skip-non-html", "--format", "json"]
    done = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=False)
    messages: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    return [
        f"{message.get('url', '')}:{message.get('lastLine', 0)}: {message['message']}"
        for message in messages
        if message["type"] == "error" or message.get("subType") == "warning"
    ]


def lighthouse(urls: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Ask Lighthouse about pages: for each URL its scores, and what cost something."""
    tool("lighthouse/package.json")
    node = program("node")
    flags = " ".join([*FLAGS, *(() if os.geteuid() else ("--no-sandbox",))])
    done = subprocess.run(
        [node, str(TOOLS / "lighthouse.mjs"), str(EXECUTABLE), flags, *urls],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return found
