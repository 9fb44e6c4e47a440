"""What a source's path says of it: its slug, and the date in its name."""

from __future__ import annotations

import re
from typing import NamedTuple
from unicodedata import normalize

from waypost.load.schema import Fields
from waypost.load.slugs import slug_problem, slugify
from waypost.model.diagnostic import Diagnostic, Located, Place, error

_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})-(.+)", re.ASCII | re.DOTALL)
_POSTS = "content/posts"


class PostName(NamedTuple):
    """A post's name without its date, and the date as written there, or ""."""

    stem: str
    date: str


def post_name(source: str) -> PostName:
    """Take a post's name from its path: for ``index.md`` its folder's."""
    folder, _, file = source.rpartition("/")
    stem = file.rpartition(".")[0]
    if stem == "index" and folder != _POSTS:
        stem = folder.rpartition("/")[2]
    dated = _DATED.fullmatch(stem)
    return PostName(dated[2], dated[1]) if dated else PostName(stem, "")


def file_slug(source: str, findings: list[Diagnostic]) -> str:
    """Give the slug that a hub or path has from its file; "" and an error for none."""
    stem = source.rpartition("/")[2].rpartition(".")[0]
    return _slug_of(stem, source, findings, "rename the file")


def post_slug(source: str, fields: Fields) -> Located[str] | None:
    """Give the slug that a post names, or else the one from its path."""
    written = fields.text("slug")
    stem = post_name(source).stem
    if written is None:
        made = _slug_of(stem, source, fields.findings, "add a 'slug' to the front matter")
        return Located(made, Place(source)) if made else None
    # Two ways to encode one accent would be two URLs that look the same.
    slug = normalize("NFC", written.value)
    problem = slug_problem(slug)
    if problem:
        better = slugify(slug) or slugify(stem)
        fields.fail(
            "bad-slug",
            f"the slug '{slug}' {problem}",
            written.place,
            f"write '{better}'" if better else "write letters, digits and hyphens",
        )
        return None
    return Located(slug, written.place)


def _slug_of(stem: str, source: str, findings: list[Diagnostic], fix: str) -> str:
    slug = slugify(stem)
    problem = slug_problem(slug)
    if not problem:
        return slug
    message = f"the slug '{slug}' that comes of the name '{stem}' {problem}"
    findings.append(error("bad-slug", message, Place(source), fix))
    return ""
