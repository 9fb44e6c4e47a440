"""What directives call: components by name, with their arguments as written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import normalize

from markdown_it.token import Token
from msgspec import Struct

from waypost.load.directives import CLOSING, directive_tokens
from waypost.load.films import VIDEO
from waypost.load.links import classify, safe_address
from waypost.load.positions import Source
from waypost.model.component import FILES, LINKS, NODES, Argument, Call, body_holes, leaf_hole
from waypost.model.diagnostic import Diagnostic, Place, error
from waypost.model.fragment import Link, LinkKind

_NODES = {"topic": LinkKind.TOPIC, "path": LinkKind.PATH, "post": LinkKind.POST}

_ARGUMENT = re.compile(
    r"""(?P<name>[A-Za-z][\w-]*)
    (?:=(?:"(?P<double>(?:[^"\\]|\\.)*)"|'(?P<single>(?:[^'\\]|\\.)*)'|(?P<bare>[^\s"'{}=]+)))?
    (?=[\s}]|$)""",
    re.VERBOSE,
)
_ESCAPED = re.compile(r"\\([\"'\\])")


class Calls(Struct, frozen=True):
    """The calls of a text, the links among their arguments, and what is wrong with them."""

    calls: tuple[Call, ...]
    links: tuple[Link, ...]
    diagnostics: tuple[Diagnostic, ...]


NO_CALLS = Calls((), (), ())


def collect_calls(tokens: Sequence[Token], source: Source, links: Sequence[Link]) -> Calls:
    """Read the directives among block tokens, and mark each for rendering.

    ``links`` are those of the text. The links among arguments come after these.
    """
    collector = _Collector(source, [*links])
    for token in directive_tokens(tokens):
        collector.read(token)
    return Calls(tuple(collector.calls), tuple(collector.links), tuple(collector.diagnostics))


class _Collector:
    def __init__(self, source: Source, links: list[Link]) -> None:
        self.calls: list[Call] = []
        self.links = links
        self.diagnostics: list[Diagnostic] = []
        self._source = source

    def read(self, token: Token) -> None:
        if "film" in token.meta:
            film: tuple[Argument, ...] = token.meta["film"]
            token.meta["index"] = len(self.calls)
            self.calls.append(Call(VIDEO, film, film[0].place))
            return
        match: re.Match[str] = token.meta["match"]
        start = self._source.find(token.meta["line"], match[0])
        token.meta["index"] = len(self.calls)
        has_body = token.type == "call_open"
        if has_body and not token.meta["closed"]:
            fix = "end it with a line ':::'"
            self._fail(f"the component '{match['name']}' is not closed", start, fix)
        arguments = self._arguments(match["rest"], start, match.start("rest"))
        self.calls.append(Call(match["name"], arguments, start, has_body))

    def _arguments(self, text: str, start: Place, offset: int) -> tuple[Argument, ...]:
        """Read what stands in braces; ``offset`` says where, from ``start`` on."""
        found: dict[str, Argument] = {}
        at = 1
        while text:
            at += len(text[at:]) - len(text[at:].lstrip())
            match = _ARGUMENT.match(text, at)
            place = _moved(start, offset + at)
            if not match:
                self._end(text[at:], place)
                break
            value = next((v for v in match.group("double", "single", "bare") if v is not None), "")
            name = match["name"].replace("-", "_")
            is_bare = match.end() == match.end("name")
            written = _ESCAPED.sub(r"\1", value)
            if is_bare and name not in (*NODES, *FILES, *LINKS):
                written = "true"
            if name in found:
                fix = "remove one of the two"
                self._fail(f"the parameter '{name}' stands here twice", place, fix)
            first = match.end() - len(value) - (match["bare"] is None)
            value_place = place if is_bare else _moved(start, offset + first)
            found[name] = self._argument(name, normalize("NFC", written), place, value_place)
            at = match.end()
        return tuple(found.values())

    def _end(self, rest: str, place: Place) -> None:
        if rest.strip() == "}":
            return
        if not rest:
            self._fail("the parameters are not closed", place, "end them with '}'")
        elif rest.startswith("}"):
            self._fail("something follows the parameters", place, "put it on a line of its own")
        else:
            fix = 'write parameters as name="value", with spaces between them'
            self._fail(f"'{rest.split()[0]}' is no parameter", place, fix)

    def _argument(self, name: str, text: str, place: Place, at: Place) -> Argument:
        if name in _NODES:
            return Argument(name, text, place, at, self._link(Link(_NODES[name], text, "", at)))
        if name not in (*FILES, *LINKS):
            return Argument(name, text, place, at)
        if not text:
            self._fail(f"the parameter '{name}' leads nowhere", place, f'write {name}="…"')
            return Argument(name, text, place, at)
        kind, target, anchor = classify(text, is_image=name in FILES)
        if kind is LinkKind.EXTERNAL:
            return Argument(name, self._external(text, at), place, at)
        link = self._link(Link(kind, target, anchor, at))
        return Argument(name, text, place, at, -1 if kind is LinkKind.ANCHOR else link)

    def _link(self, link: Link) -> int:
        self.links.append(link)
        return len(self.links) - 1

    def _external(self, text: str, place: Place) -> str:
        address = safe_address(text)
        if not address:
            message = f"an address that starts with '{text.partition(':')[0]}:' is not published"
            self._fail(message, place, "name a page or file instead")
        return address

    def _fail(self, message: str, place: Place, fix: str) -> None:
        self.diagnostics.append(error("bad-component", message, place, fix))


def _moved(place: Place, columns: int) -> Place:
    return Place(place.path, place.line, place.column + columns) if place.column else place


def with_component_holes(text: str, tokens: Sequence[Token]) -> str:
    """Put component holes in place of the lines of directives, for a Markdown twin."""
    lines = text.split("\n")
    for token in directive_tokens(tokens):
        if "film" in token.meta:
            continue
        index, line, match = (token.meta[name] for name in ("index", "line", "match"))
        if token.type == "call":
            lines[line] = lines[line].replace(match[0], leaf_hole(index))
            continue
        opening, closing = body_holes(index)
        lines[line] = lines[line].replace(match[0], opening)
        last = token.meta["last"]
        if token.meta["closed"]:
            lines[last] = CLOSING.sub(closing, lines[last])
        else:
            lines[last - 1] += closing
    return "\n".join(lines)
