"""The preview: a site that is built, shown and reloaded as it is written."""
