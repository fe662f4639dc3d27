"""Restating is not copying: the share of runs of four words, on plain words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debates.listening.copying import COPIED, is_copy, runs_of, share_copied, words_of

ORIGINAL = (
    "A number without its story is no truth but a rumour with a comma. Behind almost every unfair "
    "wage stood a reason that nobody wants to make public."
)
words = st.lists(st.sampled_from("abcdefgh"), min_size=0, max_size=30).map(" ".join)


def test_the_same_words_are_a_copy():
    assert share_copied(ORIGINAL, ORIGINAL) == 1.0
    assert is_copy(ORIGINAL, ORIGINAL)


def test_ones_own_words_are_none():
    own = "You fear that a bare list shows private hardship that was never meant for everybody."
    assert share_copied(own, ORIGINAL) == 0.0
    assert not is_copy(own, ORIGINAL)


@pytest.mark.parametrize(
    "disguised",
    [
        ORIGINAL.upper(),
        ORIGINAL.replace(".", " !!! "),
        ORIGINAL.replace(" ", "\n\t"),
        ORIGINAL.replace("e", "e\N{ZERO WIDTH SPACE}"),
        ORIGINAL.replace("number", "\N{FULLWIDTH LATIN SMALL LETTER N}umber"),
        f"«{ORIGINAL}»",
    ],
)
def test_a_disguised_copy_is_a_copy(disguised):
    assert share_copied(disguised, ORIGINAL) == 1.0


def test_sixty_per_cent_of_the_runs_is_the_line():
    # Eight words make five runs; three of five come from the original.
    assert (
        share_copied("one two three four five six other words", "one two three four five six")
        == 0.6
    )
    assert is_copy("one two three four five six other words", "one two three four five six")
    # Nine words make six runs; three of six are half.
    assert share_copied("one two three four five six x y z", "one two three four five six") == 0.5
    assert not is_copy("one two three four five six x y z", "one two three four five six")


@pytest.mark.parametrize(
    ("restated", "original", "share"),
    [
        ("", ORIGINAL, 0.0),
        ("... !", ORIGINAL, 0.0),
        ("no truth", ORIGINAL, 1.0),
        ("truth no", ORIGINAL, 0.0),
        ("no truth but a", "no truth", 0.0),
        ("anything", "", 0.0),
    ],
)
def test_short_texts_are_compared_as_one_run(restated, original, share):
    assert share_copied(restated, original) == share


@given(words, words)
def test_the_share_stays_in_its_range(restated, original):
    assert 0.0 <= share_copied(restated, original) <= 1.0
    assert is_copy(restated, original) == (share_copied(restated, original) >= COPIED)


@given(words)
def test_every_text_with_words_is_a_copy_of_itself(text):
    assert share_copied(text, text) == (1.0 if words_of(text) else 0.0)


@given(words, words, words)
def test_more_original_never_lowers_the_share(restated, original, more):
    assert share_copied(restated, f"{original} {more}") >= share_copied(restated, original)


@given(words)
def test_there_are_as_many_runs_as_places_at_most(text):
    assert len(runs_of(words_of(text))) <= max(0, len(words_of(text)) - 3)
