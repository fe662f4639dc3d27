"""Why two members fit and what may stand in the way, in codes with their data; words come later."""

from collections.abc import Iterable

import numpy as np

from sharing.matching.cards import Against, Mine, Obstacle, Pair, Reason, Why
from sharing.matching.encoding import unpacked
from sharing.matching.hindrances import free, meetable, terms_of
from sharing.matching.tables import Flags
from sharing.matching.utility import both_ways, in_other_communities, utilities
from sharing.matching.weights import WEIGHTS


def pair(
    mine: Mine, theirs: Mine, *, other_community: bool | None = None, other_position: bool = False
) -> Pair:
    """What two members gain by each other, and every reason for it."""
    if other_community is None:
        other_community = bool(in_other_communities([mine], [theirs])[0, 0])
    flags = {"other_community": _flag(other_community), "other_position": _flag(other_position)}
    u1 = utilities([mine], [theirs], **flags)[0, 0]
    u2 = utilities([theirs], [mine], **flags)[0, 0]
    both = tuple(_for_both(mine, theirs, other_community, other_position))
    return Pair(
        u1=float(u1),
        u2=float(u2),
        score=float(both_ways(u1, u2)),
        you_gain=(*gains(mine, theirs), *(both if u1 > 0 else ())),
        they_gain=(*gains(theirs, mine), *(both if u2 > 0 else ())),
        obstacles=tuple(_obstacles(mine, theirs, u1 > 0, u2 > 0)),
    )


def gains(mine: Mine, theirs: Mine) -> Iterable[Reason]:
    """What the first gains by the second: skills, each said once, then the nearest meaning."""
    given = theirs.given
    said: set[int] = set()
    for request in mine.requests:
        if shared := request.skills & given:
            said |= shared
            yield Reason(Why.YOU_SEEK_IT, shared, request.key, _naming(theirs, shared))
    if shared := (mine.wants & given) - said:
        yield Reason(Why.YOU_WANT_TO_LEARN_IT, shared, None, _naming(theirs, shared))
    yield from _same_meaning(mine, theirs)


def _naming(theirs: Mine, skills: frozenset[int]) -> int | None:
    """Which of their offers names most of these; of several the newest."""
    naming = [card for card in theirs.offers if card.skills & skills]
    best = max(
        naming,
        key=lambda card: (len(card.skills & skills), card.created_at, card.key),
        default=None,
    )
    return best.key if best else None


def _same_meaning(mine: Mine, theirs: Mine) -> Iterable[Reason]:
    """The nearest request and offer, unless they name a skill together anyway."""
    requests = [card for card in mine.requests if card.vector]
    offers = [card for card in theirs.offers if card.vector]
    if not requests or not offers:
        return
    near = unpacked([one.vector for one in requests]) @ unpacked([one.vector for one in offers]).T
    at, to = np.unravel_index(int(near.argmax()), near.shape)
    request, offer = requests[int(at)], offers[int(to)]
    if near[at, to] > WEIGHTS.alike and not request.skills & offer.skills:
        yield Reason(Why.SAME_MEANING, frozenset(), request.key, offer.key)


def _for_both(
    mine: Mine, theirs: Mine, other_community: bool, other_position: bool
) -> Iterable[Reason]:
    if free(mine) & free(theirs):
        yield Reason(Why.SAME_TIME)
    if other_community:
        yield Reason(Why.OTHER_COMMUNITY)
    if other_position:
        yield Reason(Why.OTHER_POSITION)


def _obstacles(mine: Mine, theirs: Mine, you: bool, they: bool) -> Iterable[Obstacle]:
    if mine.languages and theirs.languages and not mine.languages & theirs.languages:
        yield Obstacle(Against.LANGUAGE)
    if free(mine) and free(theirs) and not free(mine) & free(theirs):
        yield Obstacle(Against.TIME)
    if (you and _other_terms(mine, theirs)) or (they and _other_terms(theirs, mine)):
        yield Obstacle(Against.TERMS)
    if not meetable([mine], [theirs])[0, 0]:
        yield Obstacle(Against.PLACE)
    if you and _no_further(mine, theirs):
        yield Obstacle(Against.LEVEL)


def _other_terms(seeker: Mine, giver: Mine) -> bool:
    asked, given = terms_of(seeker.requests), terms_of(giver.offers)
    return bool(asked and given and not asked & given)


def _no_further(mine: Mine, theirs: Mine) -> bool:
    """In everything the first wants of the second, they are as far already."""
    shared = mine.sought & theirs.given
    known = [skill for skill in shared if mine.learning.get(skill) and theirs.levels.get(skill)]
    return len(known) == len(shared) > 0 and all(
        theirs.levels[skill] <= mine.learning[skill] for skill in known
    )


def _flag(value: bool) -> Flags:
    flag: Flags = np.array([[value]])
    return flag
