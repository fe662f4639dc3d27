"""The string with its knot: where somebody stands is a place on a line, never a colour."""

from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, gettext_lazy

STANCES = {
    -2: gettext_lazy("firmly against"),
    -1: gettext_lazy("rather against"),
    0: gettext_lazy("undecided"),
    1: gettext_lazy("rather for"),
    2: gettext_lazy("firmly for"),
}


def stance(value: int, was: int | None = None) -> SafeString:
    """The string and the words; `was` marks where the knot sat before."""
    return _stance(int(value), None if was is None else int(was), get_language() or "")


@lru_cache(maxsize=128)
def _stance(value: int, was: int | None, language: str) -> SafeString:
    stops = "".join(_stop(place, value, was) for place in STANCES)
    words = str(STANCES[value])
    if was is not None and was != value:
        words = gettext("%(now)s, before: %(before)s") % {
            "now": words,
            "before": STANCES[was],
        }
    return format_html(
        '<span class="stance"><svg viewBox="0 0 84 16" aria-hidden="true">'
        '<line class="stance__line" x1="6" y1="8" x2="78" y2="8"/>{}</svg>{}</span>',
        mark_safe(stops),  # noqa: S308 (numbers and class names of ours)
        words,
    )


def _stop(place: int, value: int, was: int | None) -> str:
    kind, radius = ("stop", "3")
    if place == value:
        kind, radius = ("knot", "5.5")
    elif place == was:
        kind, radius = ("was", "4.5")
    return f'<circle class="stance__{kind}" cx="{42 + 18 * place}" cy="8" r="{radius}"/>'
