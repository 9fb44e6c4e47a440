"""Slugs: names that can stand in a URL as they are."""

from __future__ import annotations

import re
from unicodedata import category, normalize

_RESERVED = re.compile(r"[/?#%\\]")
_LONGEST = 200

# Invisible, but parts of words in Persian, Hindi and other languages.
_JOINERS = "\u200c\u200d"
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})


def slugify(name: str) -> str:
    """Make a slug of a name: small letters of any script, hyphens for the rest.

    Gives "" where nothing of the name is left.
    """
    lower = normalize("NFC", name.lower())
    if lower.isascii():
        kept = lower.translate(_ASCII)
    else:
        kept = "".join(character if _may_stay(character) else "-" for character in lower)
    return re.sub("-{2,}", "-", kept).strip("-.")


def slug_problem(slug: str) -> str:
    """Say why a text can't be a slug, as the end of a sentence, or "" where it can."""
    if slug in {"", ".", ".."}:
        return "names no page"
    reserved = _RESERVED.search(slug)
    if reserved:
        return f"holds '{reserved[0]}', which has a meaning of its own in URLs"
    # Of what is ASCII, all that prints is visible, but for the space.
    is_plain = slug.isascii() and slug.isprintable() and " " not in slug
    if not is_plain and any(category(c) in _INVISIBLE and c not in _JOINERS for c in slug):
        return "holds a space or an invisible character"
    if len(slug.encode()) > _LONGEST:
        return f"is longer than {_LONGEST} bytes, more than every file system takes"
    return ""


def registered_slug_problem(slug: str) -> tuple[str, str]:
    """Say why a text can't be a slug in a register, as above, and what to write instead.

    There it has to be as slugs are made of names.
    """
    clean = slugify(slug)
    problem = slug_problem(slug)
    if not problem and clean != slug:
        problem = "isn't in small letters, digits and hyphens"
    return problem, f"write '{clean}'" if clean else "write letters, digits and hyphens"


def _may_stay(character: str) -> bool:
    # Marks are the vowels of many scripts, but are not alphanumeric to Python.
    return (
        character.isalnum()
        or character in "-._"
        or character in _JOINERS
        or category(character).startswith("M")
    )


_ASCII = "".join(char if _may_stay(char) else "-" for char in map(chr, range(128)))
