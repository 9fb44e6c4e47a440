"""A build without the texts of its posts: what other texts can be put into."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct

from waypost.model.artifact import Anatomy
from waypost.model.digest import Digest
from waypost.model.plan import NO_RECIPE
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

    ``calls`` are the templates of the components that the texts call. ``kind`` is the
    view's, ``view`` the digest under which it is kept; "" where the texts
    can't be told from the rest. ``sources`` are the files that the texts are from.
    """

    template: str
    calls: tuple[str, ...]
    kind: str
    view: Digest
    sources: tuple[str, ...]


class Made(NamedTuple):
    """A page that a build had: its key, its bytes, the anatomy of these, and its recipe.

    Of the URLs those are left out that are just an output's, or an anchor's on the page.
    The recipe is "" where it is not known.
    """

    key: Digest
    digest: Digest
    size: int
    anatomy: Anatomy
    recipe: Digest = NO_RECIPE


class Frame(Struct, frozen=True):
    """A build without the texts of its posts.

    ``posts`` are by source, ``showing`` and ``pages`` by output path; of these those are
    left out that have a fault. ``assets`` has the URL of what
    templates name of static/. ``indexes`` are those of the search, with blanks, and
    ``outputs`` the paths of all that is put out but for their files.
    """

    settings: ParseSettings
    site: SiteView
    assets: Mapping[str, str]
    posts: Mapping[str, Known]
    showing: Mapping[str, Showing]
    pages: Mapping[str, Made]
    indexes: tuple[SearchIndex, ...] = ()
    outputs: tuple[str, ...] = ()
