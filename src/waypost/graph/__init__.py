"""The archive as a graph: topics, links, hubs and paths. Pure."""
