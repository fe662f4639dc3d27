"""The landscape as HTML and SVG: shares of the camps, statements with them, and the map.

The map draws areas and one's own point; the points of others are drawn only where an imported
conversation published them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import cos, hypot, radians, sin

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from debates.landscape.areas import Area
from debates.reading.landscape import TONES, CampShown, Claim, Shown
from debates.reading.landscape_words import (
    own_place_in_words,
    where_in_words,
    why_in_this_order,
)
from debates.reading.share_words import all_in_words, share_in_words
from debates.reading.statements import Line
from members.markup.assets import icon
from members.markup.language import lang

WIDTH, HEIGHT, EDGE = 430, 350, 16
# Contours within an area, as shares of it.
CONTOURS = (0.66, 0.33)
# Of more points than these only some are drawn, evenly picked.
MOST_DOTS = 2500


@dataclass(frozen=True)
class Frame:
    """From the units of the components to those of the drawing, whose y goes down."""

    left: float
    top: float
    scale: float

    def at(self, x: float, y: float) -> tuple[int, int]:
        """A place of the drawing, within its edges."""
        across = EDGE + (x - self.left) * self.scale
        down = EDGE + (self.top - y) * self.scale
        return round(min(max(across, 8), WIDTH - 8)), round(min(max(down, 8), HEIGHT - 8))


def shares(claim: Claim) -> SafeString:
    """How each camp voted: a bar, and the same in words."""
    if not claim.shares:
        return SafeString("")
    camp = gettext("Camp")
    rows = (
        (camp, share.letter, _tone(share.camp), share.percent, share_in_words(share))
        for share in claim.shares
    )
    return format_html(
        '<ul class="shares">{}</ul>',
        format_html_join(
            "",
            '<li class="share"><b><span class="hidden-text">{} </span>{}</b>'
            '<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
            '<rect class="share__all" width="100" height="10"/>'
            '<rect class="share__agree--{}" width="{}" height="10"/></svg><span>{}</span></li>',
            rows,
        ),
    )


def claim_figures(claim: Claim) -> SafeString:
    """Everything that may be told about how people voted on a statement."""
    return format_html("{}{}", shares(claim), _total(claim))


def claim_gist(claim: Claim) -> SafeString:
    """How each camp voted, or all together where that cannot be told."""
    return shares(claim) or _total(claim)


def _total(claim: Claim) -> SafeString:
    if claim.total is None:
        return SafeString("")
    return format_html('<p class="statement__how">{}</p>', all_in_words(claim.total))


def claims(rows: Iterable[Claim]) -> SafeString:
    """Statements in a list of the landscape, each with the shares of the camps."""
    return format_html(
        '<ol class="statements">{}</ol>',
        format_html_join(
            "",
            '<li class="statement"><p class="statement__claim" {}>'
            '<a href="/statements/{}/">{}</a></p>{}</li>',
            (
                (
                    lang(row.statement.language),
                    row.statement.code,
                    row.statement.text,
                    claim_gist(row),
                )
                for row in rows
            ),
        ),
    )


def statement_lines(rows: Sequence[Line], order: bool = False) -> SafeString:
    """Statements of a topic with what is known of them; `order` leaves out why each stands there.

    The reader's own vote stands beside them, and nobody else's.
    """
    return format_html(
        '<ol class="statements" id="statements">{}</ol>',
        format_html_join("", "{}", ((_line(row, not order),) for row in rows)),
    )


def _line(row: Line, says_why: bool) -> SafeString:
    statement = row.statement
    notes = [row.own_vote] if row.own_vote else []
    if row.is_own:
        notes.append(gettext("You wrote this; nobody else sees that."))
    why = SafeString("")
    if says_why:
        why = format_html(
            '<details class="disclosure"><summary>{}{}{}</summary>'
            '<p class="disclosure__body small soft">{}</p></details>',
            icon("circle-help"),
            gettext("Why is this here?"),
            icon("chevron-down"),
            why_in_this_order(row.claim),
        )
    return format_html(
        '<li class="statement" id="s-{}"><p class="statement__claim" {}>'
        '<a href="/statements/{}/">{}</a></p>{}{}{}</li>',
        statement.code,
        lang(statement.language),
        statement.code,
        statement.text,
        claim_figures(row.claim),
        format_html_join("", '<p class="statement__how">{}</p>', ((note,) for note in notes)),
        why,
    )


def landscape_map(shown: Shown) -> SafeString:
    """The map: areas with their letters, and one's own point; a title and a text beside it."""
    frame = _frame([camp.area for camp in shown.camps])
    return format_html(
        '<svg class="landscape__map" viewBox="0 0 {} {}" role="img" '
        'aria-labelledby="map-title map-text"><title id="map-title">{}</title>'
        '<desc id="map-text">{}</desc>{}{}{}{}{}</svg>',
        WIDTH,
        HEIGHT,
        gettext("Map of opinions"),
        _described(shown, frame),
        _cross(frame),
        _areas(shown.camps, frame),
        _dots(shown.dots, frame),
        _letters(shown, frame),
        _self(shown, frame),
    )


def _frame(areas: Sequence[Area]) -> Frame:
    """So that all areas lie within the drawing, as large as they can, in the middle of it."""
    boxes = [(area, *_reach(area)) for area in areas]
    left = min(area.x - across for area, across, _up in boxes)
    right = max(area.x + across for area, across, _up in boxes)
    low = min(area.y - up for area, _across, up in boxes)
    high = max(area.y + up for area, _across, up in boxes)
    scale = min((WIDTH - 2 * EDGE) / (right - left), (HEIGHT - 2 * EDGE) / (high - low))
    spare_across = (WIDTH - 2 * EDGE) / scale - (right - left)
    spare_up = (HEIGHT - 2 * EDGE) / scale - (high - low)
    return Frame(left - spare_across / 2, high + spare_up / 2, scale)


def _reach(area: Area) -> tuple[float, float]:
    """How far a turned ellipse goes to the side and up."""
    turn = radians(area.turn)
    across = hypot(area.long * cos(turn), area.short * sin(turn))
    return across, hypot(area.long * sin(turn), area.short * cos(turn))


def _cross(frame: Frame) -> SafeString:
    x, y = frame.at(0, 0)
    return format_html(
        '<line class="landscape__cross" x1="{x}" y1="8" x2="{x}" y2="{bottom}"/>'
        '<line class="landscape__cross" x1="8" y1="{y}" x2="{right}" y2="{y}"/>',
        x=x,
        y=y,
        bottom=HEIGHT - 8,
        right=WIDTH - 8,
    )


def _areas(camps: Sequence[CampShown], frame: Frame) -> SafeString:
    drawn = (
        (kind, camp.tone, *_ellipse(camp.area, frame, share))
        for camp in camps
        for kind, share in (("hull", 1.0), *(("contour", inner) for inner in CONTOURS))
    )
    return format_html_join(
        "",
        '<ellipse class="landscape__{0} landscape__{0}--{1}" rx="{4}" ry="{5}" '
        'transform="translate({2} {3}) rotate({6})"/>',
        drawn,
    )


def _ellipse(area: Area, frame: Frame, share: float) -> tuple[int, int, int, int, int]:
    x, y = frame.at(area.x, area.y)
    long, short = (round(length * frame.scale * share) for length in (area.long, area.short))
    return x, y, long, short, -round(area.turn)


def _dots(dots: Sequence[Sequence[float | None]], frame: Frame) -> SafeString:
    """Points that an imported conversation published, one path for each camp."""
    some = dots[:: -(-len(dots) // MOST_DOTS) or 1]
    by_camp = sorted(some, key=lambda dot: (dot[2] is None, dot[2]))
    paths = []
    for camp, ones in groupby(by_camp, key=lambda dot: dot[2]):
        places = (frame.at(float(one[0] or 0), float(one[1] or 0)) for one in ones)
        steps = "".join(f"M{x} {y}h0" for x, y in places)
        paths.append((_tone(int(camp)) if camp is not None else "none", steps))
    return format_html_join("", '<path class="landscape__dots landscape__dots--{}" d="{}"/>', paths)


def _letters(shown: Shown, frame: Frame) -> SafeString:
    """In the middle of each area, or beside it where one stands there oneself."""
    own = frame.at(shown.own.x, shown.own.y) if shown.own else None
    return format_html_join(
        "",
        '<text class="landscape__letter landscape__letter--{}" x="{}" y="{}" '
        'text-anchor="middle" dominant-baseline="central">{}</text>',
        (
            (camp.tone, *_beside(own, frame.at(camp.area.x, camp.area.y)), camp.letter)
            for camp in shown.camps
        ),
    )


def _beside(own: tuple[int, int] | None, place: tuple[int, int]) -> tuple[int, int]:
    """Out of the way of one's own point and the word that stands to the right of it."""
    if own is None or not (-20 <= place[0] - own[0] <= 50 and abs(place[1] - own[1]) <= 26):
        return place
    return own[0] - 26, place[1]


def _self(shown: Shown, frame: Frame) -> SafeString:
    if shown.own is None:
        return SafeString("")
    x, y = frame.at(shown.own.x, shown.own.y)
    ends = x > WIDTH * 0.8
    return format_html(
        '<circle class="landscape__self" cx="{}" cy="{}" r="6"/>'
        '<text class="landscape__text" x="{}" y="{}"{}>{}</text>',
        x,
        y,
        x - 12 if ends else x + 12,
        y + 5,
        mark_safe(' text-anchor="end"') if ends else "",
        gettext("you"),
    )


def _described(shown: Shown, frame: Frame) -> str:
    """Where every camp lies, in words."""
    width, height = WIDTH / frame.scale, HEIGHT / frame.scale
    centre_x, centre_y = frame.left + width / 2, frame.top - height / 2
    places = [
        gettext("Camp %(letter)s lies %(where)s.")
        % {
            "letter": camp.letter,
            "where": where_in_words(camp.area.x - centre_x, camp.area.y - centre_y, width, height),
        }
        for camp in shown.camps
    ]
    own = [own_place_in_words(shown.own)] if shown.own else []
    last = gettext("The table below the map says the same in words.")
    return escape(" ".join([*places, *own, last]))


def _tone(camp: int) -> str:
    return TONES[camp % len(TONES)]
