"""Image files: their size, their flaws, and copies of them that suit a page."""
