"""Every page of the site, with its view and its URL. Pure."""
