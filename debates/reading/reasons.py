"""Why something stands where it stands, in words made of the same constants that place it there."""

from collections.abc import Sequence

from django.utils.translation import gettext, ngettext

from debates.landscape import constants
from debates.models import Side
from debates.reading.line_queries import BRIDGES, NEWEST
from debates.reading.said import Heard, Said
from debates.services.bridging import HEARD, NOT_QUITE, score_of
from members.markup import numbers


def order_in_words(order: str, *, sees_stances: bool) -> str:
    """The order of a page in one sentence."""
    if order == BRIDGES:
        return gettext(
            "On top stand positions in which members of different sides made each other feel heard."
        )
    if order == NEWEST:
        return gettext("Whoever wrote last stands on top.")
    if sees_stances:
        return gettext("In no order: every reader starts at another place, drawn at random.")
    return gettext(
        "In no order and without numbers, so that you can read before you lean. Every reader "
        "starts at another place, drawn at random."
    )


def why_here(said: Said) -> str:
    """Why a position stands where it does, where bridges come first."""
    if not said.is_heard:
        return kept_for_unheard()
    elsewhere = [one for one in said.restated if _stands_elsewhere(one, said)]
    if elsewhere:
        return _restated_from_elsewhere(elsewhere)
    return gettext(
        "It was restated and its author felt heard. It rises when members of other sides make the "
        "author feel heard, too. Agreement does not count."
    )


def kept_for_unheard() -> str:
    """The share of places that is kept for what nobody restated yet."""
    return gettext(
        "Nobody has restated this and was heard yet. One place in %(every)s is kept for such "
        "positions, the newest on top."
    ) % {"every": constants.FRESH_EVERY}


def _restated_from_elsewhere(listeners: Sequence[Heard]) -> str:
    sentence = ngettext(
        "%(names)s stands elsewhere, restated this and was heard. That is the reason; agreement "
        "and frequency do not count.",
        "%(names)s stand elsewhere, restated this and were heard. That is the reason; agreement "
        "and frequency do not count.",
        len(listeners),
    )
    return sentence % {"names": names([one.listener.name for one in listeners])}


def _stands_elsewhere(heard: Heard, said: Said) -> bool:
    return heard.stance is not None and _side(heard.stance) != _side(said.stance)


def _side(stance: int) -> int:
    return (stance > 0) - (stance < 0)


def examples() -> list[tuple[str, str]]:
    """How a topic with two sides weighs who was heard, worked out by the code that does it."""
    against, for_it = Side.AGAINST, Side.FOR
    cases = [
        (gettext("Nobody has restated it yet"), []),
        (gettext("One member was heard"), [(1, for_it, HEARD)]),
        (
            gettext("Three members of the same side were heard"),
            [(number, for_it, HEARD) for number in range(3)],
        ),
        (
            gettext("One member of each side was heard"),
            [(1, against, HEARD), (2, for_it, HEARD)],
        ),
        (
            gettext("Three members of each side were heard"),
            [(number, (against, for_it)[number % 2], HEARD) for number in range(6)],
        ),
        (
            gettext("One was heard, and one of the other side got “not quite” only"),
            [(1, for_it, HEARD), (2, against, NOT_QUITE)],
        ),
    ]
    drawn = [(words, score_of(voices)) for words, voices in cases]
    drawn.sort(key=lambda case: -case[1])
    return [(words, numbers.number(score, 2)) for words, score in drawn]


def names(people: Sequence[str]) -> str:
    """“A”, “A and B”, “A, B and C”."""
    if len(people) < 2:
        return "".join(people)
    return gettext("%(first)s and %(last)s") % {
        "first": ", ".join(people[:-1]),
        "last": people[-1],
    }
