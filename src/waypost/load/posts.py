"""Posts: dated Markdown articles."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from unicodedata import normalize

from msgspec import Struct

from waypost.load.front_matter import Document, read_document
from waypost.load.includes import NOTHING, Beside
from waypost.load.markdown import Parsed, parse_blocks
from waypost.load.naming import post_slug
from waypost.load.post_fields import read_dates, read_draft, read_image
from waypost.load.schema import Fields
from waypost.load.terms import count_words, terms_of
from waypost.model.diagnostic import Checked, Located, Place, Severity, warning
from waypost.model.digest import Digest, digest_of
from waypost.model.fragment import BESIDE, Fragment
from waypost.model.post import Post, When
from waypost.model.site import ParseSettings

_NOWHERE = Located("", Place(""))
_NEVER = Located(When(date.min), Place(""))


class LoadedPost(Struct, frozen=True):
    """A post, and what of it lies in the store: its HTML with its holes open.

    Where the settings ask for it, the Markdown follows it, behind ``BESIDE``.
    """

    post: Post
    html: str


def load_post(
    source: str,
    data: bytes,
    settings: ParseSettings,
    syntax: tuple[Callable[..., Any], ...] = (),
    beside: Beside = NOTHING,
) -> Checked[LoadedPost | None]:
    """Load a post from its file; ``post.body`` is the digest of the encoded HTML.

    ``beside`` has the files that it names: see ``includes.py``. Gives None, and an
    error, where it can't be read, or has no title, date or
    slug. Other errors leave out what they are about.
    """
    read = read_document(source, data)
    document = read.value
    if document is None:
        return Checked(None, read.diagnostics)
    parsed = parse_blocks(document.body, document.place, settings, syntax, beside)
    findings = [*read.diagnostics, *parsed.diagnostics]
    if not document.body.strip():
        message = "this post has front matter, but no text"
        fix = "write the text below the second '---'"
        findings.append(warning("empty-body", message, document.opening, fix))
    if document.front is None:
        return Checked(None, tuple(findings))
    fields = Fields(document.front, findings, "a post")
    post = _read_post(source, digest_of(data), document, fields, parsed.value, settings.language)
    fields.close(Severity.WARNING)
    loaded = LoadedPost(post, _kept(parsed.value.fragment)) if post else None
    return Checked(loaded, tuple(findings))


def _read_post(
    source: str, digest: Digest, document: Document, fields: Fields, parsed: Parsed, language: str
) -> Post | None:
    title = fields.required("title", "add a line 'title: …'", document.opening)
    dates = read_dates(source, fields, document.opening)
    slug = post_slug(source, fields)
    description = fields.line("description", "summary", "excerpt")
    fragment = parsed.fragment
    # A post that lacks what it must have is still read to its end, so that all
    # that is wrong with it is told at once.
    post = Post(
        source=source,
        digest=digest,
        slug=slug or _NOWHERE,
        title=title or _NOWHERE,
        date=dates.date or _NEVER,
        description=description,
        topics=fields.texts("topics", "tags", "categories", commas=True) or (),
        body=digest_of(_kept(fragment).encode()),
        updated=dates.updated,
        expires=dates.expires,
        draft=read_draft(fields),
        aliases=fields.texts("aliases", "redirect_from") or (),
        authors=fields.texts("authors", "author") or (),
        image=read_image(fields),
        image_alt=fields.line("image_alt"),
        superseded_by=_slug(fields.text("superseded_by")),
        evergreen=fields.flag("evergreen", default=False),
        toc=fields.flag("toc", default=True),
        identity=fields.line("id"),
        links=fragment.links,
        calls=fragment.calls,
        has_diagrams=fragment.has_diagrams,
        outline=fragment.outline,
        anchors=fragment.anchors,
        terms=terms_of(title.value if title else "", description, parsed.prose, language),
        words=count_words(parsed.prose),
        introduction=" ".join(parsed.introduction.split()),
    )
    return post if title and slug and dates.date else None


def _kept(fragment: Fragment) -> str:
    return fragment.html + BESIDE + fragment.markdown if fragment.markdown else fragment.html


def _slug(written: Located[str] | None) -> Located[str] | None:
    return Located(normalize("NFC", written.value), written.place) if written else None
