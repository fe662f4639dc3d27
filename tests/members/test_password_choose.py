"""A password that is long and yet guessed at once is refused, with a sentence that helps."""

import time

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import translation

from config.demonstration.sign_ins import PASSWORD as DEMONSTRATED
from tests.sign_in import PASSWORD

GUESSED = [
    "123456789012",
    "210987654321",
    "aaaaaaaaaaaa",
    "abcabcabcabc",
    "abcdefghijklmnop",
    "passwordpassword",
    "resonanzresonanz",
    "Password12345",
    "2024passwort!",
    "qwertyuiopas",
    "qwertzuiopas",
    "asdfghjklasdfghjkl",
    "hallohallohallo",
    "sommersommer123",
]
GOOD = [
    PASSWORD,
    DEMONSTRATED,
    "a rather long phrase",
    "ein Velo, drei Kirschen",
    "xK9#vPq2Lm7w",
    "vier Birnen am Hang",
    "ö" + "kaltes Wasser trinken",
]


@pytest.mark.parametrize("password", GUESSED)
def test_rows_repeats_and_common_words_are_refused(password) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password)
    assert "guessed quickly" in " ".join(refused.value.messages)


@pytest.mark.parametrize("password", GOOD)
def test_words_that_have_nothing_to_do_with_each_other_pass(password) -> None:
    validate_password(password)


def test_the_sentence_is_said_in_german_too() -> None:
    with translation.override("de"), pytest.raises(ValidationError) as refused:
        validate_password("123456789012")
    assert "vier Wörter" in " ".join(refused.value.messages)


def test_a_very_long_text_is_judged_in_no_time() -> None:
    began = time.process_time()
    validate_password("ab cd" + "x y" * 300_000 + "zweig")
    assert time.process_time() - began < 2


def test_the_sign_up_says_so_at_the_field(db, client) -> None:
    given = {
        "name": "Lea",
        "email": "lea@example.org",
        "password1": "qwertzuiopas",
        "language": "en",
        "is_old_enough": "on",
        "accepts_guidelines": "on",
    }
    answer = client.post("/accounts/signup/", given, headers={"accept-language": "en"})
    assert "guessed quickly" in answer.context["form"].errors["password1"][0]
