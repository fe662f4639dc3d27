"""A synthetic world for measuring: as skewed as real ones, the same for the same seed."""
