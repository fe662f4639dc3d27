"""Numbers as people write them, read without guessing; forms ask here, whatever the language.

`read_number` gives a Decimal, `read_hours` gives minutes; both raise `Unreadable` with its reason.

- Digits may be those of any script; what takes no room is left out.
- An apostrophe or a space of any width stands between thousands: 1’000 and 1 000.
- Where a point and a comma both stand, the last is the decimal sign: 1.000,50 and 1,000.50.
- A point or a comma that stands several times stands between thousands: 1.000.000.
- A point or a comma that stands once is the decimal sign: 50,50 and 1.5. One case could be both:
  one to three digits that do not begin with 0, then exactly three, as in 1.500. As an amount or a
  count that is one thousand five hundred, since none of ours has three decimal places. As hours it
  is one and a half, since nobody gives a thousand of them.
- Thousands are groups of three, all behind the same sign.
- ½, ¼ and ¾ stand alone or behind a whole number; 50.– is 50.
- Hours may also be 1:30, “1 h 30”, “1½ hours”, “20 minutes” and “2 Std.”.
- Signs, exponents, units and words for numbers are none of this.
"""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

# Longer than any number that could be meant, also in words.
LONGEST = 30
FRACTIONS = {"¼": Decimal("0.25"), "½": Decimal("0.5"), "¾": Decimal("0.75")}
# How each sign is read: apostrophes and the Arabic sign between thousands alike; the Arabic decimal
# sign as one that is never anything else.
SIGNS = dict.fromkeys("'’‘ʼ`´＇٬", "'") | {"٫": ";", "，": ",", "．": ".", "：": ":"}
WITHOUT_THOUSANDS = re.compile(r"(?P<whole>\d*)(?:[.,;](?P<part>\d*))?\Z")
WITH_THOUSANDS = re.compile(
    r"(?P<whole>[1-9]\d{0,2}(?P<by>[' .,])\d{3}(?:(?P=by)\d{3})*)"
    r"(?:(?!(?P=by))[.,;](?P<part>\d*))?\Z"
)
COULD_BE_BOTH = re.compile(r"\d{1,3}[.,]\d{3}\Z")
NO_CENTS = re.compile(r"(?<=\d)[.,][-‐‑‒–—]{1,2}\Z")
CLOCK = re.compile(r"(?P<hours>\d{1,4}):(?P<minutes>[0-5]\d)\Z")
MINUTES_WORD = r"(?:min|mins|minutes?|minuten)\.?"
HOURS_IN_WORDS = re.compile(
    rf"(?P<hours>[^a-z]+?) ?(?:h|hrs?|hours?|std|stunden?)\.?"
    rf"(?: ?(?P<minutes>[0-5]?\d)(?: ?{MINUTES_WORD})?)?\Z"
)
MINUTES_IN_WORDS = re.compile(rf"(?P<minutes>\d{{1,4}}) ?{MINUTES_WORD}\Z")


class Why(StrEnum):
    """What keeps a text from being read."""

    NO_NUMBER = "no_number"
    SIGNED = "signed"
    UNCLEAR = "unclear"


class Unreadable(ValueError):
    def __init__(self, why: Why) -> None:
        self.why = why
        super().__init__(why)


def read_number(text: str) -> Decimal:
    """An amount or a count: 50.5 of “50,50”, 1000.5 of “1’000.50”, 1500 of “1.500”."""
    return _read(_plain(text), thousands=True)


def read_hours(text: str) -> int:
    """Minutes: 90 of “1:30”, “1.5”, “1½” and “1 h 30”; to the nearest one."""
    plain = _plain(text).casefold()
    if found := MINUTES_IN_WORDS.match(plain):
        return int(found["minutes"])
    found = HOURS_IN_WORDS.match(plain)
    if found is None:
        return _minutes(plain)
    if found["minutes"] and not found["hours"].isdecimal():
        raise Unreadable(Why.UNCLEAR)
    return _minutes(found["hours"]) + int(found["minutes"] or 0)


def _minutes(plain: str) -> int:
    if found := CLOCK.match(plain):
        return 60 * int(found["hours"]) + int(found["minutes"])
    minutes = 60 * _read(plain, thousands=False)
    return int(minutes.to_integral_value(ROUND_HALF_UP))


def _plain(text: str) -> str:
    """With digits of ours, single spaces, and one sign for each meaning."""
    seen = "".join(_sign(one) for one in text if unicodedata.category(one) != "Cf")
    plain = " ".join(seen.split())
    if len(plain) > LONGEST:
        raise Unreadable(Why.NO_NUMBER)
    return plain


def _sign(one: str) -> str:
    digit = unicodedata.decimal(one, None)
    return SIGNS.get(one, one) if digit is None else str(digit)


def _read(plain: str, thousands: bool) -> Decimal:
    plain = NO_CENTS.sub("", plain)
    if plain[-1:] in FRACTIONS:
        return _fraction(plain)
    found = WITH_THOUSANDS.match(plain)
    if found is None or (COULD_BE_BOTH.match(plain) and not thousands):
        found = WITHOUT_THOUSANDS.match(plain)
    if found is None or not any((found["whole"], found["part"])):
        raise Unreadable(_why(plain))
    whole = re.sub(r"\D", "", found["whole"])
    return Decimal(f"{whole or 0}.{found['part'] or 0}")


def _fraction(plain: str) -> Decimal:
    whole = plain[:-1].strip()
    if whole and not whole.isdecimal():
        raise Unreadable(_why(whole))
    return int(whole or 0) + FRACTIONS[plain[-1]]


def _why(plain: str) -> Why:
    if re.match(r"[-+−–]\s?[\d.,;]", plain):
        return Why.SIGNED
    only_numbers = re.fullmatch(r"[\d' .,;]*\d[\d' .,;]*", plain)
    return Why.UNCLEAR if only_numbers else Why.NO_NUMBER
