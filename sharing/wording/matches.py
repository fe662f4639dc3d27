"""Why two members fit, told to one of them: what you gain, what the other gains, what may not fit.

Every sentence says only what the reason rests on: skills that a listing names, a listing by its
title, a topic that both may read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from members.alphabet import in_alphabet
from members.languages import name_of
from members.values import all_values
from sharing.matching import Against, Kind, Obstacle, Reason, Why
from sharing.models import Listing
from sharing.services.matches import Found
from sharing.services.matches.akin import Akin
from sharing.week import slots_in_words
from sharing.wording.listings import listed, quoted

# A few parts of the week are enough to begin with.
MOST_SLOTS = 3
FOR_BOTH = {Why.SAME_TIME, Why.OTHER_COMMUNITY, Why.OTHER_POSITION}


@dataclass(frozen=True)
class Line:
    """One reason: an icon, a title and a sentence."""

    icon: str
    title: str
    text: str
    is_against: bool = False


@dataclass(frozen=True)
class Sides:
    """A match in words, from both sides."""

    you: list[Line]
    they: list[Line]
    both: list[Line]
    against: list[Line]

    @property
    def all(self) -> list[Line]:
        return [*self.you, *self.they, *self.both, *self.against]


def sides_of(found: Found) -> Sides:
    """What you may learn, what the other may learn, what speaks for both, what does not fit."""
    pair = found.pair
    both = {reason.why for reason in (*pair.you_gain, *pair.they_gain)} & FOR_BOTH
    return Sides(
        you=[
            *(_yours(one, found) for one in pair.you_gain if one.why not in FOR_BOTH),
            *_near(found.akin_to_yours, found, yours=True),
        ],
        they=[
            *(_others(one, found) for one in pair.they_gain if one.why not in FOR_BOTH),
            *_near(found.akin_to_theirs, found, yours=False),
        ],
        both=list(_for_both(both, found)),
        against=[_obstacle(obstacle, found) for obstacle in pair.obstacles],
    )


def lines_of(found: Found) -> list[Line]:
    """Why something fits, and what might not, in sentences one after the other."""
    return sides_of(found).all


def why_in_short(found: Found) -> str:
    """One line for a letter."""
    words = {
        "name": found.member.name,
        "yours": _matter(found.pair.you_gain, found),
        "theirs": _matter(found.pair.they_gain, found),
    }
    if not words["yours"] and not words["theirs"]:
        near = _near(found.akin_to_yours, found, yours=True)
        return next(iter([*near, *_near(found.akin_to_theirs, found, yours=False)])).text
    if words["yours"] and words["theirs"]:
        text = gettext("It fits both ways: %(name)s with %(yours)s, you with %(theirs)s.")
    elif words["yours"]:
        text = gettext("You are looking for this: %(yours)s.")
    else:
        text = gettext("You can help with this: %(theirs)s.")
    return text % words


def question_for(found: Found) -> str:
    """A question one could begin with."""
    words = {"name": found.member.name, "matter": _matter(found.pair.you_gain, found)}
    if found.kind is Kind.OFFER:
        return gettext("You could ask: “What went differently than you thought, the first time?”")
    if found.kind is Kind.REQUEST:
        return gettext("You could ask: “What have you tried already?”")
    if words["matter"]:
        return gettext("You could ask %(name)s how the first step went with %(matter)s.") % words
    return gettext("You could ask: “What would you like to be able to do in a year?”")


def _matter(reasons: Iterable[Reason], found: Found) -> str:
    """What it is about in a few words: the skills, else the title of a listing."""
    reasons = [one for one in reasons if one.why not in FOR_BOTH]
    if skills := frozenset().union(*(one.skills for one in reasons)):
        return _names(skills, found)
    titles = [one for one in reasons if one.mine]
    return quoted(_listing(titles[0].mine, found).title) if titles else ""


def _names(ids: Iterable[int], found: Found) -> str:
    skills = found.skills
    labels = sorted((skills[pk].label for pk in ids if pk in skills), key=in_alphabet)
    return listed([quoted(label) for label in labels])


def _listing(key: int | None, found: Found) -> Listing:
    listings = {**found.mine, **found.listings}
    return listings[key or 0]


def _words(reason: Reason, found: Found) -> dict[str, str]:
    """What a sentence may name; `mine` belongs to the one who gains, `theirs` to the other."""
    words = {"skills": _names(reason.skills, found), "name": found.member.name}
    for name, key in (("mine", reason.mine), ("theirs", reason.theirs)):
        words[name] = quoted(_listing(key, found).title) if key else ""
    return words


def _name_the_same(reason: Reason, found: Found) -> bool:
    """Whether the giving listing itself names all of it."""
    return reason.theirs is not None and reason.skills <= found.named.get(
        reason.theirs, frozenset()
    )


def _yours(reason: Reason, found: Found) -> Line:
    """What the reader gains; the other gives."""
    words, same = _words(reason, found), _name_the_same(reason, found)
    if reason.why is Why.SAME_MEANING:
        text = gettext("Your request %(mine)s and the offer %(theirs)s are about much the same.")
        return Line("check", gettext("You asked for something like this"), text % words)
    if reason.why is Why.YOU_SEEK_IT:
        text = gettext("Your request %(mine)s names %(skills)s; %(name)s can help with this.")
        if same:
            text = gettext("Your request %(mine)s and the offer %(theirs)s both name %(skills)s.")
        return Line("check", gettext("You asked for this"), text % words)
    text = gettext("You want to learn %(skills)s, and %(name)s can do it.")
    if same:
        text = gettext("You want to learn %(skills)s, and %(name)s offers it: %(theirs)s.")
    return Line("graduation-cap", gettext("You want to learn this"), text % words)


def _others(reason: Reason, found: Found) -> Line:
    """What the other gains; the reader gives."""
    words, same = _words(reason, found), _name_the_same(reason, found)
    if reason.why is Why.SAME_MEANING:
        text = gettext("Your offer %(theirs)s and the request %(mine)s are about much the same.")
        return Line("repeat-2", gettext("You offer something like this"), text % words)
    if reason.why is Why.YOU_SEEK_IT:
        text = gettext("%(name)s is looking for %(skills)s, and you can do it.")
        if same:
            text = gettext("Your offer %(theirs)s and the request %(mine)s both name %(skills)s.")
            return Line("repeat-2", gettext("You offer this"), text % words)
        return Line("repeat-2", gettext("You can do this"), text % words)
    text = gettext("%(name)s wants to learn %(skills)s, and you can do it.")
    if same:
        text = gettext("%(name)s wants to learn %(skills)s, and you offer it: %(theirs)s.")
    return Line("repeat-2", gettext("You can do this"), text % words)


def _near(akin: Akin | None, found: Found, *, yours: bool) -> Iterable[Line]:
    """Two skills of one group; said where nothing nearer is."""
    if akin is None:
        return
    words = {
        "name": found.member.name,
        "sought": _names([akin.sought], found),
        "given": _names([akin.given], found),
    }
    if yours:
        text = gettext("You look for %(sought)s; %(name)s gives %(given)s, which is close to it.")
        yield Line("sprout", gettext("Something close to it"), text % words)
    else:
        text = gettext("%(name)s looks for %(sought)s; you give %(given)s, which is close to it.")
        yield Line("sprout", gettext("You give something close to it"), text % words)


def _for_both(both: Iterable[Why], found: Found) -> Iterable[Line]:
    words: dict[str, Any] = {"name": found.member.name}
    if Why.SAME_TIME in both and found.slots:
        words["slots"] = slots_in_words(sorted(found.slots)[:MOST_SLOTS])
        text = gettext("Both of you have time: %(slots)s.")
        yield Line("calendar", gettext("You are free at the same time"), text % words)
    if Why.OTHER_COMMUNITY in both:
        text = gettext("You and %(name)s belong to different communities.")
        yield Line("users", gettext("Somebody from elsewhere"), text % words)
    if Why.OTHER_POSITION in both and found.topic:
        words["topic"] = quoted(found.topic.question)
        text = gettext(
            "On %(topic)s you take opposite positions. Both of you agreed that this may count."
        )
        yield Line("flame", gettext("You see something differently"), text % words)
    if found.values:
        words["values"] = listed([quoted(all_values()[one].name) for one in found.values])
        text = gettext("You both stand for %(values)s.")
        yield Line("ear", gettext("You share what matters to you"), text % words)


def _obstacle(obstacle: Obstacle, found: Found) -> Line:
    title = gettext("What might not fit")
    words: dict[str, Any] = {"name": found.member.name}
    if obstacle.against is Against.LANGUAGE:
        spoken = sorted(map(name_of, found.languages), key=in_alphabet)
        words["languages"] = listed(spoken)
        text = gettext("%(name)s speaks %(languages)s, which is not among your languages.")
        return Line("languages", title, text % words, True)
    if obstacle.against is Against.PLACE:
        text = gettext("As far as you both said, you can meet neither online nor at one place.")
        return Line("map-pin", title, text, True)
    if obstacle.against is Against.TIME:
        text = gettext("You and %(name)s named different parts of the week.")
        return Line("calendar", title, text % words, True)
    if obstacle.against is Against.LEVEL:
        text = gettext("%(name)s says to be no further in this than you are.")
        return Line("info", title, text % words, True)
    text = gettext("What is offered and what is looked for stand on different terms. Ask first.")
    return Line("info", title, text, True)
