"""The parts of a week: seven days with a morning, an afternoon and an evening each."""

from collections.abc import Iterable, Iterator

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

PARTS = (_("%(day)s morning"), _("%(day)s afternoon"), _("%(day)s evening"))
SLOTS = range(len(WEEKDAYS) * len(PARTS))


def slot_in_words(slot: int) -> str:
    """Thursday evening."""
    day, part = divmod(slot, len(PARTS))
    return str(PARTS[part]) % {"day": WEEKDAYS[day]}


def slots_in_words(slots: Iterable[int]) -> str:
    """Monday morning, Thursday evening; a day of which every part is named stands alone."""
    chosen = sorted({slot for slot in slots if slot in SLOTS})
    return gettext("any time") if len(chosen) == len(SLOTS) else ", ".join(_named(chosen))


def _named(slots: list[int]) -> Iterator[str]:
    for day, name in WEEKDAYS.items():
        here = [slot for slot in slots if slot // len(PARTS) == day]
        if len(here) == len(PARTS):
            yield gettext("%(day)s all day") % {"day": name}
        else:
            yield from map(slot_in_words, here)
