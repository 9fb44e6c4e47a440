"""YAML to a tree in which every key and value knows its place.

Scalars stay text. Whoever reads one knows what it should be, so that a title may
be ``2024``, ``no`` or ``12:30:00``, and a day that no calendar has is a finding at
its place instead of an exception without one.

The tree is made from events. Their depth is known before anything recurses:
libraries that compose first overflow the C stack on a file full of brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml
from msgspec import Struct, field
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from waypost.load.decoding import control_character, place_at, without_controls
from waypost.load.nodes import Entry, Mapping, Node, Scalar, Sequence
from waypost.load.yaml_errors import syntax_error
from waypost.model.diagnostic import Checked, Diagnostic, Place, error, warning

DEPTH_LIMIT = 32

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STANDARD_TAG = "tag:yaml.org,2002:"

_TIGHT_COMMENT = re.compile(r" +(#[^\s#].*)")

# Invisible, but YAML breaks lines at them.
_LINE_SEPARATOR = re.compile("[\u2028\u2029]")


def parse_yaml(text: str, place: Place) -> Checked[Node | None]:
    """Make a tree of a YAML document whose first character stands at a line's start.

    ``text`` holds no control characters but tabs and newlines. Gives None for an
    empty document; and None with an error where it can't be understood at all.
    """
    broken = _LINE_SEPARATOR.search(text)
    if broken:
        return Checked(None, (_line_separator(text, place, broken.start()),))
    reader = _Reader(text, place)
    try:
        return Checked(reader.document(), tuple(reader.findings))
    except _TooDeepError:
        pass
    except (yaml.YAMLError, ValueError, OverflowError) as failure:
        # The latter two come of escapes that mean no character, without libyaml.
        reader.findings.append(syntax_error(text, place, failure))
    return Checked(None, tuple(reader.findings))


class _TooDeepError(Exception):
    pass


class _Reader(Struct):
    text: str
    origin: Place
    findings: list[Diagnostic] = field(default_factory=list)
    events: Iterator[Event] = iter(())

    def document(self) -> Node | None:
        self.events = yaml.parse(self.text, Loader=_LOADER)
        next(self.events)
        if type(next(self.events)) is StreamEndEvent:
            return None
        root = self.node(next(self.events), 1)
        next(self.events)
        after = next(self.events)
        if type(after) is DocumentStartEvent:
            self.refuse(
                "yaml-documents",
                "a second YAML document starts here",
                self.place(after),
                "delete the line of '---' or '...' before it",
            )
        return root

    def node(self, event: Event, depth: int) -> Node:
        if isinstance(event, AliasEvent):
            return self.alias(event)
        assert isinstance(event, ScalarEvent | CollectionStartEvent)
        if event.anchor is not None or event.tag is not None:
            self.refuse_properties(event)
        if isinstance(event, ScalarEvent):
            return self.scalar(event)
        if depth > DEPTH_LIMIT:
            self.refuse(
                "yaml-depth",
                f"more than {DEPTH_LIMIT} lists and mappings lie within each other",
                self.place(event),
                "put a text that starts with '[' or '{' in quotes",
            )
            raise _TooDeepError
        if isinstance(event, SequenceStartEvent):
            return self.sequence(event, depth)
        return self.mapping(event, depth)

    def scalar(self, event: ScalarEvent) -> Scalar:
        place = self.place(event)
        if not event.style:
            self.check_comment(event)
            return Scalar(event.value, place, place, plain=True)
        if event.style in "|>":
            return Scalar(event.value, place, self.block_start(event))
        start = Place(place.path, place.line, place.column + 1)
        control = control_character(event.value) if event.style == '"' else ""
        if not control:
            return Scalar(event.value, place, start)
        self.refuse(
            "control-character",
            f"the control character {control} can't stand in a text, not by an escape either",
            place,
            "delete the escape, or double its backslash",
        )
        return Scalar(without_controls(event.value), place, start)

    def check_comment(self, event: ScalarEvent) -> None:
        # "title: Bug #5" ends before the '#' to YAML, and nobody would notice.
        mark = event.end_mark
        comment = _TIGHT_COMMENT.match(self.text, mark.index) if mark else None
        if mark and comment:
            place = Place(
                self.origin.path,
                self.origin.line + mark.line,
                mark.column + 1 + comment.start(1) - comment.start(),
            )
            self.findings.append(
                warning(
                    "comment-in-value",
                    f"to YAML '{comment[1].rstrip()}' is a comment, so it is left out",
                    place,
                    "put the whole value in quotes, or a space behind the '#'",
                )
            )

    def sequence(self, start: Event, depth: int) -> Sequence:
        items: list[Node] = []
        while type(event := next(self.events)) is not SequenceEndEvent:
            items.append(self.node(event, depth + 1))
        return Sequence(items, self.place(start))

    def mapping(self, start: Event, depth: int) -> Mapping:
        entries: dict[str, Entry] = {}
        while type(event := next(self.events)) is not MappingEndEvent:
            key = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if isinstance(key, Scalar) and self.may_be_key(key, entries):
                entries[key.text] = Entry(key.place, value)
            elif not isinstance(key, Scalar):
                self.refuse_key(key.place)
        return Mapping(entries, self.place(start))

    def may_be_key(self, key: Scalar, entries: dict[str, Entry]) -> bool:
        if key.is_null:
            self.refuse_key(key.place)
        elif key.plain and key.text == "<<":
            self.refuse(
                "yaml-merge-key",
                "the merge key '<<' isn't allowed",
                key.place,
                "write the keys out",
            )
        elif key.text in entries:
            first = entries[key.text].key.line
            self.refuse(
                "duplicate-key",
                f"the key '{key.text}' is given twice, on lines {first} and {key.place.line}",
                key.place,
                "keep one of them",
            )
        else:
            return True
        return False

    def alias(self, event: AliasEvent) -> Scalar:
        place = self.place(event)
        self.refuse(
            "yaml-alias",
            f"the alias '*{event.anchor}' isn't allowed",
            place,
            "write the value out, or put a text that starts with '*' in quotes",
        )
        return Scalar(f"*{event.anchor}", place, place)

    def refuse_properties(self, event: ScalarEvent | CollectionStartEvent) -> None:
        if event.anchor is not None:
            self.refuse(
                "yaml-anchor",
                f"the anchor '&{event.anchor}' isn't allowed",
                self.place(event),
                "leave it out, or put a text that starts with '&' in quotes",
            )
        if event.tag is not None:
            self.refuse(
                "yaml-tag",
                f"the tag '{event.tag.replace(_STANDARD_TAG, '!!')}' isn't allowed",
                self.place(event),
                "leave it out, or put a text that starts with '!' in quotes",
            )

    def refuse_key(self, place: Place) -> None:
        self.refuse(
            "bad-key",
            "a key must be a text",
            place,
            "write 'key: value', with quotes around what starts with '?', '[' or '{'",
        )

    def refuse(self, code: str, message: str, place: Place, fix: str) -> None:
        self.findings.append(error(code, message, place, fix))

    def place(self, event: Event) -> Place:
        mark = event.start_mark
        assert mark is not None
        return Place(self.origin.path, self.origin.line + mark.line, mark.column + 1)

    def block_start(self, event: ScalarEvent) -> Place:
        # A block's text starts on a line of its own, behind the indentation that
        # YAML takes away.
        mark = event.start_mark
        assert mark is not None
        line = self.origin.line + mark.line + 1
        below = self.text.find("\n", mark.index) + 1
        written = _indentation(self.text[below:]) if below else 0
        return Place(self.origin.path, line, written - _indentation(event.value) + 1)


def _line_separator(text: str, origin: Place, index: int) -> Diagnostic:
    place = place_at(origin.path, text, index)
    return error(
        "line-separator",
        f"an invisible line separator (U+{ord(text[index]):04X}) stands here",
        Place(origin.path, origin.line + place.line - 1, place.column),
        "delete it",
    )


def _indentation(text: str) -> int:
    inked = text.lstrip("\n ")
    return len(text) - len(inked) - (text.rfind("\n", 0, len(text) - len(inked)) + 1)
