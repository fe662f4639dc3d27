"""Whatever number people type comes in through one family of fields, and is written in one way."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.test import override_settings
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

import config.styleguide
from members.forms import fields
from members.forms.fields import HoursField, NumberField, WholeNumberField
from members.markup import numbers
from members.models import Member
from members.numbers import read_hours, read_number
from sharing.models import Offer
from sharing.reading.exchange_words import how_long
from sharing.reading.hours import hours_in_words
from tests.test_text_fields import OURS, ours, subclasses

BARE = re.compile(r"\b(?:NumberInput|forms\.(?:Integer|Decimal|Float)Field)\b")
TYPED_BY_NOBODY = {"sharing/forms/experiences.py": ["forms.IntegerField"]}
LANGUAGES = st.sampled_from(["de", "en"])


def sources(suffix: str) -> list[Path]:
    folders = (*OURS, "config", "templates", "static/js")
    return [path for name in folders for path in (settings.BASE_DIR / name).rglob(f"*{suffix}")]


# -- Every form and every page


def test_every_number_of_a_form_is_one_of_our_fields() -> None:
    bare = {
        (form.__name__, name)
        for form in [*ours(forms.BaseForm), config.styleguide.SampleForm]
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.IntegerField) and not field.widget.is_hidden
    }
    assert bare == set()


def test_no_form_makes_a_bare_one_while_it_runs() -> None:
    found = {
        str(path.relative_to(settings.BASE_DIR)): BARE.findall(path.read_text())
        for path in sources(".py")
    }
    assert {path: names for path, names in found.items() if names} == TYPED_BY_NOBODY


def test_no_page_asks_the_browser_to_read_a_number() -> None:
    asking = re.compile(r"""type=["']?number|"type": "number"|valueAsNumber""")
    paths = [*sources(".html"), *sources(".py"), *sources(".js")]
    assert [path.name for path in paths if asking.search(path.read_text())] == []


def test_every_field_says_which_keys_it_needs_and_offers_no_earlier_numbers() -> None:
    for kind in (NumberField, *subclasses(NumberField)):
        form = type("Some", (forms.Form,), {"much": kind()})()
        html = str(form["much"])
        mode = "numeric" if kind is WholeNumberField else "decimal"
        assert 'type="text"' in html and 'autocomplete="off"' in html
        assert f'inputmode="{mode}"' in html


def test_numbers_are_written_in_one_place() -> None:
    writing = re.compile(r"number_format|floatformat|intcomma")
    found = [
        path for path in (*sources(".py"), *sources(".html")) if writing.search(path.read_text())
    ]
    assert [path.name for path in found] == ["numbers.py"]


# -- What the house writes is read back


@given(st.decimals(0, 10**9, places=2), LANGUAGES)
def test_every_amount_the_house_writes_is_read_back(value: Decimal, language: str) -> None:
    with translation.override(language):
        assert read_number(numbers.amount(value)) == value
        assert NumberField().clean(NumberField().prepare_value(value)) == value


@given(st.integers(0, 10**12), LANGUAGES)
def test_every_count_the_house_writes_is_read_back(value: int, language: str) -> None:
    with translation.override(language):
        assert read_number(numbers.number(value)) == value
        assert WholeNumberField().clean(WholeNumberField().prepare_value(value)) == value


@pytest.mark.parametrize("language", ["de", "en"])
def test_all_hours_the_house_writes_are_read_back(language: str) -> None:
    with translation.override(language):
        for minutes in range(100 * 60 + 1):
            for written in (numbers.clock_hours, how_long, hours_in_words):
                assert read_hours(written(minutes)) == minutes
            assert HoursField().clean(HoursField().prepare_value(minutes)) == minutes


def test_a_language_with_a_decimal_comma_is_shown_one() -> None:
    with override_settings(LANGUAGES=[("fr", "French")]), translation.override("fr"):
        shown = NumberField().prepare_value(Decimal("1050.50"))
        assert shown.endswith("050,50") and NumberField().clean(shown) == Decimal("1050.50")


# -- What is refused


REFUSED: list[tuple[Any, str, str, str]] = [
    (NumberField(), "many", "Write it as 12.50.", "Schreib sie wie 12.50."),
    (NumberField(), "1,2,3", "Write it as 12.50.", "Schreib die Zahl wie 12.50."),
    (NumberField(), "-5", "without plus or minus, as 12.50.", "ohne Plus und Minus, wie 12.50."),
    (NumberField(), "5,005", "", ""),
    (NumberField(), "0.005", "as in 12.50.", "wie in 12.50."),
    (WholeNumberField(), "2,5", "for instance 12.", "zum Beispiel 12."),
    (WholeNumberField(between=(0, 200)), "1.500", "between 0 and 200", "zwischen 0 und 200"),
    (HoursField(), "many", "as 2, 1.5 or 1:30.", "wie 2, 1.5 oder 1:30."),
    (HoursField(between=(15, 6000)), "0:10", "Between 0:15 and 100 hours", "Zwischen 0:15 und 100"),
]


@pytest.mark.parametrize(("field", "typed", "english", "german"), REFUSED)
def test_a_refusal_shows_how_it_would_be_right(
    field: Any, typed: str, english: str, german: str
) -> None:
    for language, sentence in (("en", english), ("de", german)):
        with translation.override(language):
            if not sentence:
                assert field.clean(typed) == 5005
                continue
            with pytest.raises(forms.ValidationError) as refusal:
                field.clean(typed)
            assert sentence in refusal.value.messages[0]


def test_an_empty_field_is_missing_or_nothing() -> None:
    for kind in (NumberField, WholeNumberField, HoursField):
        for typed in ("", "  ", "\u00a0", None):
            assert kind(required=False).clean(typed) is None
            with pytest.raises(forms.ValidationError) as refusal:
                kind().clean(typed)
            assert refusal.value.error_list[0].code == "required"


@given(st.text(alphabet="0123456789.,’ -½:eE", max_size=40))
def test_nothing_typed_breaks_a_field(text: str) -> None:
    for field in (NumberField(), WholeNumberField(), HoursField(between=(0, 60))):
        try:
            field.clean(text)
        except forms.ValidationError:
            continue


@pytest.fixture
def paid(cast: Any) -> dict[str, Any]:
    return {
        "title": "Books in order",
        "text": "An evening with your books.",
        "language": "en",
        "skills": [],
        "own_skills": ["bookkeeping"],
        "ways": ["paid"],
        "currency": "CHF",
        "is_online": "on",
        "communities": [str(cast.public.pk)],
    }


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("50,50", "50.50"), ("1’000.50", "1000.50"), ("1'000.50", "1000.50"), ("1.000,50", "1000.50")],
)
def test_a_price_is_kept_as_it_was_meant(
    cast: Any, as_member: Any, paid: dict[str, Any], typed: str, amount: str
) -> None:
    answer = as_member("lea").post("/offers/new/", paid | {"amount": typed, "hours": "2,0"})
    assert answer.status_code == 303
    assert (Offer.objects.get().amount, Offer.objects.get().hours) == (Decimal(amount), 2)


@pytest.mark.parametrize("typed", ["1,500", "1.500", "1’500"])
@pytest.mark.parametrize(("language", "shown"), [("de", "1’500"), ("en", "1,500")])
def test_what_was_taken_for_thousands_is_shown_so(
    cast: Any, as_member: Any, paid: dict[str, Any], typed: str, language: str, shown: str
) -> None:
    Member.objects.filter(pk=cast.lea.pk).update(language=language)
    client = as_member("lea")
    client.post("/offers/new/", paid | {"amount": typed})
    address = Offer.objects.get().get_absolute_url()
    assert f"CHF {shown}" in client.get(address).content.decode()
    assert f'value="{shown}"' in client.get(f"{address}edit/").content.decode()


def test_a_price_that_cannot_be_read_is_shown_again(
    cast: Any, as_member: Any, paid: dict[str, Any]
) -> None:
    page = as_member("lea").post("/offers/new/", paid | {"amount": "50,50,50", "hours": "zwei"})
    text = page.content.decode()
    assert page.status_code == 422 and "unclear where the decimals begin" in text
    assert 'value="50,50,50"' in text and 'value="zwei"' in text


def test_text_fields_and_number_fields_have_one_home() -> None:
    assert {kind.__module__ for kind in subclasses(NumberField)} == {fields.__name__}
