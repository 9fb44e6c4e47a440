"""Which view each template of the theme is filled from."""

from __future__ import annotations

from collections.abc import Mapping

from waypost.model.views.authors import AuthorsView, AuthorView
from waypost.model.views.hubs import EvidenceView, HubView
from waypost.model.views.machines import (
    FeedView,
    HeadersView,
    LlmsView,
    RobotsView,
    SitemapIndexView,
    SitemapView,
    SocialCardView,
    StyleView,
)
from waypost.model.views.pages import (
    ArchiveView,
    HomeView,
    NotFoundView,
    RedirectView,
    SearchView,
    YearView,
)
from waypost.model.views.paths import PathsView, PathView
from waypost.model.views.posts import PostTextView, PostView
from waypost.model.views.topics import MapView, TopicsView

VIEW_OF: Mapping[str, type] = {
    "home.html": HomeView,
    "post.html": PostView,
    "hub.html": HubView,
    "topics.html": TopicsView,
    "map.html": MapView,
    "path.html": PathView,
    "paths.html": PathsView,
    "archive.html": ArchiveView,
    "year.html": YearView,
    "authors.html": AuthorsView,
    "author.html": AuthorView,
    "not-found.html": NotFoundView,
    "search.html": SearchView,
    "redirect.html": RedirectView,
    "feed.xml": FeedView,
    "rss.xml": FeedView,
    "feed.json": FeedView,
    "sitemap.xml": SitemapView,
    "sitemap-index.xml": SitemapIndexView,
    "robots.txt": RobotsView,
    "llms.txt": LlmsView,
    "headers.txt": HeadersView,
    "post.md": PostTextView,
    "hub.md": HubView,
    "social-card.json": SocialCardView,
    "evidence.json": EvidenceView,
    "settings.css": StyleView,
}
"""The view of each template that stands for a kind of output."""
