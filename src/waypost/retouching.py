"""What was made in the build before in the same process, with other texts of posts.

The archive and the plan are pure functions of what was loaded. Of the texts of posts they
know no more than a digest, which they pass on. So where all else is what it was, they are
what they were, with one digest in place of another. A gist tells that: it digests all
that can be known of a post but for its text. Where anything else may be new there is no
result, and they are made as ever.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from waypost.blanks import TEXTS, blanked, filled_in, with_other_texts
from waypost.intake import Intake
from waypost.model.archive import Archive
from waypost.model.diagnostic import Checked
from waypost.model.digest import Digest
from waypost.model.memory import Memory
from waypost.model.plan import PagePlan, Plan
from waypost.model.post import Post
from waypost.model.site import Selection
from waypost.model.sources import Sources
from waypost.remembered import moments

Instead = Mapping[Digest, Digest]
"""The texts that have changed, each with the one that stands in its place."""


def archive_of(
    intake: Intake, selection: Selection, make: Callable[[], Checked[Archive]], memory: Memory
) -> Checked[Archive]:
    """Give the archive of what is loaded; ``make`` makes it where it has to be made."""
    before: Assembled | None = memory.last("assembled")
    again = before.again(intake, selection) if before else None
    made = again or make()
    memory.note("assembled", Assembled(intake, selection, made))
    return made


def plan_of(
    archive: Archive, others: tuple[object, ...], make: Callable[[], Checked[Plan]], memory: Memory
) -> Checked[Plan]:
    """Give the plan of an archive and all ``others`` that it rests on; ``make`` makes it."""
    before: Drawn | None = memory.last("drawn")
    again = before.again(archive, others) if before else None
    made = again or make()
    memory.note("drawn", Drawn(archive, others, made))
    return made


class Assembled(Struct, frozen=True):
    """An archive, and what it was made of."""

    intake: Intake
    selection: Selection
    made: Checked[Archive]

    def again(self, intake: Intake, selection: Selection) -> Checked[Archive] | None:
        """Give the archive of what is loaded now; None where more may differ than texts."""
        before, now = self.intake.sources, intake.sources
        if intake.site != self.intake.site or _but_posts(before) != _but_posts(now):
            return None
        if exchanged(before.posts, now.posts) is None or self._turns(selection):
            return None
        by_source = {post.source: post for post in now.posts}
        archive = self.made.value
        posts = tuple([by_source[post.source] for post in archive.posts])
        return replace(self.made, value=replace(archive, posts=posts))

    def _turns(self, selection: Selection) -> bool:
        """Say whether a post may have been published since, or have expired."""
        then, now = self.selection.as_of, selection.as_of
        if then > now or replace(self.selection, as_of=now) != selection:
            return True
        left_out = {omitted.source for omitted in self.made.value.omitted}
        posts = self.intake.sources.posts
        # Whatever else is shown will be shown for ever.
        waiting = tuple([post for post in posts if post.expires or post.source in left_out])
        turning = moments(Sources(waiting), self.intake.site.timezone)
        return any(then < moment <= now for moment in turning)


class Drawn(Struct, frozen=True):
    """A plan, the archive that it was made of, and all else that it rests on."""

    archive: Archive
    others: tuple[object, ...]
    made: Checked[Plan]

    def again(self, archive: Archive, others: tuple[object, ...]) -> Checked[Plan] | None:
        """Give the plan of an archive; None where more may differ than texts."""
        instead = exchanged(self.archive.posts, archive.posts)
        if instead is None or others != self.others:
            return None
        if replace(self.archive, posts=()) != replace(archive, posts=()):
            return None
        texts = {post.source: post.body for post in archive.posts}
        sources = {post.body: post.source for post in self.archive.posts}
        pages = []
        for page in self.made.value.pages:
            retouched = page
            if _shows(page, instead):
                seen = blanked(page.view, sources)
                view = filled_in(seen.data, type(page.view).__name__, seen.sources, texts)
                if not seen.clear or view is None:
                    return None
                retouched = replace(page, view=view)
            pages.append(retouched)
        indexes = with_other_texts(self.made.value.indexes, instead)
        plan = replace(self.made.value, pages=tuple(pages), indexes=indexes)
        return replace(self.made, value=plan)


def exchanged(before: tuple[Post, ...], now: tuple[Post, ...]) -> Instead | None:
    """Say which texts have taken the place of others; None where more may have changed.

    A text that several posts had can't be told from theirs: there is no answer then.
    """
    if len(before) != len(now):
        return None
    # What was not read again is the very same.
    changed = [(old, new) for old, new in zip(before, now, strict=True) if old is not new]
    if any(not old.gist or old.gist != new.gist for old, new in changed):
        return None
    instead = {old.body: new.body for old, new in changed if old.body != new.body}
    times = Counter([post.body for post in before]) if instead else {}
    return instead if all(times[body] == 1 for body in instead) else None


def _but_posts(sources: Sources) -> Sources:
    return replace(sources, posts=())


def _shows(page: PagePlan, instead: Instead) -> bool:
    texts_of = TEXTS.get(type(page.view))
    return texts_of is not None and any(body.digest in instead for body in texts_of(page.view))
