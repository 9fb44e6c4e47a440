"""What a site's folder holds, by what it is for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from waypost.config import Layout
from waypost.load.folders import PUBLISHED_DOTFILES, Tree
from waypost.model.diagnostic import Checked, Diagnostic, Place, warning
from waypost.near import did_you_mean

_CONTENT = "content"
_STATIC = "static"
_FOLDERS = ("posts", "hubs", "paths")
_FILES = ("site.yaml", "topics.yaml", "authors.yaml", "lenses.yaml")
_MARKDOWN = (".md", ".markdown")
_LIKE_MARKDOWN = (".mdx", ".mkd", ".mkdn", ".mdown")


class StaticFile(Struct, frozen=True):
    """A file that is published as it is, at the output path ``path``.

    ``source`` is relative to the site's root, or to the theme's where ``themed``;
    ``file`` is where it lies.
    """

    source: str
    path: str
    themed: bool
    file: Path


class Inventory(Struct, frozen=True):
    """The sources of a site, each list in order of path, relative to the site's root.

    ``assets`` are the files below content/posts that aren't Markdown. ``site``,
    ``topics``, ``authors`` and ``lenses`` are None where there is no such file.
    """

    posts: tuple[str, ...] = ()
    hubs: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    assets: tuple[str, ...] = ()
    site: str | None = None
    topics: str | None = None
    authors: str | None = None
    lenses: str | None = None
    static: tuple[StaticFile, ...] = ()


def survey(layout: Layout) -> Checked[Inventory]:
    """List what a site's folder holds, without reading any file.

    A folder that isn't there is empty. What nobody reads is a warning.
    """
    static = _static(layout)
    tree = Tree(layout.root)
    if not tree.is_open(_CONTENT):
        return Checked(Inventory(static=static.value), (*tree.findings, *static.diagnostics))
    settings = _settings(tree)
    below_posts = tree.files(f"{_CONTENT}/posts")
    assets = [source for source in below_posts if not _is_markdown(source)]
    tree.findings += [_like_markdown(s) for s in assets if s.lower().endswith(_LIKE_MARKDOWN)]
    inventory = Inventory(
        posts=tuple(source for source in below_posts if _is_markdown(source)),
        hubs=_pages("hubs", tree),
        paths=_pages("paths", tree),
        assets=tuple(assets),
        site=settings.get("site.yaml"),
        topics=settings.get("topics.yaml"),
        authors=settings.get("authors.yaml"),
        lenses=settings.get("lenses.yaml"),
        static=static.value,
    )
    return Checked(inventory, (*tree.findings, *static.diagnostics))


def _settings(tree: Tree) -> dict[str, str]:
    found = {}
    for name, kind in tree.children(_CONTENT):
        source = f"{_CONTENT}/{name}"
        if kind == "file" and name in _FILES:
            found[name] = source
        elif kind == "file":
            guess = did_you_mean(name, _FILES)
            tree.findings.append(_unread(source, guess or "move it to a folder below content/"))
        elif name not in _FOLDERS:
            folders = ", ".join(f"{_CONTENT}/{folder}/" for folder in _FOLDERS)
            guess = did_you_mean(name, _FOLDERS)
            tree.findings.append(_unread(f"{source}/", guess or f"Waypost reads {folders}"))
    return found


def _pages(folder: str, tree: Tree) -> tuple[str, ...]:
    base = f"{_CONTENT}/{folder}"
    pages = []
    for source in tree.files(base):
        if _is_markdown(source) and source.count("/") == 2:
            pages.append(source)
        else:
            tree.findings.append(_unread(source, f"only Markdown files right in {base}/ are read"))
    return tuple(pages)


def _static(layout: Layout) -> Checked[tuple[StaticFile, ...]]:
    own = (layout.root / _STATIC).resolve()
    files: dict[str, StaticFile] = {}
    findings: list[Diagnostic] = []
    for folder in layout.static:
        themed = folder.resolve() != own
        # An installer may keep a theme's files elsewhere, and link to them.
        tree = Tree(folder.parent, confined=not themed, dotfiles=PUBLISHED_DOTFILES)
        for file in _static_files(tree, themed):
            files.setdefault(file.path, file)
        findings += tree.findings
    return Checked(tuple(files[path] for path in sorted(files)), tuple(findings))


def _static_files(tree: Tree, themed: bool) -> Iterator[StaticFile]:
    for source in tree.files(_STATIC):
        path = source.removeprefix(f"{_STATIC}/")
        yield StaticFile(source, path, themed, (tree.base / source).absolute())


def _is_markdown(source: str) -> bool:
    return source.lower().endswith(_MARKDOWN)


def _unread(source: str, fix: str) -> Diagnostic:
    return warning("unread-file", f"nothing reads '{source}'", Place(source.rstrip("/")), fix)


def _like_markdown(source: str) -> Diagnostic:
    return warning(
        "not-markdown",
        f"'{source}' is no post, so it is published as it is",
        Place(source),
        "rename it to end in '.md' if it is one",
    )
