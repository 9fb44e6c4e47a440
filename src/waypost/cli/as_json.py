"""What ``--json`` prints: one object on stdout, whatever happens."""

from __future__ import annotations

import json
import sys
from typing import Any

import msgspec

from waypost.model.faults import Fault

NOTHING: dict[str, Any] = {
    "found": 0,
    "posts": 0,
    "hubs": 0,
    "paths": 0,
    "reached": 0,
    "reach": 1.0,
    "pages": 0,
    "rendered": 0,
    "reused": 0,
    "omitted": [],
    "diagnostics": [],
    "notes": [],
    "manifest": {},
    "edition": None,
    "timings": [],
    "seconds": 0.0,
    "exit_code": 0,
}
"""The keys that a build always has, and their values where it came to nothing."""


def write_json(value: dict[str, Any]) -> None:
    """Print an object; in ASCII, so that no terminal or pipe can spoil it."""
    # json would take seconds to indent what a large site has to tell.
    sys.stdout.write(msgspec.json.format(json.dumps(value), indent=2) + "\n")


def failure(fault: Fault, verb: str) -> dict[str, Any]:
    """Describe what ended a command, with the keys that its verb always has."""
    usual = NOTHING if verb in ("", "build", "check") else {"diagnostics": []}
    cause = {"message": fault.message, "fix": fault.fix}
    return {**usual, "exit_code": fault.exit_code, "error": cause}
