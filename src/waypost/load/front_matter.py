"""A Markdown source in two: the front matter as a located tree, and the body."""

from __future__ import annotations

import re

from frontmatter.default_handlers import YAMLHandler
from msgspec import Struct

from waypost.load.decoding import read_text
from waypost.load.located import parse_yaml
from waypost.load.nodes import Mapping, Sequence, describe
from waypost.model.diagnostic import Checked, Diagnostic, Place, error

_DELIMITER = re.compile(r"^-{3,}[ \t]*$", re.MULTILINE)
_ALMOST = re.compile(r"^(?:[ \t]*-[ \t]?-[ \t]?-[- \t]*|\.\.\.[ \t]*|—+[ \t]*|\+\+\+[ \t]*)$", re.M)
_BLANK = re.compile(r"[ \t\n]*")

# It splits what the scan below has approved. Left to itself it takes a file whose
# front matter isn't closed for one without any, and would publish it as text; it
# reads a body that starts with '{' as JSON; and it drops what isn't a mapping.
_HANDLER = YAMLHandler(fm_boundary=_DELIMITER)


class Document(Struct, frozen=True):
    """A source split in two.

    ``front`` is None where it holds errors that leave nothing to read. ``body``
    starts at ``place``; ``opening`` is the line that opens the front matter.
    """

    front: Mapping | None
    body: str
    place: Place
    opening: Place


def read_document(source: str, data: bytes) -> Checked[Document | None]:
    """Split a source into front matter and body.

    Gives None, and an error, where the file isn't text, or has no front matter
    with a beginning and an end.
    """
    decoded = read_text(source, data)
    if decoded.value is None:
        return Checked(None, decoded.diagnostics)
    text = decoded.value
    blank = _BLANK.match(text)
    start = text.rfind("\n", 0, blank.end() if blank else 0) + 1
    opening = _DELIMITER.match(text, start)
    if opening is None:
        return Checked(None, (_no_front_matter(source, text, start),))
    closing = _DELIMITER.search(text, opening.end())
    first_line = text.count("\n", 0, start) + 1
    if closing is None:
        return Checked(None, (_unclosed(source, text, opening.end(), first_line),))
    front, body = _HANDLER.split(text)
    place = Place(source, first_line, 1)
    tree = _read_front(front.removeprefix("\n"), Place(source, first_line + 1, 1), place)
    body_line = text.count("\n", 0, closing.end()) + 2
    return Checked(
        Document(tree.value, body.removeprefix("\n"), Place(source, body_line, 1), place),
        tree.diagnostics,
    )


def _read_front(text: str, place: Place, opening: Place) -> Checked[Mapping | None]:
    tree = parse_yaml(text, place)
    node = tree.value
    if isinstance(node, Mapping):
        return Checked(node, tree.diagnostics)
    if node is None:
        return Checked(None if tree.diagnostics else Mapping({}, opening), tree.diagnostics)
    found = "a list" if isinstance(node, Sequence) else describe(node)
    wrong = error(
        "front-matter-not-mapping",
        f"front matter holds keys with values, but this is {found}",
        node.place,
        "write 'key: value' lines between the '---' lines",
    )
    return Checked(None, (*tree.diagnostics, wrong))


def _no_front_matter(source: str, text: str, start: int) -> Diagnostic:
    first = text[start:].partition("\n")[0].strip()
    message = "no front matter stands at the start of this file"
    if first == "+++" or first.startswith("{"):
        message = (
            f"front matter is YAML between '---' lines, but this file starts with '{first[:3]}'"
        )
    return error(
        "no-front-matter",
        message,
        Place(source, text.count("\n", 0, start) + 1, 1),
        "start the file with a line '---', then 'title: …', then another line '---'",
    )


def _unclosed(source: str, text: str, after: int, first_line: int) -> Diagnostic:
    almost = _ALMOST.search(text, after)
    if almost:
        line = text.count("\n", 0, almost.start()) + 1
        fix = f"line {line} is '{almost[0].strip()}'; write '---' there, at the start of the line"
    else:
        fix = "add a line '---' below the last key"
    return error(
        "unclosed-front-matter",
        "the front matter that starts here is never closed",
        Place(source, first_line, 1),
        fix,
    )
