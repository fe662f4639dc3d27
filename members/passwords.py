"""Which passwords are long and yet among the first that a program tries."""

import re
from functools import cache
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Neighbours in the alphabet, among the digits and on Swiss, German and English keyboards.
ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "qwertzuiop",
    "asdfghjkl",
    "zxcvbnm",
    "yxcvbnm",
)
# Where somebody signs up is what they may think of first.
SITE = "resonanz"
SHORTEST_ROW = 3
# What has to be left once rows and repeats count once.
FEWEST = 8
# Nobody's password is judged by more than this: long texts are slow to search for repeats.
LOOKED_AT = 100
REPEATS = re.compile(r"(.+?)\1+")
ENDS = re.compile(r"^[\W\d_]+|[\W\d_]+$")


class NotGuessed:
    """Refuses rows such as 123456789012 or qwertzuiopas, repeats such as passwordpassword, and a
    common word with digits around it. Four words in a row pass.
    """

    def __init__(self) -> None:
        self.common = CommonPasswordValidator().passwords | {SITE}

    def validate(self, password: str, user: Any = None) -> None:
        text = password[:LOOKED_AT].lower()
        core = core_of(text)
        words = {core, ENDS.sub("", core), ENDS.sub("", text)}
        if len(core) < FEWEST or words & self.common:
            raise ValidationError(
                _(
                    "This password is guessed quickly: rows such as 12345 or qwertz, and what is "
                    "repeated, count only once. Take four words that have nothing to do with each "
                    "other."
                ),
                code="password_too_guessable",
            )

    def get_help_text(self) -> str:
        return _("Good: four words that have nothing to do with each other.")


def core_of(text: str) -> str:
    """What is left when each row, and each piece that is repeated, counts once."""
    return REPEATS.sub(r"\1", _without_rows(REPEATS.sub(r"\1", text)))


def _without_rows(text: str) -> str:
    """The text with the first letter of each row only."""
    kept, start = "", 0
    while start < len(text):
        kept += text[start]
        length = _row_at(text, start)
        start += length if length >= SHORTEST_ROW else 1
    return kept


def _row_at(text: str, start: int) -> int:
    """How many letters from here on are neighbours, in one direction."""
    length = 1
    for steps in _steps():
        here = start
        while text[here : here + 2] in steps:
            here += 1
        length = max(length, here - start + 1)
    return length


@cache
def _steps() -> tuple[frozenset[str], ...]:
    """Pairs of neighbours, forwards and backwards along each row."""
    ways = [way for row in ROWS for way in (row, row[::-1])]
    return tuple(frozenset(way[place : place + 2] for place in range(len(way) - 1)) for way in ways)
