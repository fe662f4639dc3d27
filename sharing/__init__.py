"""Skills, offers and requests, and how they find each other."""
