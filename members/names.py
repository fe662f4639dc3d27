"""Which names people and communities can have: seen, in one script a word, and nobody else's.

What looks alike is told by the tables of Unicode's Technical Standard 39, as the package
confusable-homoglyphs carries them.
"""

import re
import unicodedata
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

NEEDS_LETTERS = _("Please give a name with letters in it.")
HIDES_SOMETHING = _("This name has characters in it that nobody sees. Please type it anew.")
MIXES_SCRIPTS = _(
    "This name mixes letters of several scripts in one word, which makes it look like another "
    "name. Please type it in one script."
)
IS_THE_HOUSES = _("This name is kept for those who run this site. Please choose another.")

# Words that say somebody speaks for the house; a name made of nothing else is refused.
RESERVED = (
    "admin administration administrator administratorin anonym anonymous bot contact help hilfe"
    " info kontakt legal mail mailer moderation moderator moderatoren moderatorin moderators news"
    " noreply official offiziell operator postmaster recht redaktion root security sicherheit"
    " staff support system team webmaster"
)
# Scripts that are written together; `HIGHLY RESTRICTIVE` in the standard.
TOGETHER = (
    {"LATIN", "HAN", "HIRAGANA", "KATAKANA"},
    {"LATIN", "HAN", "BOPOMOFO"},
    {"LATIN", "HAN", "HANGUL"},
)
# Scripts whose letters look the same with or without a joiner between them.
WITHOUT_JOINERS = {"LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN", "HEBREW", "HAN"}
MOST_MARKS = 3
WORD_END = re.compile(r"[\s\-_.,/·&+]+")
# What is typed for a letter: zero, one and a bar; two letters that run into one.
ALIKE = str.maketrans({"0": "o", "1": "l", "|": "l", "i": "l"})


def fault_in(name: str) -> Any:
    """The sentence that says why nobody can have this name, or None; `name` is one clean line."""
    if not any(character.isalpha() for character in name):
        return NEEDS_LETTERS
    if _hides_something(name):
        return HIDES_SOMETHING
    if any(_mixes_scripts(word) for word in WORD_END.split(name)):
        return MIXES_SCRIPTS
    if is_reserved(name):
        return IS_THE_HOUSES
    return None


def is_reserved(name: str) -> bool:
    """Whether a name, or a handle, looks like the house itself, its staff or a service of it."""
    words = {_looks(word) for word in WORD_END.split(name) if word}
    return bool(words) and words <= _reserved(settings.SITE_NAME)


@cache
def _reserved(site: str) -> frozenset[str]:
    return frozenset(_looks(word) for word in (*RESERVED.split(), *WORD_END.split(site)))


def _hides_something(name: str) -> bool:
    """Format characters where no script and no emoji needs them, blanks, and heaps of marks."""
    marks = 0
    for before, character in zip(" " + name, name, strict=False):
        kind = unicodedata.category(character)
        marks = marks + 1 if kind in {"Mn", "Me"} else 0
        if marks > MOST_MARKS or character == "\u2800":
            return True
        if kind == "Cf" and (before.isspace() or _scripts(before) & WITHOUT_JOINERS):
            return True
    return False


def _mixes_scripts(word: str) -> bool:
    scripts = _scripts(word)
    return len(scripts) > 1 and not any(scripts <= written for written in TOGETHER)


def _scripts(text: str) -> set[str]:
    # Reading the tables takes a while, and no page needs them.
    from confusable_homoglyphs.categories import unique_aliases

    return set(unique_aliases(text)) - {"COMMON", "INHERITED"}


def _looks(word: str) -> str:
    """What a word looks like, written in plain small letters."""
    from confusable_homoglyphs.confusables import confusables_data

    plain = unicodedata.normalize("NFKD", word)
    letters = []
    for character in plain:
        if unicodedata.combining(character):
            continue
        alike = [] if character.isascii() else confusables_data.get(character, [])
        letters.append(next((one["c"] for one in alike if one["c"].isascii()), character))
    return "".join(letters).casefold().translate(ALIKE).replace("rn", "m").replace("vv", "w")
