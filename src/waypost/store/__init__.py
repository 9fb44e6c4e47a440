"""Content-addressed storage: disposable, and never trusted."""
