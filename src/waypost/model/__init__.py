"""What flows through Waypost: frozen values, built from the standard library alone."""
