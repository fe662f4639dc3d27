"""The vocabulary of skills as it is shipped, and how words find it. Plain data, no Django."""
