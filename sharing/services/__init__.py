"""The verbs of this floor; the only way to change state."""
