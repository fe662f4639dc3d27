"""Mends misspelt words before a text is read: an encoder that meets one reads nonsense.

Only a word that is known in no language is touched, neither its beginning with another ending nor
two words in one; and only if one slip of the pen leads to a known one: a letter missing, doubled,
wrong or in the wrong place, never the first.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from math import log

from sharing.matching.encoding import encoder
from sharing.vocabulary.reading import NamedRow, UnreadableVocabulary, read

WORD = re.compile(r"[^\W\d_]+")
LETTERS = "abcdefghijklmnopqrstuvwxyzäöüàâçéèêëîïôùûìò"
SHORTEST = 4
# So many letters at the end of a word change with its case, person and number.
ENDINGS = (1, 2, 3)
# How unlikely a slip is, in the same measure as how usual a word is.
SWAPPED, DOUBLED, LEFT_OUT, TOO_MUCH, WRONG = 0.0, 0.0, 1.0, 1.0, 2.0
# A word of the vocabulary in the language of the text is likelier by so much.
IN_LANGUAGE = 3.0

Usual = Mapping[str, float]


class Speller:
    """Knows words with how usual they are, and those of each language."""

    def __init__(self, usual: Usual, of_language: Mapping[str, Collection[str]]) -> None:
        self._usual = usual
        self._of_language = of_language

    def mend(self, text: str, language: str = "") -> str:
        """The text with its misspelt words put right."""
        own = self._of_language.get(language, ())
        return WORD.sub(lambda found: self._mend_word(found[0], own), text)

    def _mend_word(self, word: str, own: Collection[str]) -> str:
        folded = word.casefold()
        if len(folded) < SHORTEST or self._is_word(folded):
            return word
        likely: dict[str, float] = {}
        for meant, cost in _slips(folded):
            if meant in self._usual:
                worth = self._usual[meant] - cost + IN_LANGUAGE * (meant in own)
                likely[meant] = max(worth, likely.get(meant, worth))
        if not likely:
            return word
        best = min(likely, key=lambda meant: (-likely[meant], meant))
        return best.capitalize() if word[0].isupper() else best

    def _is_word(self, word: str) -> bool:
        """Known as it is, with another ending, or as two words written together."""
        return (
            word in self._usual
            or any(word[:-cut] in self._usual for cut in ENDINGS if len(word) - cut >= SHORTEST)
            or any(
                word[:at] in self._usual and word[at:] in self._usual
                for at in range(SHORTEST, len(word) - SHORTEST + 1)
            )
        )


def _slips(word: str) -> Iterator[tuple[str, float]]:
    """Every word that this one may have been meant to be, with how unlikely the slip is."""
    for at in range(1, len(word) + 1):
        before, letter, after = word[:at], word[at : at + 1], word[at + 1 :]
        for other in LETTERS:
            doubles = other in (before[-1], letter)
            yield before + other + letter + after, DOUBLED if doubles else LEFT_OUT
            if letter:
                yield before + other + after, WRONG
        if letter:
            yield before + after, DOUBLED if letter == before[-1] else TOO_MUCH
        if after:
            yield before + after[0] + letter + after[1:], SWAPPED


@cache
def speller() -> Speller:
    """The one of this process: it knows what the encoder and the vocabulary of skills know."""
    model = encoder()
    usual = model.words() if model else {}
    languages: dict[str, Counter[str]] = {code: Counter() for code in ("de", "en", "fr")}
    for row in _rows():
        for code, counted in languages.items():
            names = (row.labels[code], *row.others[code])
            counted.update(word for name in names for word in WORD.findall(name.casefold()))
    for counted in languages.values():
        for word, count in counted.items():
            usual[word] = max(usual.get(word, 0.0), log(count))
    return Speller(usual, languages)


def _rows() -> list[NamedRow]:
    try:
        vocabulary = read()
    except UnreadableVocabulary:
        return []
    return [*vocabulary.skills, *vocabulary.occupations]
