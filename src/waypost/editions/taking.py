"""From an archive and its plan to the edition that they make."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Any
from urllib.parse import unquote

from msgspec.structs import replace

from waypost.editions.edition import (
    FORMAT,
    Address,
    Citation,
    Edition,
    HubEntry,
    Kind,
    PathEntry,
    PostEntry,
    Reads,
)
from waypost.editions.encoding import NONE, Former
from waypost.model import urls
from waypost.model.archive import Archive, Cited, Hub, NodeKind, Prose, ReadingPath, Reference
from waypost.model.artifact import Manifest
from waypost.model.component import Call
from waypost.model.digest import digest_of
from waypost.model.plan import Kept, PagePlan, Plan, Rendered
from waypost.model.post import Post
from waypost.model.site import Site
from waypost.model.views import FeedView, HubView, PathView, RedirectView


def edition_of(
    archive: Archive,
    site: Site,
    plan: Plan,
    manifest: Manifest | None = None,
    former: Former = NONE,
) -> Edition:
    """Take the edition of an archive; without a manifest no page's bytes are known.

    ``former`` is that of the build whose pages are kept: these, and their posts, are taken
    from there, as they are written. So it is only to be encoded.
    """
    digests = manifest.entries if manifest else {}
    kept = _kept(plan, former)
    same = {slug: post for slug, post in former.posts.items() if urls.post(slug) in kept}
    addresses = [*kept.items(), *_addresses(archive, site, plan, digests, kept)]
    return Edition(
        format=FORMAT,
        settings=_settings(site),
        addresses=tuple([address for _, address in sorted(addresses, key=itemgetter(0))]),
        posts=tuple([same.get(post.slug.value) or _post(archive, post) for post in archive.posts]),
        hubs=_hubs(archive, plan),
        paths=_paths(archive, plan),
        topics={topic.slug: topic.label for topic in archive.topics.values()},
        left_out={omission.source: omission.reason.value for omission in archive.omitted},
    )


def with_other_texts(
    edition: Edition, posts: Mapping[str, Post], outputs: Mapping[str, str]
) -> Edition:
    """Give an edition of the same site, where some posts have other texts, and nothing else.

    ``posts`` are these, by source, ``outputs`` the digests of the pages that show them, by
    output path.
    """
    digests = {"/" + urls.url_of(path): digest for path, digest in outputs.items()}
    return replace(
        edition,
        addresses=tuple(
            [
                replace(address, digest=digests[address.url]) if address.url in digests else address
                for address in edition.addresses
            ]
        ),
        posts=tuple(
            [
                replace(entry, wording={**entry.wording, "text": _text_of(posts[entry.source])})
                if entry.source in posts
                else entry
                for entry in edition.posts
            ]
        ),
    )


def _settings(site: Site) -> dict[str, str]:
    navigation = ((item.label, item.url.value) for item in site.nav or ())
    return {
        "title": site.title,
        "address": site.base_url,
        "description": site.description,
        "language": site.language,
        "footer": site.footer,
        "navigation": ", ".join(f"{label} {url}" for label, url in navigation),
    }


def _kept(plan: Plan, former: Former) -> dict[str, Any]:
    """Give the addresses of pages that are kept, by URL, as they are written."""
    kept = ["/" + urls.url_of(page.path) for page in plan.pages if isinstance(page.view, Kept)]
    return {url: former.addresses[url] for url in kept if url in former.addresses}


def _addresses(
    archive: Archive, site: Site, plan: Plan, digests: Mapping[str, str], but: Container[str]
) -> Iterator[tuple[str, Address]]:
    """Give all addresses but some, each with its URL, in no order."""
    known: dict[str, Kind] = {
        **dict.fromkeys(map(urls.post, archive.cards), Kind.POST),
        **dict.fromkeys(map(urls.hub, archive.hubs), Kind.HUB),
        **dict.fromkeys(map(urls.path, archive.paths), Kind.PATH),
    }
    for page in plan.pages:
        url, digest, view = "/" + urls.url_of(page.path), digests.get(page.path, ""), page.view
        if url in but:
            continue
        if isinstance(view, RedirectView):
            target = unquote(view.target).removeprefix(site.prefix)
            yield url, Address(url, Kind.REDIRECT, view.title, digest, target)
        elif isinstance(view, FeedView):
            yield url, Address(url, Kind.FEED, view.title, digest)
        else:
            yield url, Address(url, known.get(url, Kind.OTHER), _title(page), digest)
    for file in plan.files:
        url = "/" + urls.url_of(file.path)
        yield url, Address(url, Kind.ASSET, "", file.asset.digest)


def _title(page: PagePlan) -> str:
    if isinstance(page.view, Kept | Rendered):
        return page.view.title
    # A planner of the site's own may make pages of any view.
    title = getattr(getattr(page.view, "meta", None), "title", "")
    return title if isinstance(title, str) else ""


def _post(archive: Archive, post: Post) -> PostEntry:
    card = archive.cards[post.slug.value]
    return PostEntry(
        slug=card.slug,
        identity=card.permanent,
        source=post.source,
        title=card.title,
        day=card.published.date().isoformat(),
        topics=card.topics,
        superseded_by=card.superseded_by,
        wording=_written(
            text=_text_of(post),
            description=_digest(card.description),
            authors=", ".join(author.name for author in card.authors),
            image=post.image.target if post.image else "",
            date_of_update=card.updated.date().isoformat() if card.updated else "",
        ),
    )


def _text_of(post: Post) -> str:
    # As the author wrote them: that the target of a link has moved is not news of this post.
    links = (f"{link.kind} {link.target}#{link.anchor}" for link in post.links)
    return _digest(post.body, *links, *(_call(call) for call in post.calls))


def _call(call: Call) -> str:
    return " ".join((call.name, *(f"{one.name}={one.text}" for one in call.arguments)))


def _hubs(archive: Archive, plan: Plan) -> tuple[HubEntry, ...]:
    headings = {
        page.path: tuple(section.heading for section in page.view.sections)
        for page in plan.pages
        if isinstance(page.view, HubView)
    }
    return tuple(
        _hub(archive, hub, headings.get(urls.file_of(urls.hub(hub.slug)), ()))
        for hub in archive.hubs.values()
    )


def _hub(archive: Archive, hub: Hub, headings: tuple[str, ...]) -> HubEntry:
    start, themes = [], []
    # What an editor wrote stands on the page only where its section does.
    if "start-here" in hub.sections:
        start = [Reads("", _cited(archive, hub.start_here))]
    if "core-themes" in hub.sections:
        themes = [
            Reads(theme.title, _cited(archive, theme.reads), _digest_of(archive, [theme.text]))
            for theme in hub.themes
        ]
    return HubEntry(
        slug=hub.slug,
        title=hub.title,
        curated=hub.curated,
        members=hub.members,
        sections=headings,
        reads=(*start, *themes),
        wording=_written(
            description=_digest(hub.description),
            introduction=_digest_of(archive, [hub.introduction]),
            failure_modes=_digest_of(archive, hub.failure_modes),
        ),
    )


def _paths(archive: Archive, plan: Plan) -> tuple[PathEntry, ...]:
    titles = {page.path: page.view.title for page in plan.pages if isinstance(page.view, PathView)}
    return tuple(
        _path(archive, path, titles.get(urls.file_of(urls.path(path.slug)), path.title))
        for path in archive.paths.values()
    )


def _path(archive: Archive, path: ReadingPath, title: str) -> PathEntry:
    stages = () if path.hub else (step.stage for step in path.steps)
    return PathEntry(
        slug=path.slug,
        title=title,
        steps=_cited(archive, (step.cited for step in path.steps)),
        hub=path.hub,
        wording=_written(
            description=_digest(path.description),
            introduction=_digest_of(archive, [path.introduction]),
            stages=_digest(*dict.fromkeys(stages)),
        ),
    )


def _cited(archive: Archive, cited: Iterable[Cited]) -> tuple[Citation, ...]:
    return tuple(Citation(one.post, _digest(one.label, _text(archive, one.note))) for one in cited)


def _digest_of(archive: Archive, texts: Iterable[Prose]) -> str:
    return _digest(*(_text(archive, text) for text in texts))


def _text(archive: Archive, prose: Prose) -> str:
    targets = (_target(archive, reference) for reference in prose.references)
    return "\n".join((prose.html, *targets))


def _target(archive: Archive, reference: Reference) -> str:
    key = reference.key
    if reference.kind is NodeKind.POST:
        key = _name(archive, key)
    return f"{reference.kind} {key}#{reference.anchor}"


def _name(archive: Archive, slug: str) -> str:
    # The name that outlives a move, so that a moved post changes no other's wording.
    card = archive.cards.get(slug)
    return card.permanent if card else slug


def _digest(*parts: str) -> str:
    """Digest some texts; "" where all of them are empty."""
    return digest_of("\0".join(parts).encode("utf-8", "surrogatepass")) if any(parts) else ""


def _written(**parts: str) -> dict[str, str]:
    """Keep the parts that there are, by their names with spaces."""
    return {name.replace("_", " "): value for name, value in parts.items() if value}
