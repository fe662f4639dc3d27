"""In which order names stand: the same on every server, whatever its own order of letters is.

Upper and lower case are one, and a letter with a mark stands where it stands without: Ä with A, É
with E. `alphabetical` orders in the database, `in_alphabet` what is in memory.
"""

import unicodedata
from typing import Any

from django.contrib.postgres.lookups import Unaccent
from django.db.models.functions import Collate, Lower

# What falls into no letter and mark; `unaccent` knows them too.
WHOLE = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})


def alphabetical(name: Any) -> Collate:
    """For `order_by`, in place of the column or expression with the name."""
    return Collate(Lower(Unaccent(name)), "C")


def in_alphabet(name: str) -> str:
    """For the `key` of a sort."""
    split = unicodedata.normalize("NFKD", str(name).lower().translate(WHOLE))
    return "".join(sign for sign in split if not unicodedata.combining(sign))
