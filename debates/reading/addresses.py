"""Addresses into other rooms that lists need once, not twenty times."""

from functools import cache

from django.urls import reverse

from members.ids import to_code


@cache
def beginning_of(name: str, kind: str) -> str:
    """The address of a page about one thing of a kind, without the code and the last slash."""
    return reverse(name, args=[kind, 0]).removesuffix(f"{to_code(0)}/")
