"""Numbers that stand in addresses: drawn at random, so that they count nobody and order nothing."""

import secrets

# Crockford's base 32: no i, l, o, u, so that a code read aloud stays unambiguous.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
BITS = 50
LENGTH = BITS // 5
DIGITS = {letter: number for number, letter in enumerate(ALPHABET)}


def random_id() -> int:
    """A primary key of 50 random bits: fits into JavaScript's numbers.

    Among a million rows the chance that any two agree is 1 in 2,000; the key then refuses the row.
    """
    return secrets.randbits(BITS)


def to_code(number: int) -> str:
    """The ten letters that stand for an id in an address."""
    return "".join(ALPHABET[(number >> shift) & 31] for shift in range(BITS - 5, -1, -5))


def from_code(code: str) -> int:
    """The id behind ten letters; raises ValueError for anything else."""
    if len(code) != LENGTH:
        raise ValueError("a code has ten letters")
    number = 0
    for letter in code:
        if letter not in DIGITS:
            raise ValueError("a code has digits and lower-case letters only")
        number = number * 32 + DIGITS[letter]
    return number


class CodeConverter:
    """Lets an address say <code:id> and the view receive the number."""

    regex = f"[0-9a-hjkmnp-tv-z]{{{LENGTH}}}"

    def to_python(self, value: str) -> int:
        return from_code(value)

    def to_url(self, value: int) -> str:
        return to_code(int(value))
