"""Words made comparable: lower case, without accents, cut down to their beginnings."""

import re
import unicodedata

WORD = re.compile(r"[^\W\d_]{3,}")
APOSTROPHES = str.maketrans("’‘ʼ", "'''")
# Six letters tell words apart and bring together Buchhalter and Buchhaltung.
STEM = 6
LONGEST = 60


def fold(text: str) -> str:
    """Lower case and without accents, so that “Gärtnerei” and “gartnerei” are the same."""
    if text.isascii():
        return text.lower()
    split = unicodedata.normalize("NFKD", text.translate(APOSTROPHES).casefold())
    return "".join(sign for sign in split if not unicodedata.combining(sign))


def words_of(text: str) -> set[str]:
    """The words of a name from four letters on; shorter ones are not worth mending."""
    return {word for word in WORD.findall(fold(text)) if 4 <= len(word) <= LONGEST}


def stems(text: str) -> set[str]:
    """The beginnings of the words of a name, numbers and short words left out."""
    return {word[:STEM] for word in WORD.findall(fold(text))}


def names_column(labels: list[str], others: list[str]) -> str:
    """All names of a thing for the search, one a line, folded: labels, an empty line, other names.

    Every name begins and ends with a line break, so that a whole name and the beginning of a
    name can be looked for with LIKE.
    """
    first = dict.fromkeys(fold(label) for label in labels if label)
    then = dict.fromkeys(fold(name) for name in others if name)
    rest = [name for name in then if name not in first]
    return "\n" + "\n".join(first) + "\n\n" + "".join(f"{name}\n" for name in rest)
