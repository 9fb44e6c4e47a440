"""Markdown twins: the pages of posts and hubs, for programs that read Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from waypost.model import urls
from waypost.model.archive import Prose
from waypost.model.fragment import fill_markdown
from waypost.model.plan import PagePlan
from waypost.model.post import Post
from waypost.model.views import Body, LinkView, PostTextView
from waypost.plan.components import components_of
from waypost.plan.context import Context
from waypost.plan.dates import day
from waypost.plan.derived import derive
from waypost.plan.far import FarContext
from waypost.plan.hubs import hub_view


def plan_twins(context: Context) -> Iterator[PagePlan]:
    """Plan a twin for every post and every hub, where the site asks for them."""
    if not context.site.markdown_twins:
        return
    text = TextContext(context.archive, context.site, signatures=context.signatures)
    for post in context.archive.posts:
        url = urls.twin(urls.post(post.slug.value))
        yield PagePlan(urls.file_of(url), "post.md", _post(text, post), post.slug.place)
    for hub in context.archive.hubs.values():
        url = urls.twin(urls.hub(hub.slug))
        view = hub_view(text, hub, derive(text, hub))
        yield PagePlan(urls.file_of(url), "hub.md", view)


class TextContext(FarContext, frozen=True, eq=False, dict=True):
    """What planners work from where all is Markdown, and read far from the site."""

    def prose(self, prose: Prose, first: bool = False) -> str:  # noqa: ARG002 - of pages alone
        """Give a text's Markdown with its holes filled."""
        return fill_markdown(prose.markdown, self.fillings(prose.references, absolute=True))


def _post(context: Context, post: Post) -> PostTextView:
    slug = post.slug.value
    card, archive = context.archive.cards[slug], context.archive
    references = archive.references[slug][: len(post.links)]
    return PostTextView(
        url=context.absolute(urls.post(slug)),
        title=card.title,
        day=day(card.published),
        updated_day=day(card.updated) if card.updated else "",
        description=card.description,
        authors=tuple(author.name for author in card.authors),
        topics=tuple(
            LinkView(
                archive.topics[topic].label,
                context.absolute(urls.hub(topic)) if topic in archive.hubs else "",
            )
            for topic in card.topics
        ),
        body=Body(
            post.body,
            context.fillings(references, absolute=True),
            components=components_of(context, post),
        ),
    )
