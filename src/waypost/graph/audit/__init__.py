"""The audit: what an editor would want to know of an archive that builds well."""
