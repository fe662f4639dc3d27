"""What a page says about a landscape, and why something stands where it stands.

The sentences take their numbers from the constants the computation uses.
"""

from typing import Any

from django.utils.translation import gettext, ngettext

from debates.landscape.constants import (
    BRIDGES,
    FEWEST_APART,
    FEWEST_CHANGES,
    FEWEST_DIVIDING_VOTES,
    FEWEST_GROUPED,
    FEWEST_TOLD,
    FEWEST_VOTES,
    MOST_OVERALL,
    SMALLEST_CAMP,
)
from debates.models import Topic
from debates.reading.landscape import Claim, OwnPlace, Shown
from debates.services.shown import DIVIDES
from members.markup import numbers

# A camp is told in so many statements at most; the API gives all of them.
MOST_IN_A_CAMP = 3


def headline(shown: Shown, *, imported: bool) -> str:
    """The result in one sentence."""
    shared, divided = len(shown.common_ground), len(shown.divides)
    if imported:
        return _headline_of_others(shared, divided)
    if not shown.camps and shared >= min(MOST_OVERALL, shown.statements / 2):
        return gettext("Almost everybody agrees.")
    if shared and not divided and shown.is_apart:
        return gettext("You agree on more than you may think.")
    if shared >= 3 and shown.is_apart:
        return gettext("You are closer than the quarrel sounds.")
    if shared:
        return gettext("You quarrel, and some of it you share.")
    return gettext("You see it differently. That is where listening begins.")


def _headline_of_others(shared: int, divided: int) -> str:
    if shared and not divided:
        return gettext("They agreed on more than they may have thought.")
    if shared >= 3:
        return gettext("They were closer than the quarrel sounded.")
    if shared:
        return gettext("They quarrelled, and some of it they shared.")
    return gettext("They saw it differently, from beginning to end.")


def voters_in_words(shown: Shown, *, imported: bool) -> str:
    """Who voted on how much, and how many camps can be read from it."""
    if imported:
        people = ngettext(
            "%(count)s person said agree, disagree or pass to short statements.",
            "%(count)s people said agree, disagree or pass to short statements.",
            shown.voters,
        )
    else:
        people = gettext(
            "About %(count)s members have said agree, disagree or pass to short statements."
        )
    count = numbers.number(shown.voters)
    return f"{people % {'count': count}} {camps_in_words(len(shown.camps))}"


def camps_in_words(count: int) -> str:
    if count < 2:
        return gettext("No camps can be read from that.")
    if count == 2:
        return gettext("Two camps can be read from that.")
    if count == 3:
        return gettext("Three camps can be read from that.")
    if count == 4:
        return gettext("Four camps can be read from that.")
    return gettext("Five camps can be read from that.")


def camp_in_words() -> str:
    return gettext("A camp is a place in this question, never a label on a person.")


def leaning_in_words(claim: Claim, camp: int) -> str:
    """Which way a camp leans on what characterises it."""
    if claim.leaning_of(camp) == "disagree":
        return gettext("This camp disagrees:")
    return gettext("This camp agrees:")


def own_place_in_words(own: OwnPlace | None) -> str:
    if own is None:
        return gettext(
            "You are not on this map. Whoever has voted stands on the next one; where, only they "
            "see."
        )
    if own.camp:
        return gettext("You stand in camp %(letter)s. Only you see this.") % {"letter": own.camp}
    return gettext("You stand in no camp, nearest to %(letter)s. Only you see this.") % {
        "letter": own.nearest
    }


def where_in_words(x: float, y: float, width: float, height: float) -> str:
    """Where something lies on the map, seen from the middle of it."""
    across = (x > width / 8) - (x < -width / 8)
    up = (y > height / 8) - (y < -height / 8)
    return {
        (-1, 1): gettext("at the upper left"),
        (0, 1): gettext("at the top"),
        (1, 1): gettext("at the upper right"),
        (-1, 0): gettext("on the left"),
        (0, 0): gettext("in the middle"),
        (1, 0): gettext("on the right"),
        (-1, -1): gettext("at the lower left"),
        (0, -1): gettext("at the bottom"),
        (1, -1): gettext("at the lower right"),
    }[across, up]


def why_shared(shown: Shown) -> str:
    if not shown.is_apart:
        return gettext(
            "Far more agree than disagree. The strongest stands first, and there are never more "
            "than %(most)s."
        ) % {"most": MOST_OVERALL}
    return gettext(
        "In every camp far more agree than disagree: weighed over all camps, "
        "agreement reaches at least %(least)s of 1. The strongest stands first, and there are "
        "never more than %(most)s."
    ) % {"least": numbers.number(BRIDGES, 1), "most": MOST_OVERALL}


def why_characteristic() -> str:
    return gettext(
        "On these statements a camp is clearer than all others together, and so "
        "clearly that chance would do it in fewer than one case in ten. What all share is left out."
    )


def why_dividing() -> str:
    return gettext(
        "Between two camps the shares of those who agree lie at least "
        "%(points)s in a hundred apart, and every camp has given at least %(votes)s votes. The "
        "widest stands first."
    ) % {"points": round(100 * DIVIDES), "votes": FEWEST_DIVIDING_VOTES}


def how_it_is_made(*, imported: bool) -> list[str]:
    """The rules by which a map is made; of members' votes, those that keep a vote secret."""
    rules = [gettext("Votes are compared, never people. Near each other means: voted alike.")]
    if imported:
        return rules
    return [
        *rules,
        gettext(
            "There is a map from %(voters)s voters on, each with at least %(votes)s votes, or one "
            "on every statement. A camp is shown from about %(members)s members on."
        )
        % {"voters": FEWEST_GROUPED, "votes": FEWEST_VOTES, "members": SMALLEST_CAMP},
        gettext(
            "Every count is blurred by a little chance before it is published, so that nobody can "
            "work out a single vote. That is why shares are told in tenths, and from about "
            "%(votes)s votes on."
        )
        % {"votes": FEWEST_TOLD},
        gettext(
            "A figure is renewed once at least %(changes)s voters, and a quarter of all voters, "
            "have another vote on that statement; at most once a day. The same holds for the map."
        )
        % {"changes": FEWEST_CHANGES},
        gettext(
            "Only those are counted who belong to the community and agree to have their votes "
            "counted."
        ),
    ]


def not_yet() -> str:
    """Before there is a map."""
    return gettext(
        "From %(voters)s voters on there is a map, each with at least %(votes)s votes. Until then "
        "every vote helps to draw it."
    ) % {"voters": FEWEST_GROUPED, "votes": FEWEST_VOTES}


def why_in_this_order(claim: Claim) -> str:
    """Why a statement stands where it does in the order by bridging."""
    if claim.bridging is None:
        return gettext(
            "It has too few votes, or some camp has given fewer than %(votes)s: it waits below "
            "those that are counted."
        ) % {"votes": FEWEST_APART}
    told = {
        "score": numbers.number(claim.bridging, 1 if claim.in_tenths else 2),
        "least": numbers.number(BRIDGES, 1),
    }
    if claim.bridging >= BRIDGES:
        return (
            gettext(
                "It bridges: every camp agrees with it far more than not (%(score)s of 1, a bridge "
                "from %(least)s on)."
            )
            % told
        )
    return (
        gettext(
            "The camps see it differently, or hold back (%(score)s of 1, a bridge from %(least)s "
            "on)."
        )
        % told
    )


def page_words(shown: Shown | None, topic: Topic) -> dict[str, Any]:
    """Every sentence of the page that follows from the figures."""
    imported = topic.source_shown is not None
    words = {"how_it_is_made": how_it_is_made(imported=imported), "not_yet": not_yet()}
    if shown is None:
        return words
    rows, divides = said_once(shown)
    return words | {
        "headline": headline(shown, imported=imported),
        "voters": voters_in_words(shown, imported=imported),
        "camp_is": camp_in_words(),
        "from_statements": from_statements(shown),
        "own_place": own_place_in_words(shown.own),
        "why_shared": why_shared(shown),
        "why_characteristic": why_characteristic(),
        "why_dividing": why_dividing(),
        "camp_rows": rows,
        "divides": divides,
    }


def said_once(shown: Shown) -> tuple[list[dict[str, Any]], tuple[Claim, ...]]:
    """The camps with what holds each together, and what else divides: every statement stands at
    one place. Camps choose in turns, so that none is left with what the others have spared.
    """
    said: set[int] = set()
    chosen: dict[int, list[Claim]] = {camp.camp: [] for camp in shown.camps}
    for _turn in range(MOST_IN_A_CAMP):
        for camp in shown.camps:
            left = (claim for claim in camp.claims if claim.statement.pk not in said)
            if (claim := next(left, None)) is not None:
                said.add(claim.statement.pk)
                chosen[camp.camp].append(claim)
    rows = [
        {
            "camp": camp,
            "leanings": [
                (leaning_in_words(claim, camp.camp), claim) for claim in chosen[camp.camp]
            ],
        }
        for camp in shown.camps
    ]
    return rows, tuple(claim for claim in shown.divides if claim.statement.pk not in said)


def from_statements(shown: Shown) -> str:
    return ngettext("from %(count)s statement", "from %(count)s statements", shown.statements) % {
        "count": numbers.number(shown.statements)
    }
