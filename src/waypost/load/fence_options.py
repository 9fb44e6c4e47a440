"""The options of a code block, as far as each is one, and may stand there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum, auto

from msgspec import Struct

from waypost.load.info_strings import LINES, Option, options_of
from waypost.model.diagnostic import Checked, Diagnostic, Located, Place, error, warning
from waypost.near import did_you_mean


class Takes(Enum):
    """Whether an option takes a value."""

    VALUE = auto()
    NOTHING = auto()
    EITHER = auto()


class FenceOptions(Struct, frozen=True):
    """The options of a fence by name; ``at`` gives the place of an offset of its info string."""

    written: Mapping[str, Option]
    at: Callable[[int], Place]

    def __contains__(self, name: str) -> bool:
        return name in self.written

    def text(self, name: str) -> str:
        """Give the value of an option, "" where it has none, or isn't there."""
        option = self.written.get(name)
        return option.value or "" if option else ""

    def located(self, name: str) -> Located[str]:
        """Give the value of an option that is there, and where it starts."""
        return Located(self.text(name), self.place(name))

    def place(self, name: str, offset: int = 0) -> Place:
        """Say where a character of the value of an option stands."""
        return self.at(self.written[name].value_offset + offset)


def read_options(
    info: str, known: Mapping[str, Takes], at: Callable[[int], Place]
) -> Checked[FenceOptions]:
    """Read the options of an info string, and leave out what is wrong with them.

    ``known`` are those that may stand there.
    """
    written: dict[str, Option] = {}
    findings: list[Diagnostic] = []
    for option in options_of(info):
        wrong = _wrong(option, known, at(option.offset))
        if wrong is None and option.name in written:
            message = f"the option '{option.name}' stands here twice"
            wrong = error("bad-option", message, at(option.offset), "keep one of them")
        if wrong is None:
            written[option.name] = option
        else:
            findings.append(wrong)
    return Checked(FenceOptions(written, at), tuple(findings))


def _wrong(option: Option, known: Mapping[str, Takes], place: Place) -> Diagnostic | None:
    takes = known.get(option.name)
    if takes is None:
        names = ", ".join(name for name in known if name != LINES)
        fix = did_you_mean(option.name, known) or f"known are {names}"
        if not known:
            fix = "take it out: this is no code, and has none"
        return warning("unknown-option", f"a fence has no option '{option.name}'", place, fix)
    if takes is Takes.VALUE and option.value is None:
        message = f"the option '{option.name}' needs a value"
        return error("bad-option", message, place, f'write {option.name}="…"')
    if takes is Takes.NOTHING and option.value is not None:
        message = f"the option '{option.name}' takes no value"
        return error("bad-option", message, place, f"write '{option.name}' alone")
    return None
