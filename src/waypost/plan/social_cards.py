"""Social cards: a picture for every page that people share."""

from __future__ import annotations

from collections.abc import Iterator

from waypost.model import urls
from waypost.model.plan import PagePlan
from waypost.model.views import SocialCardView
from waypost.plan.context import Context
from waypost.plan.lists import minutes, path_title


def plan_social_cards(context: Context) -> Iterator[PagePlan]:
    """Plan a card for the home page, every hub and path, and every post without an image."""
    if not context.site.social_cards:
        return
    archive = context.archive
    yield _card(urls.HOME, "", context.site.title, context.site.host)
    for post in archive.posts:
        if not post.image:
            card = context.cards[post.slug.value]
            topics = archive.cards[post.slug.value].topics
            kicker = archive.topics[topics[0]].label if topics else "Post"
            yield _card(urls.post(post.slug.value), kicker, card.title, card.date)
    for slug, hub in context.hub_cards.items():
        line = f"{hub.posts} {'post' if hub.posts == 1 else 'posts'}, {hub.years}"
        yield _card(urls.hub(slug), "Topic", hub.title, line.rstrip(", "))
    for path in archive.paths.values():
        steps = f"{len(path.steps)} {'step' if len(path.steps) == 1 else 'steps'}"
        line = f"{steps}, {minutes(context, path)} min"
        yield _card(urls.path(path.slug), "Reading path", path_title(path), line)


def _card(page: str, kicker: str, title: str, line: str) -> PagePlan:
    path = urls.file_of(urls.social_card(page))
    return PagePlan(path, "social-card.json", SocialCardView(kicker, title, line))
