"""Where the links of a source lead, and which of them lead nowhere."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Collection, Mapping
from functools import lru_cache

from msgspec import Struct, field

from waypost.graph.nodes import Node, Nodes
from waypost.graph.topics import topic_slug
from waypost.model.archive import NodeKind, Prose, Reference
from waypost.model.diagnostic import Diagnostic, error, warning
from waypost.model.fragment import Fragment, Link, LinkKind
from waypost.model.post import Post
from waypost.near import did_you_mean

_KINDS = {"posts": NodeKind.POST, "topics": NodeKind.HUB, "paths": NodeKind.PATH}
# A member of an enumeration costs ten times a name.
_POST, _SOURCE = NodeKind.POST, LinkKind.SOURCE


class Resolver(Struct):
    """Resolves links against the nodes, and gathers what it finds on the way."""

    nodes: Nodes
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def prose(self, fragment: Fragment, source: str) -> Prose:
        """Resolve a fragment's links; what it is made of stands in ``source``."""
        references = self.references(fragment.links, source)
        return Prose(fragment.html, references, fragment.markdown)

    def references(self, links: tuple[Link, ...], source: str) -> tuple[Reference, ...]:
        """Resolve links in their order; one that leads nowhere is NOTHING."""
        posts, ways, found = self.nodes.posts, _ways(_folder(source)), list[Reference]()
        for link in links:
            # Nearly all links lead to the whole of another post that is published.
            if link.kind is _SOURCE and not link.anchor:
                target = link.target
                end = target.rfind("/") + 1
                if slug := posts.get(ways[target[:end]] + target[end:]):
                    found.append(Reference(_POST, slug, "", link.place))
                    continue
            found.append(self.reference(link, source))
        return tuple(found)

    def reference(self, link: Link, source: str) -> Reference:
        """Resolve one link."""
        match link.kind:
            case LinkKind.SOURCE:
                return self._by_source(link, source)
            case LinkKind.WIKI:
                return self._by_name(link)
            case LinkKind.URL:
                return self._by_url(link)
            case LinkKind.ASSET:
                return self._asset(link, source)
            case LinkKind.POST | LinkKind.PATH | LinkKind.TOPIC:
                return self._named(link)
            case _:
                return Reference(NodeKind.NOTHING, link.target, link.anchor, link.place)

    def _by_source(self, link: Link, source: str) -> Reference:
        path = self._path(link, source)
        if path in self.nodes.broken:
            return Reference(NodeKind.NOTHING, link.target, "", link.place)
        node = self.nodes.at(path)
        if node is None:
            known = self.nodes.sources.keys() | self.nodes.files.keys()
            return self._unknown(link, f"no file at '{path}'", _relative(path, known, source))
        return self._to(node, link)

    def _by_name(self, link: Link) -> Reference:
        if link.target in self.nodes.broken:
            return Reference(NodeKind.NOTHING, link.target, "", link.place)
        node = self.nodes.named(link.target)
        if node is None:
            fix = did_you_mean(link.target, self.nodes.names(), 3)
            return self._unknown(link, f"no post, hub or path has the slug '{link.target}'", fix)
        return self._to(node, link)

    def _named(self, link: Link) -> Reference:
        """Resolve what a component names."""
        if link.kind is LinkKind.TOPIC:
            return self._by_topic(link)
        if link.kind is LinkKind.POST:
            return self._by_slug(link, NodeKind.POST, "unknown-post", "post")
        return self._by_slug(link, NodeKind.PATH, "unknown-target", "reading path")

    def _by_slug(self, link: Link, kind: NodeKind, code: str, what: str) -> Reference:
        node = (kind, link.target)
        if node in self.nodes:
            return self._to(node, link)
        if link.target in self.nodes.broken:
            return Reference(NodeKind.NOTHING, link.target, "", link.place)
        fix = (
            did_you_mean(link.target, self.nodes.published[kind], 3) or f"name a {what} by its slug"
        )
        return self._unknown(link, f"no {what} has the slug '{link.target}'", fix, code=code)

    def _by_topic(self, link: Link) -> Reference:
        slug = self.nodes.topics.get(topic_slug(link.target))
        if slug:
            return Reference(NodeKind.TOPIC, slug, "", link.place)
        fix = did_you_mean(link.target, self.nodes.topics.values(), 3) or "name a topic of a post"
        message = f"no published post has the topic '{link.target}'"
        return self._unknown(link, message, fix, code="unknown-topic")

    def _by_url(self, link: Link) -> Reference:
        folder, _, rest = link.target.strip("/").partition("/")
        kind = _KINDS.get(folder)
        if kind and rest in self.nodes.broken:
            return Reference(NodeKind.NOTHING, link.target, "", link.place)
        if kind and rest and "/" not in rest:
            node = (kind, unicodedata.normalize("NFC", rest))
            if node in self.nodes:
                return self._to(node, link)
        # Anything else is a page that only planning knows, or a file.
        return Reference(NodeKind.PAGE, link.target, link.anchor, link.place, link.is_image)

    def _asset(self, link: Link, source: str) -> Reference:
        path = self._path(link, source)
        if path in self.nodes.assets:
            return Reference(NodeKind.ASSET, path, link.anchor, link.place, link.is_image)
        what = "image" if link.is_image else "file"
        fix = _relative(path, self.nodes.assets, source)
        return self._unknown(link, f"no {what} at '{path}'", fix, code="unknown-asset")

    def _path(self, link: Link, source: str) -> str:
        return joined(_folder(source), link.target)

    def _to(self, node: Node, link: Link) -> Reference:
        kind, slug = node
        if slug in self.nodes.hidden[kind]:
            self.diagnostics.append(
                warning(
                    "unpublished-target",
                    f"the {kind} '{slug}' is not published, so its link is left out",
                    link.place,
                    f"publish '{slug}', or remove the link",
                )
            )
            return Reference(NodeKind.NOTHING, link.target, "", link.place)
        if link.anchor and kind is NodeKind.POST:
            self._check_anchor(slug, link)
        return Reference(kind, slug, link.anchor, link.place)

    def _check_anchor(self, slug: str, link: Link) -> None:
        anchors = self.nodes.anchors.get(slug, ())
        if link.anchor not in anchors:
            self.diagnostics.append(
                error(
                    "unknown-anchor",
                    f"the post '{slug}' has no heading '#{link.anchor}'",
                    link.place,
                    did_you_mean(link.anchor, anchors) or "link to the post without a heading",
                )
            )

    def _unknown(
        self, link: Link, message: str, fix: str, code: str = "unknown-target"
    ) -> Reference:
        fix = fix or "correct the target, or remove the link"
        self.diagnostics.append(error(code, message, link.place, fix))
        return Reference(NodeKind.NOTHING, link.target, "", link.place)


def resolved(post: Post, nodes: Nodes) -> tuple[tuple[Reference, ...], tuple[Diagnostic, ...]]:
    """Resolve the links of a post, its body's and then its image's, with what is found on
    the way."""
    resolver = Resolver(nodes, [])
    links = (*post.links, post.image) if post.image else post.links
    return resolver.references(links, post.source), tuple(resolver.diagnostics)


def _folder(source: str) -> str:
    return source.rpartition("/")[0]


def joined(folder: str, target: str) -> str:
    """Give the path that a target means from a folder, without dots in it."""
    # The folders are few, and the names in them as many as there are posts.
    end = target.rfind("/") + 1
    if target[end:] in ("", ".", ".."):
        path = posixpath.normpath(posixpath.join(folder, target))
    else:
        path = _ways(folder)[target[:end]] + target[end:]
    return path if path.isascii() else unicodedata.normalize("NFC", path)


class _Ways(dict[str, str]):
    """What the names of files start with, by the ways that lead to them from a folder."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self._folder = folder

    def __missing__(self, way: str) -> str:
        path = posixpath.normpath(posixpath.join(self._folder, way))
        self[way] = "" if path == "." else path.rstrip("/") + "/"
        return self[way]


@lru_cache(maxsize=1 << 12)
def _ways(folder: str) -> Mapping[str, str]:
    return _Ways(folder)


def _relative(path: str, candidates: Collection[str], source: str) -> str:
    """Suggest the nearest path as the author would write it in this source."""
    # From the root: a relative path would be taken from the working directory.
    folder = "/" + posixpath.dirname(source)
    known = {posixpath.relpath("/" + candidate, folder) for candidate in candidates}
    return did_you_mean(posixpath.relpath("/" + path, folder), known)
