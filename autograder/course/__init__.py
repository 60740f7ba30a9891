"""A course on disk: assignments, their one source, and their misconceptions."""
