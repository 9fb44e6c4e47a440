"""A build without the texts of its posts: what other texts can be put into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from waypost.model.digest import Digest
from waypost.model.search import SearchIndex
from waypost.model.site import ParseSettings
from waypost.model.views import SiteView


class Known(NamedTuple):
    """What a source of a post held, the gist of the post, and the digest of its text.

    The last two are "" where no post could be made of it.
    """

    held: Digest
    gist: Digest
    body: Digest


class Showing(NamedTuple):
    """A page that shows texts of posts: its template, and its view with blanks for them.

    ``kind`` is the view's, ``view`` the digest under which it is kept; "" where the texts
    can't be told from the rest. ``sources`` are the files that the texts are from.
    """

    template: str
    kind: str
    view: Digest
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """A build without the texts of its posts.

    ``posts`` are by source, ``showing`` by output path. ``assets`` has the URL of what
    templates name of static/. ``indexes`` are those of the search, with blanks, and
    ``indexed`` the output paths of their files.
    """

    settings: ParseSettings
    site: SiteView
    assets: Mapping[str, str]
    posts: Mapping[str, Known]
    showing: Mapping[str, Showing]
    indexes: tuple[SearchIndex, ...] = ()
    indexed: tuple[str, ...] = ()
