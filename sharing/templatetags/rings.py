"""A ring as a picture: everybody on a circle, each giving to the next."""

from math import cos, pi, sin

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from sharing.reading.rings import Round

register = template.Library()
RADIUS, KNOT, SIZE = 88, 30, 300
LONGEST_NAME = 14


@register.simple_tag
def ring_picture(one: Round) -> SafeString:
    """The circle with a knot for each and an arrow to the next; the list below says the same."""
    places = [_place(number, len(one.seats)) for number in range(len(one.seats))]
    knots = format_html_join(
        "",
        '<g class="ring__seat{}"><circle cx="{}" cy="{}" r="{}"/><text x="{}" y="{}">{}</text></g>',
        (
            (" ring__seat--own" if seat == one.own else "", x, y, KNOT, x, y + 5, _short(seat))
            for seat, (x, y) in zip(one.seats, places, strict=True)
        ),
    )
    arrows = format_html_join(
        "",
        '<path class="ring__arrow" d="{}"/>',
        ((_arrow(n, len(places)),) for n in range(len(places))),
    )
    return format_html(
        '<svg class="ring__picture" viewBox="0 0 {0} {0}" aria-hidden="true">'
        '<circle class="ring__line" cx="{1}" cy="{1}" r="{2}"/>{3}{4}</svg>',
        SIZE,
        SIZE // 2,
        RADIUS,
        arrows,
        knots,
    )


def _short(seat: object) -> str:
    """A first name that fits on a knot."""
    name = str(seat.member.name).split()[0]  # type: ignore[attr-defined]
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def _place(number: float, count: int, radius: float = RADIUS) -> tuple[int, int]:
    """Where the n-th of so many sits, from the top and clockwise."""
    angle = 2 * pi * number / count - pi / 2
    return round(SIZE / 2 + radius * cos(angle)), round(SIZE / 2 + radius * sin(angle))


def _arrow(number: int, count: int) -> str:
    """A small head halfway to the next, along the circle."""
    middle = number + 0.5
    tip = _place(middle + 0.05, count)
    outer = _place(middle - 0.05, count, RADIUS + 8)
    inner = _place(middle - 0.05, count, RADIUS - 8)
    return f"M{outer[0]} {outer[1]}L{tip[0]} {tip[1]}L{inner[0]} {inner[1]}"
