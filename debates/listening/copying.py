"""Whether somebody restates in their own words, or copies.

Two texts are compared by their runs of four words (word 4-grams). Words are compared as read: in
Unicode's NFKC form, in lower case, without punctuation and without signs that take no room.
"""

import re
import unicodedata

RUN = 4
# From this share of runs on, a restatement is a copy.
COPIED = 0.6
WORD = re.compile(r"[^\W_]+")
INVISIBLE = "Cf"


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return WORD.findall("".join(sign for sign in plain if unicodedata.category(sign) != INVISIBLE))


def runs_of(words: list[str], length: int = RUN) -> set[tuple[str, ...]]:
    """Every run of `length` words, each once; none where there are fewer words."""
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


def share_copied(restated: str, original: str) -> float:
    """The share of the runs of the restatement that stand in the original too: 0 to 1.

    A restatement of fewer than four words is compared as one run.
    """
    words = words_of(restated)
    if not words:
        return 0.0
    length = min(RUN, len(words))
    runs = runs_of(words, length)
    return len(runs & runs_of(words_of(original), length)) / len(runs)


def is_copy(restated: str, original: str) -> bool:
    """Whether 60 % or more of its runs of four words come from the original."""
    return share_copied(restated, original) >= COPIED
