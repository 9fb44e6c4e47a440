"""Reading paths: ordered lists of posts, each with a page of its own."""

from __future__ import annotations

from waypost.graph.citations import Desk
from waypost.model.archive import PathStep, ReadingPath
from waypost.model.diagnostic import warning
from waypost.model.hub import PathDefinition


def reading_path(definition: PathDefinition, desk: Desk) -> ReadingPath | None:
    """Make a path of its file; None where none of its posts is published."""
    source = definition.source
    citations = tuple(step.citation for step in definition.steps)
    cited = {c.post: c for c in desk.cite_all(citations, source)}
    # Popped, since a post that is named twice stands where it came first.
    steps = [
        PathStep(found, step.stage)
        for step in definition.steps
        if (found := cited.pop(step.citation.post.value, None))
    ]
    introduction = desk.resolver.prose(definition.introduction, source)
    if not steps:
        desk.resolver.diagnostics.append(
            warning(
                "empty-path",
                f"the path '{definition.slug}' has no published posts, so it is left out",
                definition.place,
                "name published posts under 'steps'",
            )
        )
        return None
    return ReadingPath(
        slug=definition.slug,
        title=definition.title.value,
        description=definition.description,
        steps=tuple(steps),
        introduction=introduction,
        source=source,
    )
