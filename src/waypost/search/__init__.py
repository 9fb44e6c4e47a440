"""Indexing: from the records of an index to the files that a browser searches."""
