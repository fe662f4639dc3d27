"""Who may open which door: a row for every address and stage, a column for everyone of the cast."""
