"""The pages of the ground floor: load, validate, call one service, answer."""
