"""What a site put out, as an editor sees it, and what changed from one time to the next."""
