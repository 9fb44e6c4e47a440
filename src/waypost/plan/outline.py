"""An archive without what only its posts' own pages show.

Most pages show nothing else. Where it is what it was, they are what they were.
"""

from __future__ import annotations

from operator import attrgetter

from msgspec.structs import replace

from waypost.model.archive import Archive
from waypost.model.digest import Digest
from waypost.model.evidence import HubEvidence
from waypost.model.memory import Memory
from waypost.model.post import Post, Terms


def outline_of(archive: Archive, memory: Memory) -> Archive:
    """Leave out texts and terms of posts, where their links lead, and what is related.

    The trails of hubs go too: they rest on terms.
    """
    slugs = list(map(attrgetter("slug.value"), archive.posts))
    heads = memory.rows("heads", _head, slugs, (archive.posts,))
    trailless = {slug: (evidence,) for slug, evidence in archive.evidence.items()}
    outline = replace(
        archive,
        posts=tuple(heads),
        references={},
        backlinks={},
        related={},
        reached=0,
        evidence=memory.each("evidence outlined", _without_trail, trailless),
    )
    return memory.same("outline", outline)


def _head(post: Post) -> Post:
    nothing = Digest("")
    return replace(
        post,
        digest=nothing,
        body=nothing,
        links=(),
        calls=(),
        has_diagrams=False,
        outline=(),
        anchors=(),
        terms=Terms(),
        words=0,
        gist=nothing,
    )


def _without_trail(evidence: HubEvidence) -> HubEvidence:
    return replace(evidence, trail=())
