"""What hubs and paths have in common: a file, posts that are cited, and Markdown in fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from unicodedata import normalize

from msgspec import Struct

from waypost.load.front_matter import read_document
from waypost.load.includes import Beside
from waypost.load.markdown import Parsed, parse_blocks, parse_inline
from waypost.load.naming import file_slug
from waypost.load.nodes import Mapping, Node, Scalar, Sequence, describe
from waypost.load.scalars import one_line
from waypost.load.schema import Fields
from waypost.model.diagnostic import Checked, Diagnostic, Located, Place, error
from waypost.model.fragment import Fragment
from waypost.model.hub import Citation
from waypost.model.site import ParseSettings


class Editor(Struct, frozen=True):
    """Reads what an editor wrote; ``findings`` collects what is wrong with it.

    ``beside`` has the files that the source names.
    """

    settings: ParseSettings
    syntax: tuple[Callable[..., Any], ...]
    beside: Beside
    findings: list[Diagnostic]

    def blocks(self, text: Located[str] | None) -> Fragment:
        """Render Markdown paragraphs."""
        if text is None or not text.value.strip():
            return Fragment()
        return self._keep(
            parse_blocks(
                text.value, text.place, self.settings, self.syntax, self.beside, films=False
            )
        )

    def line(self, text: Located[str] | None) -> Fragment:
        """Render Markdown that stands in a line; as paragraphs where it has several."""
        if text is None:
            return Fragment()
        if "\n" in text.value.strip():
            return self.blocks(text)
        return self._keep(parse_inline(text.value, text.place, self.settings, self.syntax))

    def citations(self, nodes: Iterable[Node]) -> tuple[Citation, ...]:
        """Read a list of posts, each a slug or a mapping."""
        read = (self.citation(node) for node in nodes)
        return tuple(citation for citation in read if citation is not None)

    def citation(self, node: Node) -> Citation | None:
        """Read a post that is cited: its slug, or a mapping with post, label and note."""
        if isinstance(node, Mapping):
            fields = Fields(node, self.findings, "a cited post")
            citation = self.citation_of(fields)
            fields.close()
            return citation
        post = one_line(node) if isinstance(node, Scalar) else None
        if post is None:
            self.findings.append(_no_citation(node))
            return None
        return Citation(_slug(post))

    def citation_of(self, fields: Fields) -> Citation | None:
        """Read a post that is cited by a mapping, and leave its other keys."""
        post = fields.required("post", "write 'post:' and the slug of a post")
        label = fields.text("label")
        note = self.line(fields.passage("note"))
        return Citation(_slug(post), label, note) if post else None

    def _keep(self, parsed: Checked[Parsed]) -> Fragment:
        self.findings.extend(parsed.diagnostics)
        self.findings.extend(
            error(
                "bad-component",
                f"the component '{call.name}' stands in a text that can have none",
                call.place,
                "call components in posts; here a link will do",
            )
            for call in parsed.value.fragment.calls
        )
        return parsed.value.fragment


class Manuscript(Struct, frozen=True):
    """The file of a hub or a path, opened.

    ``slug`` comes from its name, "" where that gives none; ``introduction`` is the text
    below the front matter, which starts at ``opening``. ``fields`` are still to be read.
    """

    slug: str
    introduction: Fragment
    opening: Place
    fields: Fields


def open_manuscript(source: str, data: bytes, thing: str, editor: Editor) -> Manuscript | None:
    """Open the file of a ``thing``, as "a hub"; None, and an error, where it can't be read."""
    read = read_document(source, data)
    editor.findings.extend(read.diagnostics)
    document = read.value
    slug = file_slug(source, editor.findings)
    if document is None:
        return None
    introduction = editor.blocks(Located(document.body, document.place))
    if document.front is None:
        return None
    fields = Fields(document.front, editor.findings, thing)
    return Manuscript(slug, introduction, document.opening, fields)


def _slug(written: Located[str]) -> Located[str]:
    return Located(normalize("NFC", written.value), written.place)


def _no_citation(node: Node) -> Diagnostic:
    fix = "write the slug of a post"
    # [[slug]] cites a post in Markdown; to YAML it is a list in a list.
    if isinstance(node, Sequence) and len(node.items) == 1:
        inner = node.items[0]
        if isinstance(inner, Sequence) and inner.items and isinstance(inner.items[0], Scalar):
            fix = f"write '{inner.items[0].text}', without brackets"
    message = f"a post is cited by its slug, but this is {describe(node)}"
    return error("wrong-type", message, node.place, fix)
