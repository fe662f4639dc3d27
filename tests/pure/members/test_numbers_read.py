"""Numbers are read as people write them, and nothing is guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.numbers import Unreadable, Why, read_hours, read_number

WRITTEN = {
    "50": "50 050 50. 50,0 ٥٠ ５０ ५० 50.– 50,- 50.-- 50.—",
    "50.5": "50,50 50.50 50,5 50½ ５０．５ ٥٠٫٥٠",
    "0.5": ".5 ,5 ½ 0,500 0.50 0½",
    "1.75": "1¾ 1,75",
    "1000.5": "1’000.50 1'000.50 1000,50 1.000,50 1,000.50 ١٬٠٠٠٫٥ 1’000,500",
    "1500": "1500 1.500 1,500 1’500 1'500 1ʼ500 1.500,00 1,500.00",
    "1000000": "1.000.000 1,000,000 1’000’000 1000000",
    "1234.5": "1234.500 1.234,5",
}
WITH_SPACES = {
    "1000.5": ["1 000,50", "1\u00a0000.50", "1\u202f000,50", "1\u2009000,50"],
    "1.5": ["1 ½", "1\u00a0½", " 1,5 ", "\u200e1.5\u200f", "\u2066 1.5\u2069"],
}
REFUSED = {
    Why.SIGNED: ["-5", "−5", "+5", "- 5", "–5", "-.5", "-1’000"],
    Why.UNCLEAR: [
        *("1,2,3", "1.000.5", "1’00", "1'0000", "12’34", "1,000,50", "1.000’000", "1’000,000,5"),
        *("0’500", "1.5.", "50, 50", "5 0", "1 000 00", "1 000’000", "1.5½", "1..5"),
    ],
    Why.NO_NUMBER: [
        *("NaN", "nan", "inf", "Infinity", "1e5", "1E5", "0x10", "1_000", "two", "5%", "CHF5"),
        *("²", "⅓", "1/2", "一", "½½", "½ 1", ".½", ".", ",", "’", "1:30", "1 h", "5-", "--5"),
        *("", " ", "\x00", "9" * 31),
    ],
}


@pytest.mark.parametrize(
    ("text", "value"),
    [(text, value) for value, texts in WRITTEN.items() for text in texts.split()]
    + [(text, value) for value, texts in WITH_SPACES.items() for text in texts],
)
def test_a_number_is_read_in_whichever_way_it_is_written(text: str, value: str) -> None:
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "why"), [(text, why) for why, texts in REFUSED.items() for text in texts]
)
def test_what_is_no_number_or_could_be_two_is_refused_with_its_reason(text: str, why: Why) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_number(text)
    assert refusal.value.why == why


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        *[("2", 120), ("1.5", 90), ("1,5", 90), ("1,25", 75), ("1½", 90), ("½", 30), ("2¼", 135)],
        *[("1:30", 90), ("0:20", 20), ("١:٣٠", 90), ("1：30", 90), ("٣", 180), ("0", 0)],
        *[("1 h 30", 90), ("1h30", 90), ("1 h 30 min", 90), ("1 Std. 5 Min.", 65), ("2 Std.", 120)],
        *[("1½ hours", 90), ("1½ Stunden", 90), ("1 hour", 60), ("20 minutes", 20), ("90 min", 90)],
        *[("20 Minuten", 20), ("1:30 h", 90), ("1,5 h", 90), ("2 hrs", 120), ("1\u202fh", 60)],
        # One and a half, not one thousand five hundred; and to the nearest minute.
        *[
            ("1.500", 90),
            ("1,500", 90),
            ("1’500", 90_000),
            ("0.33", 20),
            ("1.33", 80),
            ("0.67", 40),
        ],
    ],
)
def test_hours_are_read_as_people_write_them(text: str, minutes: int) -> None:
    assert read_hours(text) == minutes


@pytest.mark.parametrize(
    "text",
    [
        *("", "two", "-1", "1e3", "NaN", "1:75", "1:5", "1:30:00", ":30", "h", "min", "1 h 75"),
        *("1,5 h 30", "1½ h 30 min", "1 h -5", "-1:30", "1.5 min", "1 d", "2 h 2 h", "1 2"),
    ],
)
def test_what_are_no_hours_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_hours(text)


AMOUNTS = st.decimals(0, 10**9, places=2)
BETWEEN_THOUSANDS = st.sampled_from(["’", "'", " ", "\u00a0", "\u202f", "\u2009", ".", ",", ""])


@given(AMOUNTS, BETWEEN_THOUSANDS, st.sampled_from(".,"))
def test_every_amount_is_read_back(value: Decimal, between: str, sign: str) -> None:
    if between != sign:
        text = f"{value:,.2f}".replace(".", ";").replace(",", between).replace(";", sign)
        assert read_number(text) == value


@given(st.integers(0, 10**12), BETWEEN_THOUSANDS)
def test_every_count_is_read_back(value: int, between: str) -> None:
    assert read_number(f"{value:,}".replace(",", between)) == value


@given(AMOUNTS, st.sampled_from([0x660, 0x966, 0xFF10, 0x1D7CE]))
def test_digits_of_every_script_count_alike(value: Decimal, zero: int) -> None:
    text = "".join(chr(zero + int(one)) if one.isdigit() else one for one in f"{value:.2f}")
    assert read_number(text) == value


@given(st.one_of(st.text(), st.text(alphabet="019.,’ -+½:hmin", max_size=12)))
def test_whatever_is_typed_gives_a_number_from_zero_or_a_refusal(text: str) -> None:
    for read in (read_number, read_hours):
        try:
            value = read(text)
        except Unreadable as refusal:
            assert refusal.why in Why
        else:
            assert value >= 0 and Decimal(value).is_finite()
