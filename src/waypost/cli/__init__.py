"""The command line: the only part of Waypost that prints and exits."""

from waypost.cli.entry import command, main

__all__ = ["command", "main"]
