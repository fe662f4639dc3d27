"""What the lists of offers and requests show, and how they ask for it."""
