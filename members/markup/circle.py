"""The circle of the ten basic values as a picture: declared ones are inked, the others stay paper.

A picture only; the list beside it says the same in words. Nine sectors of 40 degrees, clockwise
from the top; conformity and tradition share one, tradition further out (Schwartz 1992).
"""

from collections.abc import Sequence
from functools import lru_cache
from math import copysign, cos, pi, sin

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from members.values import SECTORS, BasicValue, all_values

MIDDLE = 230.0
INNER, BETWEEN, OUTER, NAMES = 62.0, 106.0, 150.0, 172.0
# The two that share a sector: (inner edge, outer edge), and how far their names stand apart.
SHARED = {"conformity": (INNER, BETWEEN, 16.6), "tradition": (BETWEEN, OUTER, 0.0)}


def circle(held: Sequence[str], name: str) -> SafeString:
    """The circle for somebody of this name; `held` are the slugs they declared, in their order."""
    order = list(dict.fromkeys(held))
    numbers = tuple((slug, number) for number, slug in enumerate(order, 1))
    return _circle(numbers, name, get_language() or "")


@lru_cache(maxsize=256)
def _circle(numbers: tuple[tuple[str, int], ...], name: str, language: str) -> SafeString:
    held = dict(numbers)
    return format_html(
        '<svg class="values__circle" viewBox="-20 0 500 460" role="img" aria-labelledby="vt vd">'
        '<title id="vt">{}</title><desc id="vd">{}</desc>{}{}</svg>',
        gettext("%(name)s on the circle of ten basic values") % {"name": name},
        _described(list(held)),
        format_html_join(
            "",
            "{}",
            ((_sector(value, held.get(slug)),) for slug, value in all_values().items()),
        ),
        _poles(),
    )


def _described(slugs: list[str]) -> str:
    names = ", ".join(all_values()[slug].name for slug in slugs)
    return gettext(
        "Declared: %(names)s. Neighbouring values go well together, "
        "opposite ones pull at each other."
    ) % {"names": names}


def _sector(value: BasicValue, number: int | None) -> SafeString:
    """One field with its name, and its number in the list where it is declared."""
    inner, outer, lower = SHARED.get(value.slug, (INNER, OUTER, 0.0))
    start = (value.sector - 1) * 2 * pi / SECTORS
    end, middle = start + 2 * pi / SECTORS, start + pi / SECTORS
    held = " values__sector--held" if number else ""
    path = format_html(
        '<path class="values__sector{}" d="M{}A{r} {r} 0 0 1 {}L{}A{q} {q} 0 0 0 {}Z"/>',
        held,
        _point(start, outer),
        _point(end, outer),
        _point(end, inner),
        _point(start, inner),
        r=f"{outer:g}",
        q=f"{inner:g}",
    )
    mark = SafeString("")
    if number:
        x, y = _place(middle, (inner + outer) / 2)
        mark = format_html('<text class="values__no" x="{}" y="{}">{}</text>', x, y, number)
    return path + mark + _name(value, middle, lower, bool(number))


def _name(value: BasicValue, angle: float, lower: float, held: bool) -> SafeString:
    x, y = _place(angle, NAMES)
    side, is_high = sin(angle), cos(angle) > 0
    anchor = "start" if side > 0 else "end"
    if abs(side) < 0.4:
        # The two at the top lean against the middle, so that long names do not meet.
        x, anchor = (f"{MIDDLE + copysign(9, side):.1f}", anchor) if is_high else (x, "middle")
    kind = f"values__name values__name--{anchor}" + (" values__name--held" if held else "")
    return format_html(
        '<text class="{}" x="{}" y="{}">{}</text>', kind, x, f"{float(y) + lower:.1f}", value.name
    )


def _poles() -> SafeString:
    corners = (
        (476, 28, " values__pole--end", gettext("openness to change")),
        (-16, 28, "", gettext("self-transcendence")),
        (-16, 448, "", gettext("conservation")),
        (476, 448, " values__pole--end", gettext("self-enhancement")),
    )
    return format_html_join(
        "",
        '<text class="values__pole{2}" x="{0}" y="{1}">{3}</text>',
        corners,
    )


def _place(angle: float, radius: float) -> tuple[str, str]:
    return f"{MIDDLE + radius * sin(angle):.1f}", f"{MIDDLE - radius * cos(angle):.1f}"


def _point(angle: float, radius: float) -> str:
    return " ".join(_place(angle, radius))
