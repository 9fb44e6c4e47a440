"""Views: the frozen value that one template sees.

A view holds scalars, cards and rows; a row holds scalars and cards; a card holds
scalars. URLs are ready to stand in a document. A string whose description says
*HTML* is safe markup; every other string is plain text, and escaped on the page.
"""

from __future__ import annotations

from waypost.model.views.authors import AuthorCard, AuthorsView, AuthorTopicRow, AuthorView
from waypost.model.views.hubs import (
    EvidenceView,
    Figure,
    GroupRow,
    HubView,
    RelatedHubRow,
    SectionRow,
    StatementRow,
    ThemeRow,
    TieCard,
    TrailCard,
    YearBar,
)
from waypost.model.views.machines import (
    EntryRow,
    FeedView,
    FontRow,
    HeadersView,
    LinkRow,
    LlmsView,
    RobotsView,
    SitemapIndexView,
    SitemapRow,
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
    YearRow,
    YearView,
)
from waypost.model.views.parts import (
    Body,
    CardView,
    CitedCard,
    Component,
    HubCard,
    LinkView,
    Meta,
    PathCard,
    SiteView,
    StepCard,
)
from waypost.model.views.paths import (
    PathsView,
    PathView,
    StageRow,
)
from waypost.model.views.posts import (
    OutlineRow,
    PathBar,
    PostTextView,
    PostView,
    RelatedCard,
)
from waypost.model.views.topics import (
    MapEntryRow,
    MapTieRow,
    MapTopicRow,
    MapView,
    TopicsView,
)

View = (
    PostView
    | PostTextView
    | HubView
    | EvidenceView
    | TopicsView
    | MapView
    | PathView
    | PathsView
    | HomeView
    | ArchiveView
    | YearView
    | AuthorsView
    | AuthorView
    | NotFoundView
    | SearchView
    | RedirectView
    | FeedView
    | SitemapView
    | SitemapIndexView
    | RobotsView
    | StyleView
    | LlmsView
    | HeadersView
    | SocialCardView
)
"""Every kind of view; a site's own planners may bring frozen structs or dataclasses of theirs."""

__all__ = [
    "ArchiveView",
    "AuthorCard",
    "AuthorTopicRow",
    "AuthorView",
    "AuthorsView",
    "Body",
    "CardView",
    "CitedCard",
    "Component",
    "EntryRow",
    "EvidenceView",
    "FeedView",
    "Figure",
    "FontRow",
    "GroupRow",
    "HeadersView",
    "HomeView",
    "HubCard",
    "HubView",
    "LinkRow",
    "LinkView",
    "LlmsView",
    "MapEntryRow",
    "MapTieRow",
    "MapTopicRow",
    "MapView",
    "Meta",
    "NotFoundView",
    "OutlineRow",
    "PathBar",
    "PathCard",
    "PathView",
    "PathsView",
    "PostTextView",
    "PostView",
    "RedirectView",
    "RelatedCard",
    "RelatedHubRow",
    "RobotsView",
    "SearchView",
    "SectionRow",
    "SiteView",
    "SitemapIndexView",
    "SitemapRow",
    "SitemapView",
    "SocialCardView",
    "StageRow",
    "StatementRow",
    "StepCard",
    "StyleView",
    "ThemeRow",
    "TieCard",
    "TopicsView",
    "TrailCard",
    "View",
    "YearBar",
    "YearRow",
    "YearView",
]
