"""The authors that a site registers in authors.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

from waypost.load.decoding import read_text
from waypost.load.located import parse_yaml
from waypost.load.nodes import Mapping, Node, Sequence, describe, is_null
from waypost.load.scalars import one_line
from waypost.load.schema import Fields
from waypost.load.site import bad_link, is_link
from waypost.load.slugs import registered_slug_problem
from waypost.model.diagnostic import Checked, Diagnostic, Located, Place, error
from waypost.model.site import AuthorDefinition
from waypost.words import author_key

_SHAPE = "write 'slug:' lines with 'name', 'bio', 'url' and 'aliases' below"


def load_authors(source: str, data: bytes) -> Checked[tuple[AuthorDefinition, ...]]:
    """Load the registered authors, in the order of the file.

    The file is a mapping of slugs to names, or to mappings. Authors with errors are
    left out.
    """
    decoded = read_text(source, data)
    if decoded.value is None:
        return Checked((), decoded.diagnostics)
    tree = parse_yaml(decoded.value, Place(source, 1, 1))
    findings = [*decoded.diagnostics, *tree.diagnostics]
    authors = tuple(_read(tree.value, findings))
    _check_names(authors, findings)
    return Checked(authors, tuple(findings))


def _read(root: Node | None, findings: list[Diagnostic]) -> Iterator[AuthorDefinition]:
    if root is None or is_null(root):
        return
    if not isinstance(root, Mapping):
        message = f"authors.yaml holds authors by slug, but this is {describe(root)}"
        findings.append(error("wrong-type", message, root.place, _SHAPE))
        return
    for slug, entry in root.entries.items():
        author = _author(Located(slug, entry.key), entry.value, findings)
        if author:
            yield author


def _author(slug: Located[str], node: Node, findings: list[Diagnostic]) -> AuthorDefinition | None:
    if isinstance(node, Sequence):
        message = f"an author is a name or a mapping, but this is {describe(node)}"
        findings.append(error("wrong-type", message, node.place, _SHAPE))
        return None
    if not isinstance(node, Mapping):
        written = None if node.is_null else one_line(node)
        if written is None:
            fix = "write the author's name after the slug"
            findings.append(error("missing-name", "an author needs a name", slug.place, fix))
            return None
        return _with_slug(slug, AuthorDefinition("", written.value, slug.place), findings)
    fields = Fields(node, findings, "an author")
    name = fields.required("name", "write 'name:' and the author's name", slug.place)
    url = fields.text("url")
    if url and not is_link(url.value):
        fields.fail(*bad_link("author", url))
    made = AuthorDefinition(
        slug="",
        name=name.value if name else "",
        place=slug.place,
        url=url,
        bio=fields.line("bio"),
        aliases=fields.texts("aliases") or (),
    )
    fields.close()
    return _with_slug(slug, made, findings) if name else None


def _with_slug(
    slug: Located[str], author: AuthorDefinition, findings: list[Diagnostic]
) -> AuthorDefinition | None:
    name = normalize("NFC", slug.value)
    problem, fix = registered_slug_problem(name)
    if problem:
        findings.append(error("bad-slug", f"the slug '{name}' {problem}", slug.place, fix))
        return None
    return AuthorDefinition(name, author.name, author.place, author.url, author.bio, author.aliases)


def _check_names(authors: tuple[AuthorDefinition, ...], findings: list[Diagnostic]) -> None:
    taken: dict[str, tuple[AuthorDefinition, Place]] = {}
    for author in authors:
        own = [Located(author.slug, author.place), Located(author.name, author.place)]
        for name in (*own, *author.aliases):
            first, place = taken.setdefault(author_key(name.value), (author, name.place))
            if first is not author:
                message = (
                    f"'{name.value}' on line {name.place.line} already means the author"
                    f" '{first.slug}', on line {place.line}"
                )
                findings.append(error("duplicate-author", message, name.place, "keep one of them"))
