"""What this floor puts on the shelves of the floors below."""
