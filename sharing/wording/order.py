"""How the order of matches comes about, in sentences that read the very figures it is made of."""

from dataclasses import dataclass

from django.utils.translation import gettext

from members.markup import numbers
from sharing.matching.weights import WEIGHTS
from sharing.services.matches.akin import SAME_GROUP
from sharing.services.matches.declined import EACH_REASON
from sharing.services.matches.sides import TURN


@dataclass(frozen=True)
class Part:
    """One step of the order, with what counts in it."""

    title: str
    sentences: list[str]


def order_in_words() -> list[Part]:
    """Every weight once, in the order in which it is applied."""
    return [_gain(), _meaning(), _hindrances(), _additions(), _both_ways(), _turns()]


def _share(value: float) -> str:
    return gettext("%(number)s %%") % {"number": numbers.number(round(value * 100))}


def _figure(value: float) -> str:
    return numbers.number(value, 2)


def _gain() -> Part:
    skills = gettext(
        "The skills you look for, in requests or because you want to learn them, are compared "
        "with what the other offers or can. They make up to %(most)s of what you gain. The first "
        "skill counts most: %(half)s skills are worth half of it."
    ) % {"most": _share(WEIGHTS.skills), "half": _figure(WEIGHTS.half_covered)}
    unnamed = gettext(
        "A skill counts %(unnamed)s where nobody said how far they are, and %(lower)s where the "
        "other is no further than you."
    ) % {"unnamed": _share(WEIGHTS.unnamed_level), "lower": _share(WEIGHTS.lower_level)}
    group = gettext(
        "Skills of the same narrow group of the classification, but not the same skill, make "
        "up to %(group)s."
    ) % {"group": _share(SAME_GROUP)}
    return Part(gettext("What you gain: skills"), [skills, unnamed, group])


def _meaning() -> Part:
    text = gettext(
        "A program reads what offers and requests mean, in any language. Texts that are near "
        "each other make up to %(most)s: from a nearness of %(alike)s on it begins to count, "
        "from %(same)s on it counts in full. Title and text together count %(body)s times as "
        "much as the title alone."
    ) % {
        "body": _figure(WEIGHTS.body),
        "most": _share(WEIGHTS.meaning),
        "alike": _figure(WEIGHTS.alike),
        "same": _figure(WEIGHTS.same),
    }
    letters = gettext(
        "Where two texts are compared before a request is posted, the same letters count "
        "%(words)s of what the same meaning counts."
    ) % {"words": _share(WEIGHTS.words)}
    return Part(gettext("What you gain: meaning"), [text, letters])


def _hindrances() -> Part:
    sentences = (
        (gettext("Without a common language %(left)s is left."), WEIGHTS.other_language),
        (gettext("Where you are free at different times %(left)s is left."), WEIGHTS.other_time),
        (gettext("Where the terms differ %(left)s is left."), WEIGHTS.other_terms),
        (
            gettext("Where you can meet neither online nor at one place %(left)s is left."),
            WEIGHTS.other_place,
        ),
        (
            gettext(
                "Whatever you give as a reason for “not for me” leaves %(left)s of every "
                "match it applies to."
            ),
            EACH_REASON,
        ),
    )
    return Part(
        gettext("What may stand in the way"),
        [text % {"left": _share(left)} for text, left in sentences],
    )


def _additions() -> Part:
    community = gettext("For somebody from another community %(more)s is added.")
    position = gettext(
        "For somebody who takes the opposite position on a topic where you took one %(more)s is "
        "added; only if both of you agreed to it, and only where both may read both positions."
    )
    return Part(
        gettext("What widens the view"),
        [
            community % {"more": _share(WEIGHTS.other_community)},
            position % {"more": _share(WEIGHTS.other_position)},
            gettext("What was paid, how old you are or how often you are here does not count."),
        ],
    )


def _both_ways() -> Part:
    text = gettext(
        "The same is worked out for the other. The two figures become one by their harmonic mean, "
        "so that a match is good when both gain. %(floor)s is added to each, so that a gift, where "
        "only one side gains, stays possible."
    ) % {"floor": _figure(WEIGHTS.floor)}
    return Part(gettext("Both of you"), [text])


def _turns() -> Part:
    turn = gettext(
        "Each time somebody was suggested in a letter in the last %(weeks)s weeks, %(left)s of "
        "their figure is left. In one round nobody is suggested to more than %(most)s people, and "
        "everybody whom somebody fits is suggested to somebody."
    ) % {
        "weeks": numbers.number(TURN.days // 7),
        "left": _share(WEIGHTS.each_showing),
        "most": numbers.number(WEIGHTS.most_shown),
    }
    silence = gettext("Below %(enough)s a letter stays silent.") % {
        "enough": _figure(WEIGHTS.enough)
    }
    return Part(gettext("Everybody gets their turn"), [turn, silence])
