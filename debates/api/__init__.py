"""Debates over HTTP: topics, positions, statements."""
