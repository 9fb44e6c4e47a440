"""Pages at the former URLs of posts, which lead to the present ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from waypost.model import urls
from waypost.model.diagnostic import Checked, Diagnostic, Located, error
from waypost.model.plan import PagePlan
from waypost.model.post import Post
from waypost.model.views import RedirectView
from waypost.plan.context import Context

_USABLE = re.compile(r"[^?#\\\x00-\x20]+")


def plan_redirects(context: Context) -> Checked[tuple[PagePlan, ...]]:
    """Plan a redirect for every alias of every post."""
    plans = []
    found: list[Diagnostic] = []
    for post in context.archive.posts:
        for alias, url in _aliases(post):
            if url is None:
                found.append(_unusable(alias))
            elif url == urls.post(post.slug.value):
                found.append(_own(alias))
            else:
                plans.append(_redirect(context, post, alias, url))
    return Checked(tuple(plans), tuple(found))


def alias_url(alias: str) -> str | None:
    """Give the former URL that an alias names, or None where it can't be one.

    A bare name is a former slug. A path is taken as it is; one without a suffix
    is a folder, which hosts serve with and without the slash.
    """
    parts = alias.strip("/").split("/")
    if not _USABLE.fullmatch(alias) or any(part in {"", ".", ".."} for part in parts):
        return None
    if "/" not in alias:
        return urls.post(alias)
    path = "/" + "/".join(parts)
    return path if re.search(r"\.html?$", path) else path + "/"


def _aliases(post: Post) -> Iterator[tuple[Located[str], str | None]]:
    for alias in post.aliases:
        yield alias, alias_url(alias.value)


def _redirect(context: Context, post: Post, alias: Located[str], url: str) -> PagePlan:
    target = urls.post(post.slug.value)
    return PagePlan(
        path=urls.file_of(url),
        template="redirect.html",
        view=RedirectView(context.href(target), context.absolute(target), post.title.value),
        origin=alias.place,
    )


def _unusable(alias: Located[str]) -> Diagnostic:
    return error(
        "bad-alias",
        f"the alias '{alias.value}' can't be a URL of this site",
        alias.place,
        "write a path such as '/old/name/', or a former slug",
    )


def _own(alias: Located[str]) -> Diagnostic:
    return error(
        "url-collision",
        f"the alias '{alias.value}' is the post's own URL",
        alias.place,
        "remove the alias",
    )
