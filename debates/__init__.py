"""Burning topics, positions with their grounds, statements and votes."""
