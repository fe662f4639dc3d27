"""Sharing over HTTP: offers, requests, skills, matches."""
