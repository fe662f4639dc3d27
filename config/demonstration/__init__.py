"""The demonstration: an invented world worth looking at, and how it comes to pass.

The people, and what they say, stand in the TOML files beside this one. Nobody in them exists.
"""
