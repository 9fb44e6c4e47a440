"""How a site looks: its colour, fonts, logo, and the sections of its pages."""

from __future__ import annotations

import re

from waypost.load.schema import Fields
from waypost.model.diagnostic import Located
from waypost.model.site import FONTS, HOME_SECTIONS, POST_SECTIONS, Look
from waypost.near import did_you_mean

_COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})")

# What a list of font families is made of. Nothing here can end a declaration.
_FAMILY = r"""(?:[A-Za-z][\w -]*|"[\w .-]+"|'[\w .-]+')"""
_FAMILIES = re.compile(rf"{_FAMILY}(?:\s*,\s*{_FAMILY})*")


def read_look(fields: Fields) -> Look:
    """Read what site.yaml says of the look of a site."""
    sections = fields.section("sections")
    look = Look(
        accent=_accent(fields),
        fonts=_fonts(fields),
        logo=_logo(fields),
        home=_sections(sections, "home", HOME_SECTIONS),
        post=_sections(sections, "post", POST_SECTIONS),
    )
    if sections:
        sections.close()
    return look


def _accent(fields: Fields) -> str:
    written = fields.text("accent")
    if written is None:
        return ""
    colour = written.value.lower()
    if not _COLOUR.fullmatch(colour):
        message = f"'{written.value}' is no colour that Waypost can read"
        fields.fail("bad-colour", message, written.place, 'write it as "#8fd3c1"')
        return ""
    return colour if len(colour) == 7 else "#" + "".join(digit * 2 for digit in colour[1:])


def _fonts(fields: Fields) -> tuple[tuple[str, str], ...]:
    section = fields.section("fonts")
    if section is None:
        return ()
    fonts = []
    for role in FONTS:
        written = section.text(role)
        if written and _FAMILIES.fullmatch(written.value):
            fonts.append((role, written.value))
        elif written:
            message = f"'{written.value}' is no list of font families"
            fix = "write names with commas between them, such as Charter, Georgia, serif"
            section.fail("bad-font", message, written.place, fix)
    section.close()
    return tuple(fonts)


def _logo(fields: Fields) -> Located[str] | None:
    written = fields.text("logo")
    if written and not written.value.startswith("/"):
        message = f"the logo '{written.value}' is no file of this site"
        fix = "put it into static/, and write its path from there, such as /logo.svg"
        fields.fail("bad-url", message, written.place, fix)
        return None
    return written


def _sections(fields: Fields | None, name: str, known: tuple[str, ...]) -> tuple[str, ...]:
    written = fields.texts(name) if fields else None
    if fields is None or written is None:
        return known
    for section in written:
        if section.value not in known:
            message = f"no section of '{name}' is called '{section.value}'"
            fix = did_you_mean(section.value, known) or f"choose of {', '.join(known)}"
            fields.fail("unknown-section", message, section.place, fix)
    return tuple(section.value for section in written if section.value in known)
