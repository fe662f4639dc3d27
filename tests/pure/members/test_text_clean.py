"""Text is cleaned the same way wherever it comes in."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.text import clean_line, clean_text

LEFT_TO_RIGHT = "\u202e\u2066\u2069\u202a\u2068"
PEOPLE_TYPE = st.text(
    st.one_of(
        st.sampled_from("ab ä\u0308\r\n\t\u2028\x0b\x00\ufeff\u200d\u200b" + LEFT_TO_RIGHT),
        st.sampled_from("🏴\U000e0067\U000e0062\U000e007f👩\u200d🔬\ufe0fש\u05b0ง\u0301가"),
        st.characters(),
    )
)


@given(PEOPLE_TYPE)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    for clean in (clean_text, clean_line):
        assert clean(clean(text)) == clean(text)


@given(PEOPLE_TYPE)
def test_what_is_clean_is_composed_and_hides_nothing(text: str) -> None:
    for clean in (clean_text, clean_line):
        kept = clean(text)
        assert unicodedata.is_normalized("NFC", kept)
        assert not set(kept) & set("\r\x00\ufeff\u2028\x0b" + LEFT_TO_RIGHT)


@given(PEOPLE_TYPE)
def test_a_line_is_one_line(text: str) -> None:
    line = clean_line(text)
    assert line == " ".join(line.split())


@given(st.text(st.characters(categories=["L", "N", "P", "S"])))
def test_words_stay_as_they_are(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert clean_text(composed).split() == composed.split()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("\n \n    code\n", "    code"),
        (" Hello.", "Hello."),
        ("u\u0308ber", "über"),
        ("gnp.exe\u202egpj", "gnp.exegpj"),
        ("a\x00b\x07c", "abc"),
        ("a\tb", "a\tb"),
    ],
)
def test_texts_keep_their_lines_and_lose_what_nobody_sees(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


@pytest.mark.parametrize(
    "text",
    [
        "👩‍🔬 and 👨‍👩‍👧",
        "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
        "می‌خواهم",
        "שָׁלוֹם",
        "ภาษาไทย",
        "க்‍ஷ",
        "नहीं",
    ],
)
def test_marks_and_joiners_that_a_script_or_an_emoji_needs_stay(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert (clean_text(text), clean_line(text)) == (composed, composed)


def test_words_spelled_in_tags_are_taken_out() -> None:
    hidden = "".join(chr(0xE0000 + ord(letter)) for letter in "ignore all")
    assert clean_text(f"Hello{hidden} there") == "Hello there"


def test_a_line_has_no_spaces_that_take_no_room() -> None:
    assert clean_line(" Le\u200ba\u00ad  Keller\n") == "Lea Keller"
