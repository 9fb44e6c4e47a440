"""The gist of a post: all that anything but its own text can know of it."""

from __future__ import annotations

from msgspec.structs import replace

from waypost.model.diagnostic import Diagnostic
from waypost.model.digest import Digest
from waypost.model.post import Post
from waypost.store.encoding import key_of

_NOTHING = Digest("")


def with_gist(post: Post, findings: tuple[Diagnostic, ...] = ()) -> Post:
    """Give a post with its gist; ``findings`` are those of its file, and of what that includes.

    Left out are what its file held, what its text came to, and how many words that has:
    others know how many minutes these take. Whatever else a post has counts, so that
    what is added to posts counts too. So do findings: a build tells of them, whatever
    file they are in.
    """
    known = replace(post, digest=_NOTHING, body=_NOTHING, words=post.minutes, gist=_NOTHING)
    return replace(post, gist=key_of("gist", known, findings))
