"""How one list became another, in as few words as an editor would use."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from msgspec import Struct


class Edit(Struct, frozen=True):
    """One item that changed its place; places count from 1, 0 is none.

    ``before`` stood at ``was`` and ``after`` stands at ``now``. Where both are there
    and equal, it was moved; where they differ, one took the other's place.
    """

    before: str = ""
    was: int = 0
    after: str = ""
    now: int = 0

    @property
    def moved(self) -> bool:
        """Whether it is the same item in another place."""
        return bool(self.was and self.now) and self.before == self.after


def edits(old: Sequence[str], new: Sequence[str]) -> tuple[Edit, ...]:
    """Say how a list became another: nothing only where both are equal.

    Items that both have were moved, or stay. Of the others, those that stand in one
    gap between such as stay have replaced each other, in order.
    """
    done: list[Edit] = []
    told: set[str] = set()
    common = set(old) & set(new)
    for verb, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if verb == "equal":
            continue
        left = [n for n in range(i, j) if old[n] not in common]
        right = [n for n in range(k, m) if new[n] not in common]
        done += [_edit(old, was, new, now) for was, now in zip_longest(left, right)]
        for item in (*old[i:j], *new[k:m]):
            if item in common and item not in told:
                told.add(item)
                done.append(Edit(item, old.index(item) + 1, item, _last(new, item)))
    # What others moved around need not be told, as long as they are.
    told_of = [edit for edit in done if not (edit.moved and edit.was == edit.now)] or done
    return tuple(sorted(told_of, key=lambda edit: (edit.now or edit.was, edit.was)))


def _edit(old: Sequence[str], was: int | None, new: Sequence[str], now: int | None) -> Edit:
    before = ("", 0) if was is None else (old[was], was + 1)
    after = ("", 0) if now is None else (new[now], now + 1)
    return Edit(*before, *after)


def _last(items: Sequence[str], item: str) -> int:
    return len(items) - list(reversed(items)).index(item)
