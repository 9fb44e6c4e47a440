"""Bytes to text: what a file must be before anything reads it."""

from __future__ import annotations

import re

from waypost.model.diagnostic import Checked, Diagnostic, Place, error

_BOM = b"\xef\xbb\xbf"
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff")
_SHOWN = 10

# C0 but tab and newline, DEL, C1, surrogates, and two code points that are no
# characters. Surrogates can't come from UTF-8, but from an escape in a string.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_FORBIDDEN_BYTES = bytes([*range(0x09), *range(0x0B, 0x20), 0x7F])
_FORBIDDEN_LEADS = (b"\xc2", b"\xef\xbf")


def read_text(source: str, data: bytes) -> Checked[str | None]:
    """Decode a file: UTF-8, a BOM dropped, lines ended by ``\\n``, no control characters.

    Gives None where it can't be read, with an error at the place of each cause.
    """
    if data.startswith(_BOM):
        data = data[len(_BOM) :]
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as failure:
        return Checked(None, (_not_utf8(source, data, failure),))
    if _is_surely_clean(data):
        return Checked(text)
    findings = _forbidden(source, text)
    return Checked(None if findings else text, findings)


def place_at(source: str, text: str, index: int) -> Place:
    """Say where the character at an index of a file's text stands."""
    line_start = text.rfind("\n", 0, index) + 1
    return Place(source, text.count("\n", 0, index) + 1, index - line_start + 1)


def control_character(text: str) -> str:
    """Find the first character that no text may hold, as "U+0002", or give ""."""
    match = _FORBIDDEN.search(text)
    return f"U+{ord(match[0]):04X}" if match else ""


def without_controls(text: str) -> str:
    """Replace every character that no text may hold."""
    return _FORBIDDEN.sub("\ufffd", text)


def _is_surely_clean(data: bytes) -> bool:
    # Scanning bytes is many times faster than matching characters, and nearly
    # every file ends here; a suspect byte only means that the text is looked at.
    if len(data.translate(None, _FORBIDDEN_BYTES)) != len(data):
        return False
    return not any(lead in data for lead in _FORBIDDEN_LEADS)


def _forbidden(source: str, text: str) -> tuple[Diagnostic, ...]:
    # One finding a line, and few of them: a binary file would give thousands.
    found: dict[int, Diagnostic] = {}
    for match in _FORBIDDEN.finditer(text):
        place = place_at(source, text, match.start())
        if place.line in found:
            continue
        message = f"the control character U+{ord(match[0]):04X} can't stand in a text"
        found[place.line] = error("control-character", message, place, "delete it")
        if len(found) == _SHOWN:
            break
    return tuple(found.values())


def _not_utf8(source: str, data: bytes, failure: UnicodeDecodeError) -> Diagnostic:
    before = data[: failure.start].decode("utf-8")
    wide = data.startswith(_WIDE_BOMS)
    return error(
        "not-utf-8",
        f"the byte 0x{data[failure.start]:02x} at offset {failure.start} isn't UTF-8",
        place_at(source, before, len(before)),
        "the file looks like UTF-16; save it as UTF-8" if wide else "save the file as UTF-8",
    )
