"""Numbers as the house writes them, in the reader's language; `members.numbers` reads them back."""

from decimal import Decimal

from django.utils.formats import number_format


def number(value: Decimal | float, places: int | None = None) -> str:
    """12’400 in German, 12,400 in English."""
    return number_format(value, places, force_grouping=True)


def amount(value: Decimal | int) -> str:
    """120, or 37.50: money has two decimal places or none."""
    return number(value, 0 if value == int(value) else 2)


def clock_hours(minutes: int) -> str:
    """2, or 1:30: hours as a field shows them."""
    hours, rest = divmod(minutes, 60)
    return f"{hours}:{rest:02}" if rest else str(hours)
