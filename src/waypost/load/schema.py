"""Reads the keys of a mapping as what they should be, and collects what is wrong.

The keys that a loader asks for are its schema: ``close`` reports all others.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple, TypeVar

from waypost.load.moments import parse_when
from waypost.load.nodes import Mapping, Node, Scalar, Sequence, describe, is_null, shortened
from waypost.load.scalars import as_flag, as_parts, as_plain, one_line
from waypost.model.diagnostic import Diagnostic, Located, Place, Severity, error, warning
from waypost.model.post import When
from waypost.near import did_you_mean

Choice = TypeVar("Choice", bound=StrEnum)


class Found(NamedTuple):
    """A value that isn't null, the name that it was found under, and where that stands."""

    name: str
    key: Place
    node: Node


class Fields:
    """The keys of one mapping. Several names of a field are names for one thing.

    A key that isn't there, is null or can't be read is None; the latter is an
    error in ``findings``. ``what`` names the mapping in messages ("a post").
    """

    def __init__(self, mapping: Mapping, findings: list[Diagnostic], what: str) -> None:
        self.place = mapping.place
        self.findings = findings
        self.what = what
        self._entries = mapping.entries
        self._asked: dict[str, None] = {}

    def holds(self, name: str) -> bool:
        """Whether a key is there, be it null."""
        self._asked[name] = None
        return name in self._entries

    def key_of(self, name: str, otherwise: Place) -> Place:
        """Say where a key stands, if it is there."""
        entry = self._entries.get(name)
        return entry.key if entry else otherwise

    def names(self) -> tuple[Located[str], ...]:
        """Give all keys, where a mapping's keys are names that its author chose."""
        return tuple(Located(name, entry.key) for name, entry in self._entries.items())

    def find(self, *names: str) -> Found | None:
        """Find a field under the first of its names; a differing second one is a warning."""
        found = self.find_all(*names)
        for other in found[1:]:
            if as_plain(other.node) != as_plain(found[0].node):
                first = found[0].name
                self.warn(
                    "two-names",
                    f"'{first}' and '{other.name}' mean the same but say different things,"
                    f" so '{first}' counts",
                    other.key,
                    f"remove '{other.name}', or move its value to '{first}'",
                )
        return found[0] if found else None

    def find_all(self, *names: str) -> list[Found]:
        """Find a field under all of its names, in their order."""
        found = []
        for name in names:
            self._asked[name] = None
            entry = self._entries.get(name)
            if entry is not None and not is_null(entry.value):
                found.append(Found(name, entry.key, entry.value))
        return found

    def text(self, *names: str) -> Located[str] | None:
        """Read a text of one line; an empty one is None."""
        found = self.find(*names)
        scalar = self._scalar(found, "a text") if found else None
        return one_line(scalar) if scalar else None

    def line(self, *names: str) -> str:
        """Read a text of one line whose place nobody needs; "" where it isn't there."""
        text = self.text(*names)
        return text.value if text else ""

    def required(self, name: str, fix: str, at: Place | None = None) -> Located[str] | None:
        """Read a text of one line that must be there; ``at`` is where it is missed."""
        text = self.text(name)
        entry = self._entries.get(name)
        if text is None and (entry is None or isinstance(entry.value, Scalar)):
            what = f"{self.what} needs a '{name}'"
            message = what if entry is None else f"{what}, but this one is empty"
            self.fail(
                f"missing-{name.replace('_', '-')}",
                message,
                entry.key if entry else at or self.place,
                fix,
            )
        return text

    def passage(self, name: str) -> Located[str] | None:
        """Read a text of any length, placed where its first character stands."""
        found = self.find(name)
        scalar = self._scalar(found, "a text") if found else None
        return Located(scalar.text, scalar.start) if scalar and scalar.text.strip() else None

    def flag(self, name: str, default: bool) -> bool:
        """Read true or false (or yes, no, on, off)."""
        found = self.find(name)
        read = self.flag_of(found) if found else None
        return default if read is None else read

    def draft(self) -> bool:
        """Read whether something is a draft; what can't be read must not be published."""
        found = self.find("draft")
        return found is not None and self.flag_of(found) is not False

    def flag_of(self, found: Found) -> bool | None:
        """Read a value that was found as true or false."""
        flag = as_flag(found.node)
        if flag is None:
            fix = f"write '{found.name}: true' or '{found.name}: false'"
            self._wrong(found, "true or false", fix)
        return flag

    def when(self, *names: str) -> Located[When] | None:
        """Read a date, or a date and time."""
        found = self.find(*names)
        return self.when_of(found) if found else None

    def when_of(self, found: Found) -> Located[When] | None:
        """Read a value that was found as a date."""
        scalar = self._scalar(found, "a date")
        if scalar is None:
            return None
        try:
            return Located(parse_when(scalar.text), scalar.place)
        except ValueError as reason:
            self.fail(
                "bad-date",
                f"'{found.name}' is {describe(scalar)}, but {reason}",
                scalar.place,
                "write a date such as 2024-03-12, or 2024-03-12T09:30:00+01:00",
            )
            return None

    def number(self, name: str, low: int, high: int) -> int | None:
        """Read a whole number between two bounds, both of which count."""
        found = self.find(name)
        if found is None:
            return None
        scalar = found.node if isinstance(found.node, Scalar) else None
        if scalar and re.fullmatch(r"[0-9]{1,9}", scalar.text) and low <= int(scalar.text) <= high:
            return int(scalar.text)
        self._wrong(found, f"a number from {low} to {high}", f"write '{name}: {low}', or more")
        return None

    def choice(self, name: str, choices: type[Choice]) -> Choice | None:
        """Read one of the values of an enumeration."""
        text = self.text(name)
        if text is None:
            return None
        word = text.value.lower()
        values = [choice.value for choice in choices]
        if word in values:
            return choices(word)
        self.fail(
            "bad-choice",
            f"'{name}' can't be '{text.value}'",
            text.place,
            did_you_mean(word, values) or f"write one of {', '.join(values)}",
        )
        return None

    def texts(self, *names: str, commas: bool = False) -> tuple[Located[str], ...] | None:
        """Read lists of texts, all names together, each text once; null is empty.

        A text instead of a list counts as a list of one, or with ``commas`` of
        the parts between them. None where no name is there.
        """
        if not [name for name in names if self.holds(name)]:
            return None
        texts: dict[str, Located[str]] = {}
        for found in self.find_all(*names):
            for text in self._texts(found, commas=commas):
                texts.setdefault(text.value, text)
        return tuple(texts.values())

    def items(self, name: str) -> tuple[Node, ...] | None:
        """Read a list of anything but nulls; what is no list is a list of one."""
        if not self.holds(name):
            return None
        found = self.find(name)
        return tuple(self._items(found)) if found else ()

    def passages(self, name: str) -> tuple[Located[str], ...] | None:
        """Read a list of texts of any length, each placed where its first character stands."""
        nodes = self.items(name)
        if nodes is None:
            return None
        found = (self._scalar(Found(name, node.place, node), "a list of texts") for node in nodes)
        return tuple(Located(s.text, s.start) for s in found if s and s.text.strip())

    def section(self, name: str) -> Fields | None:
        """Read a mapping within this one."""
        found = self.find(name)
        if found is None:
            return None
        if isinstance(found.node, Mapping):
            return Fields(found.node, self.findings, f"'{name}'")
        self._wrong(found, "a mapping", f"write the keys of '{name}' on lines of their own")
        return None

    def close(self, severity: Severity = Severity.ERROR) -> None:
        """Report all keys that nobody has asked for."""
        known = ", ".join(self._asked)
        for name, entry in self._entries.items():
            if name not in self._asked:
                message = f"{self.what} has no key '{shortened(name)}'"
                fix = did_you_mean(name, self._asked) or f"remove it; the keys are {known}"
                self.findings.append(Diagnostic("unknown-key", severity, message, entry.key, fix))

    def fail(self, code: str, message: str, place: Place, fix: str = "") -> None:
        """Take down an error."""
        self.findings.append(error(code, message, place, fix))

    def warn(self, code: str, message: str, place: Place, fix: str = "") -> None:
        """Take down a warning."""
        self.findings.append(warning(code, message, place, fix))

    def _texts(self, found: Found, *, commas: bool) -> list[Located[str]]:
        if commas and isinstance(found.node, Scalar):
            return as_parts(found.node)
        texts = []
        for node in self._items(found):
            scalar = self._scalar(Found(found.name, found.key, node), "a list of texts")
            text = one_line(scalar) if scalar else None
            if text:
                texts.append(text)
            elif scalar:
                self._empty(found.name, node)
        return texts

    def _items(self, found: Found) -> list[Node]:
        if not isinstance(found.node, Sequence):
            return [found.node]
        for node in found.node.items:
            if is_null(node):
                self._empty(found.name, node)
        return [node for node in found.node.items if not is_null(node)]

    def _scalar(self, found: Found, wanted: str) -> Scalar | None:
        if isinstance(found.node, Scalar):
            return found.node
        self._wrong(found, wanted, "put it in quotes if it is a text")
        return None

    def _wrong(self, found: Found, wanted: str, fix: str) -> None:
        message = f"'{found.name}' should be {wanted}, but is {describe(found.node)}"
        self.fail("wrong-type", message, found.node.place, fix)

    def _empty(self, name: str, node: Node) -> None:
        self.fail(
            "empty-entry",
            f"an entry of '{name}' is empty",
            node.place,
            "remove it, or put '~' and 'null' in quotes where they are words",
        )
