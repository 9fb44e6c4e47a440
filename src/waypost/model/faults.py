"""What goes wrong outside the author's files: the exceptions that end a command."""

from __future__ import annotations


class Fault(Exception):  # noqa: N818 - the word of the field for what ends a command
    """Ends a command with a message, a fix ("" for none) and an exit code."""

    exit_code = 4

    def __init__(self, message: str, fix: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix


class UsageFault(Fault):
    """The command line or the configuration can't be followed."""

    exit_code = 2


class EnvironmentFault(Fault):
    """The machine stands in the way: a disk, a permission, a lock, a port."""

    exit_code = 3
