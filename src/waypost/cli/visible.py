"""Text of authors and files, made safe to show on a terminal."""

from __future__ import annotations

import unicodedata

_JOINERS = "\u200c\u200d\u00ad"
"""Format characters that whole scripts and emoji are written with; harmless."""


def visible(text: str) -> str:
    """Replace what a terminal would obey or hide by something that can be seen.

    Control characters become their Unicode pictures (``␛``), and what changes the
    order of the text, or is no character at all, its code (``<U+202E>``).
    """
    if text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    kind = unicodedata.category(character)
    hidden = kind in ("Cc", "Cf", "Cs", "Zl", "Zp") and character not in _JOINERS
    return f"<U+{code:04X}>" if hidden else character
