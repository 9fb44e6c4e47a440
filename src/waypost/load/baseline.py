"""The baseline of an audit: a JSON file of the findings that an editor has accepted."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from waypost.load.decoding import read_text
from waypost.load.located import parse_yaml
from waypost.load.nodes import Mapping, Sequence
from waypost.model.diagnostic import Checked, Diagnostic, Place, error

Fingerprint = tuple[str, str, str]
"""Code, path and subject of a finding."""

KEYS = ("code", "path", "subject")

_AGAIN = "make it anew with --update-baseline"


def load_baseline(source: str, data: bytes) -> Checked[frozenset[Fingerprint]]:
    """Read the accepted findings, with an error at the place of whatever is wrong."""
    text = read_text(source, data)
    if text.value is None:
        return Checked(frozenset(), text.diagnostics)
    try:
        value = json.loads(text.value)
    except (ValueError, RecursionError) as failure:
        return Checked(frozenset(), (_syntax_error(source, failure),))
    accepted = value.get("accepted") if isinstance(value, dict) else None
    if not isinstance(accepted, list):
        message = "a baseline is an object with a list 'accepted'"
        return Checked(frozenset(), (error("bad-baseline", message, Place(source), _AGAIN),))
    wrong = [index for index, entry in enumerate(accepted) if not _is_fingerprint(entry)]
    if wrong:
        places = dict(enumerate(_entries(source, text.value)))
        found = (_bad_entry(places.get(index, Place(source))) for index in wrong)
        return Checked(frozenset(), tuple(found))
    return Checked(frozenset((e["code"], e["path"], e["subject"]) for e in accepted))


def baseline_text(accepted: Iterable[Fingerprint]) -> str:
    """Write accepted findings as a file, sorted, a line each: a change reads well in a diff."""
    entries = (
        json.dumps(dict(zip(KEYS, fingerprint, strict=True)), ensure_ascii=False)
        for fingerprint in sorted(accepted)
    )
    lines = ",\n".join(f"    {entry}" for entry in entries)
    return f'{{\n  "accepted": [{f"{chr(10)}{lines}{chr(10)}  " if lines else ""}]\n}}\n'


def _is_fingerprint(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and set(entry) == set(KEYS)
        and all(isinstance(value, str) for value in entry.values())
    )


def _syntax_error(source: str, failure: Exception) -> Diagnostic:
    place = Place(source)
    reason = "it is nested too deeply"
    if isinstance(failure, json.JSONDecodeError):
        place = Place(source, failure.lineno, failure.colno)
        reason = failure.msg[:1].lower() + failure.msg[1:]
    return error("bad-baseline", f"the baseline is not JSON: {reason}", place, _AGAIN)


def _bad_entry(place: Place) -> Diagnostic:
    message = "an accepted finding has a 'code', a 'path' and a 'subject', and nothing else"
    return error("bad-baseline", message, place, _AGAIN)


def _entries(source: str, text: str) -> list[Place]:
    """Say where the accepted findings stand, as far as that can be found out."""
    # JSON is YAML but for the tabs between its parts; those within texts are escaped.
    tree = parse_yaml(text.replace("\t", " "), Place(source, 1, 1)).value
    entry = tree.entries.get("accepted") if isinstance(tree, Mapping) else None
    found = entry.value if entry else None
    return [item.place for item in found.items] if isinstance(found, Sequence) else []
