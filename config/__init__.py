"""Wires the house: settings, addresses, workers, launcher. Holds no rule of the domain."""
