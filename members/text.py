"""How text is cleaned on its way in, for forms, the API, imports and commands alike.

`clean_text` keeps lines, `clean_line` gives one. Both leave the words alone, and take away what a
reader does not see or what would turn the rest of a page around.
"""

import re
import unicodedata

# CR LF, CR, vertical tab, form feed, next line, line separator and paragraph separator.
LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Controls but tab and line feed, surrogates, byte order mark, overrides and embeddings (U+202A to
# U+202E), isolates (U+2066 to U+2069), interlinear annotation, and characters that are none.
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\u202a-\u202e\u2060-\u206f\ufff9-\ufffb"
    "\ufdd0-\ufdef\ufffe\uffff]"
)
# Signs of the block “Tags” spell the flags of England, Scotland and Wales behind a black flag;
# anywhere else they hide words.
TAGS = re.compile("(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]+")
# What takes no room at all: a line has no use for it.
NO_ROOM = re.compile("[\u00ad\u200b\u3164\uffa0\u115f\u1160\u180e]")
# Blank lines at the start; then up to three spaces, which mean nothing in Markdown either.
BLANK_START = re.compile(r"\A(?:[^\S\n]*\n)*(?: {1,3}(?=\S))?")


def clean_text(text: str) -> str:
    """Text of several lines: line feeds only, composed (NFC), nothing unseen, no blank ends.

    Marks and joiners stay, since scripts and emoji need them; so does the first line's indentation
    of four spaces and more.
    """
    text = LINE_END.sub("\n", text)
    text = UNSEEN.sub("", TAGS.sub("", text))
    text = unicodedata.normalize("NFC", text)
    return BLANK_START.sub("", text).rstrip()


def clean_line(text: str) -> str:
    """Text of one line: as above, with a single space wherever there was white space."""
    return " ".join(NO_ROOM.sub("", clean_text(text)).split())
