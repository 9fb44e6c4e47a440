"""The complete site, from blobs to the published directory, in one step."""

from waypost.publish.publisher import Published, Publisher, publisher
from waypost.publish.target import check_target

__all__ = ["Published", "Publisher", "check_target", "publisher"]
