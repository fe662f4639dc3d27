"""How a debate is read: who reads, in which order, and who stands where."""
