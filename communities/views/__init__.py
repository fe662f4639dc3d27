"""The pages of this floor: load, validate, call one service, answer."""
