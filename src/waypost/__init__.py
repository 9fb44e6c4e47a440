"""Waypost turns an archive of posts into a map: topic hubs and reading paths."""

__version__ = "0.1.0"
