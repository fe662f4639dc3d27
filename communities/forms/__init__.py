"""Forms validate and clean; they never save."""
