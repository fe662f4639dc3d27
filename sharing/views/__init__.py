"""A page each; thin: load through visible_to, validate, call one service, answer."""
