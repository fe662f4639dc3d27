"""The verbs of the ground floor; the only way to change state."""
