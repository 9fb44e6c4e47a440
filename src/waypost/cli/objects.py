"""Outcomes, omissions and findings as what JSON is made of."""

from __future__ import annotations

import json
from typing import Any

from waypost.cli.as_json import NOTHING
from waypost.model.archive import Omission
from waypost.model.diagnostic import Diagnostic
from waypost.outcome import Outcome


def outcome_object(outcome: Outcome, exit_code: int) -> dict[str, Any]:
    """Describe a build or check."""
    told: dict[str, Any] = {}
    if counts := outcome.counts:
        told = {
            "posts": counts.posts,
            "hubs": counts.hubs,
            "paths": counts.paths,
            "reached": counts.reached,
            "reach": round(counts.reached / counts.posts, 6) if counts.posts else 1.0,
            "omitted": [omission_object(omission) for omission in counts.omitted],
        }
    return {
        **NOTHING,
        **told,
        "found": outcome.found,
        "pages": outcome.pages,
        "rendered": outcome.rendered,
        "reused": outcome.reused,
        "diagnostics": [diagnostic_object(found) for found in outcome.diagnostics],
        "notes": list(outcome.notes),
        "manifest": dict(outcome.manifest.entries) if outcome.manifest else {},
        "edition": json.loads(outcome.edition) if outcome.edition else None,
        "timings": [
            {"stage": t.stage, "seconds": t.seconds, "items": t.items, "hits": t.hits}
            for t in outcome.timings
        ],
        "seconds": outcome.seconds,
        "exit_code": exit_code,
    }


def omission_object(omission: Omission) -> dict[str, Any]:
    """Describe a source that is left out; ``when`` is RFC 3339 or null."""
    return {
        "source": omission.source,
        "title": omission.title,
        "reason": omission.reason.value,
        "when": omission.when.isoformat() if omission.when else None,
    }


def diagnostic_object(diagnostic: Diagnostic) -> dict[str, Any]:
    """Describe a finding; line and column count from 1, 0 is none."""
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "path": diagnostic.place.path,
        "line": diagnostic.place.line,
        "column": diagnostic.place.column,
        "fix": diagnostic.fix,
        "excerpt": diagnostic.excerpt,
    }
