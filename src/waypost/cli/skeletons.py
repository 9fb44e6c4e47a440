"""The files that ``waypost new`` starts with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date

from waypost.cli.visible import visible
from waypost.model.archive import Card

OFFERED = 20
"""How many posts a new hub or path names for its editor to choose from."""

_DRAFT = "draft: true # delete this line to publish\n"
_DESCRIPTION = "# description: One or two sentences, for lists, feeds and search engines.\n"


def post_text(title: str, day: date, topics: Sequence[str], *, draft: bool) -> str:
    """Give a new post's source."""
    named = f"topics: [{', '.join(map(_quoted, topics))}]\n"
    return (
        f"---\ntitle: {_quoted(title)}\ndate: {day}\n"
        f"{_DRAFT if draft else ''}"
        f"{_DESCRIPTION}"
        f"{named if topics else '# topics: [one, another]' + chr(10)}"
        "---\n\n"
        "Write the post here, in Markdown.\n"
    )


def hub_text(title: str, members: Sequence[Card], *, draft: bool) -> str:
    """Give a new curated hub's source; its posts stand in it as comments, newest first."""
    first = members[0].slug if members else "slug-of-a-post"
    reads = ", ".join(card.slug for card in members[1:4]) or first
    return (
        f"---\ntitle: {_quoted(title)}\n"
        f"{_DRAFT if draft else ''}"
        f"{_DESCRIPTION}"
        "#\n"
        "# The parts of the page. Each may be left out; posts are cited by slug.\n"
        "# start_here:\n"
        f"#   - post: {first}\n"
        "#     note: Why to begin with it.\n"
        "# themes:\n"
        "#   - title: A theme\n"
        "#     text: What holds these posts together.\n"
        f"#     reads: [{reads}]\n"
        "# failure_modes:\n"
        "#   - What goes wrong, and how one notices.\n"
        f"{_offer('Posts of this topic, newest first:', members)}"
        "---\n\n"
        "Say here what this hub is about, and for whom.\n"
    )


def path_text(title: str, posts: Sequence[Card], *, draft: bool) -> str:
    """Give a new reading path's source; it starts with the newest post as its one step."""
    steps = f"  - post: {posts[0].slug}\n" if posts else "  - post: slug-of-a-post\n"
    return (
        f"---\ntitle: {_quoted(title)}\n"
        f"{_DRAFT if draft else ''}"
        f"{_DESCRIPTION}"
        "#\n"
        "# The posts to read, in order, each by its slug.\n"
        f"steps:\n{steps}"
        "    # note: Why it stands here.\n"
        f"{_offer('More posts, newest first:', posts[1:])}"
        "---\n\n"
        "Say here where this path leads, and for whom it is.\n"
    )


def _offer(heading: str, cards: Sequence[Card]) -> str:
    if not cards:
        return ""
    lines = _aligned(cards[:OFFERED])
    more = f"#   and {len(cards) - OFFERED} more\n" if len(cards) > OFFERED else ""
    return f"#\n# {heading}\n" + "".join(f"#   {line}\n" for line in lines) + more


def _aligned(cards: Sequence[Card]) -> Iterable[str]:
    width = max(len(card.slug) for card in cards)
    return (f"{card.slug:<{width}}  {visible(card.title)}" for card in cards)


def _quoted(text: str) -> str:
    """Quote a text for YAML, whose double-quoted strings take JSON's."""
    return json.dumps(text, ensure_ascii=False)
