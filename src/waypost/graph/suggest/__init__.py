"""What an editor might do next with a hub: posts to cite, and citations to renew."""
