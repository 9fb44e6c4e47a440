"""What changed in URLs: those that are gone, those that are new, and what stands there."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from waypost.editions.change import Change, What
from waypost.editions.edition import Address, Kind
from waypost.editions.pair import Pair, named
from waypost.editions.posts import led_to
from waypost.model import urls

PAGES = (Kind.POST, Kind.HUB, Kind.PATH)
"""What has changes of its own."""


def broken_urls(pair: Pair) -> Iterator[Change]:
    """Find the URLs that lead nowhere any more: pages first, then what programs read."""
    sources = {urls.post(post.slug): post.source for post in pair.old.posts}
    order = list(Kind)
    gone = (address for address in pair.old.addresses if address.url not in pair.now)
    for address in sorted(gone, key=lambda address: (order.index(address.kind), address.url)):
        led = address.target or address.url
        now = pair.moves.get(led, address.target)
        reason = pair.new.left_out.get(sources.get(address.url, ""), "")
        yield Change(
            What.URL_GONE,
            named(address),
            other=pair.at(now) if now in pair.now else None,
            parts=(reason,) if reason else (),
        )


def new_urls(pair: Pair, fresh: Collection[str]) -> Iterator[Change]:
    """Find the URLs that are new, and those where something else stands.

    ``fresh`` are pages that are new where they are; what lies below them came with them.
    """
    for address in pair.new.addresses:
        before = pair.was.get(address.url)
        if address.kind is Kind.REDIRECT:
            yield from _redirect(pair, before, address)
        elif address.kind in PAGES or (before and before.kind in PAGES):
            # Posts, hubs and paths tell themselves that they came or went.
            continue
        elif before is None:
            if not _below(address.url, fresh):
                yield Change(What.URL_ADDED, named(address))
        elif _is_another(before, address):
            yield Change(What.FILE_CHANGED, named(address))


def other_pages(pair: Pair, told: Collection[str]) -> Iterator[Change]:
    """Find what else differs in its bytes, as far as they are known: all in one change."""
    found = tuple(
        named(address)
        for address in pair.new.addresses
        if (before := pair.was.get(address.url))
        and address.digest != before.digest
        and address.digest
        and before.digest
        and address.url not in told
    )
    if found:
        yield Change(What.PAGES_CHANGED, gained=found)


def _is_another(before: Address, now: Address) -> bool:
    """Whether another file stands there; what is made of a template may just look new."""
    return now.kind != before.kind or (now.kind is Kind.ASSET and now.digest != before.digest)


def _redirect(pair: Pair, before: Address | None, now: Address) -> Iterator[Change]:
    target = led_to(pair, now.url)
    if before is None or before.kind not in (*PAGES, Kind.REDIRECT):
        yield Change(What.REDIRECT_ADDED, named(now), other=target)
    elif pair.moves.get(before.target, before.target) not in ("", now.target):
        # A page that became a redirect has no former target: it tells that it moved.
        yield Change(What.REDIRECT_TURNED, named(now), before=before.target, other=target)


def _below(url: str, pages: Collection[str]) -> bool:
    """Whether a URL lies below a page's, as a hub's feed and a post's pictures do."""
    folder = url
    while folder := folder.rstrip("/").rpartition("/")[0]:
        if f"{folder}/" in pages:
            return True
    return False
