"""Everything that keeps earlier versions, each written for some readers and rewritten for others.

A kind's `write(cast, then, now)` writes WORD for the readers of then, replaces it with other words
for the readers of now, and gives the addresses on which the earlier version is read.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from communities.models import Community, Visibility
from communities.services.communities import edit_community
from debates.models import CreditKind, JointStatement, Position, Readers, Topic
from debates.services.credits import Thanks
from debates.services.joint import cosign, draft_joint
from debates.services.positions import Rest, take_position
from debates.services.topics import edit_topic, open_topic
from members.models import Audience, Member, Question, ValueStatement
from members.services.profiles import edit_profile
from members.services.questions import answer, ask, reword_answer
from members.services.values import declare_value, reword_value
from sharing.models import Experience, Offer, Request, TimeRules
from sharing.services.accounts.rules import set_rules
from sharing.services.experiences import edit_experience, withdraw_experience, write_experience
from sharing.services.listings import edit_listing, make_offer, make_request
from sharing.services.skills import coin_skills

FEW, ALL = "few", "all"
WORD = "Quicksilver"
FIRST = f"{WORD} was how I said it first, in these very words."
LATER = "Later I said it in other words, which are long enough as well."
EVERYBODY = frozenset({"anonymous", "stranger", "member", "author"})
MEMBERS = EVERYBODY - {"anonymous"}
HERE = MEMBERS - {"stranger"}
ALONE = frozenset({"author"})


@dataclass(frozen=True)
class Kind:
    """Lea is the author, Ben belongs to the communities, Nora is a member elsewhere.

    `few` read it where it is written for few, `everyone` where it is written for all.
    """

    name: str
    model: type[Model]
    few: frozenset[str]
    write: Callable[[Any, str, str], tuple[str, ...]]
    everyone: frozenset[str] = EVERYBODY
    word: str = WORD


def _story(cast: Any, then: str, now: str) -> tuple[str, ...]:
    audience = {FEW: Audience.MEMBERS, ALL: Audience.EVERYONE}
    for words, readers in ((FIRST, then), (LATER, now)):
        fields = {"story": words, "audience": audience[readers]}
        edit_profile(member=cast.lea, profile=Member.objects.get(pk=cast.lea.pk), fields=fields)
    return ("/m/lea/versions/",)


def _value(cast: Any, then: str, now: str) -> tuple[str, ...]:
    one = _declared(cast.lea, FIRST)
    reword_value(
        member=cast.lea, statement=one, value="benevolence", words="I stay.", language="en"
    )
    return (f"/settings/values/{one.code}/", "/m/lea/")


def _declared(member: Member, words: str) -> ValueStatement:
    return declare_value(member=member, value="benevolence", words=words, language="en")


def _answer(cast: Any, then: str, now: str) -> tuple[str, ...]:
    cast.lea.story = "I gave up the shop."
    cast.lea.save()
    words = {"text": "What did you do on the day after?", "language": "en"}
    asked = ask(member=cast.ben, target=cast.lea, shows=True, **words)
    answer(member=cast.lea, question=asked, text=FIRST, language="en", shows=True)
    reword_answer(member=cast.lea, question=asked, text=LATER, language="en")
    return (asked.get_absolute_url(), "/m/lea/")


def _opens(cast: Any, readers: str) -> Community:
    """A community that everyone reads, or its members only."""
    visibility = {FEW: Visibility.INVITATION, ALL: Visibility.PUBLIC}[readers]
    Community.objects.filter(pk=cast.public.pk).update(visibility=visibility)
    cast.public.refresh_from_db()
    return cast.public


def _community(cast: Any, then: str, now: str) -> tuple[str, ...]:
    for words in (FIRST, LATER):
        edit_community(owner=cast.odo, community=_opens(cast, then), about=words)
    _opens(cast, now)
    return (f"{cast.public.get_absolute_url()}about/",)


def _hours(cast: Any, then: str, now: str) -> tuple[str, ...]:
    rules = {"owner": cast.odo, "is_on": True, "lowest_floor": -1500, "ceiling": 2400}
    for floor in (-540, -600):
        set_rules(community=_opens(cast, then), floor=floor, **rules)
    _opens(cast, now)
    return (f"{cast.public.get_absolute_url()}hours/",)


def _topic(cast: Any, then: str, now: str) -> tuple[str, ...]:
    topic = _asked(cast, then, question=f"{WORD} for all, or for nobody?")
    edit_topic(member=cast.lea, topic=topic, question="Something else for all, or for nobody?")
    _opens(cast, now)
    return (f"{topic.get_absolute_url()}versions/", f"/api/v1/topics/{topic.code}/versions/")


def _asked(cast: Any, readers: str, question: str = "Shall wages be open to all?") -> Topic:
    return open_topic(
        member=cast.lea, community=_opens(cast, readers), question=question, language="en"
    )


def _joint(cast: Any, then: str, now: str) -> tuple[str, ...]:
    topic = _asked(cast, then)
    _stands(cast.lea, topic, 1)
    _stands(cast.ben, topic, -2)
    joint = draft_joint(member=cast.lea, topic=topic, text=FIRST, language="en")
    cosign(member=cast.ben, joint=joint, text=LATER)
    _opens(cast, now)
    return (joint.get_absolute_url(),)


def _stands(member: Member, topic: Topic, stance: int = 1, **fields: Any) -> Position:
    value = ValueStatement.objects.filter(member=member).first() or _declared(member, "I stay.")
    words = {"core": "There is a reason.", "reasons": LATER, "language": "en"} | fields
    rests = [Rest(value.pk, "They stay where they are trusted.")]
    return take_position(member=member, topic=topic, stance=stance, grounds=rests, **words)


READERS = {FEW: Readers.COMMUNITY, ALL: Readers.EVERYONE}


def _position(cast: Any, then: str, now: str) -> tuple[str, ...]:
    topic = _asked(cast, ALL)
    _stands(cast.lea, topic, reasons=FIRST, visibility=READERS[then])
    position = _stands(cast.lea, topic, visibility=READERS[now])
    return _pages_of(position)


def _pages_of(position: Position) -> tuple[str, ...]:
    return (position.get_absolute_url(), f"/api/v1/positions/{position.code}/versions/")


def _credited(cast: Any, then: str, now: str) -> Position:
    topic = _asked(cast, ALL)
    _stands(cast.ben, topic, visibility=Readers.EVERYONE)
    _stands(cast.lea, topic, visibility=READERS[then])
    thanks = Thanks(CreditKind.MEMBER, cast.ben.pk, FIRST)
    moved = {"reasons": "Ben moved me.", "credits": [thanks], "visibility": READERS[then]}
    _stands(cast.lea, topic, **moved)
    return _stands(cast.lea, topic, visibility=READERS[now])


def _credit(cast: Any, then: str, now: str) -> tuple[str, ...]:
    return _pages_of(_credited(cast, then, now))


def _credit_of_member(cast: Any, then: str, now: str) -> tuple[str, ...]:
    _credited(cast, then, now)
    return ("/m/lea/",)


def _shared(make: Callable[..., Any]) -> Callable[[Any, str, str], tuple[str, ...]]:
    def write(cast: Any, then: str, now: str) -> tuple[str, ...]:
        places = {FEW: [cast.closed], ALL: [cast.public, cast.closed]}
        skills = coin_skills(member=cast.lea, words=["Mending"], language="en")
        words = {"title": "Mending", "language": "en", "as_gift": True, "is_online": True}
        words |= {"as_exchange": False, "as_paid": False, "amount": None, "currency": ""}
        words |= {"place": "", "member": cast.lea, "skills": skills}
        thing = make(communities=places[then], text=FIRST, **words)
        edit_listing(listing=thing, communities=places[now], text=LATER, **words)
        return (f"{thing.get_absolute_url()}versions/",)

    return write


def _experience(cast: Any, then: str, now: str) -> tuple[str, ...]:
    """For few it is a draft, and later withdrawn."""
    skills = coin_skills(member=cast.lea, words=["Mending"], language="en")
    words = {"title": "A rota", "situation": "Nobody came.", "failed": "", "again": ""}
    words |= {"language": "en", "skills": skills, "member": cast.lea}
    one = write_experience(community=cast.public, tried=FIRST, publish=then == ALL, **words)
    edit_experience(experience=one, version=1, tried=LATER, publish=now == ALL, **words)
    if then == ALL and now == FEW:
        withdraw_experience(member=cast.lea, experience=one)
    return (f"{one.get_absolute_url()}versions/",)


KINDS = (
    Kind("story", Member, MEMBERS, _story),
    Kind("value", ValueStatement, ALONE, _value, everyone=ALONE),
    Kind("answer", Question, HERE, _answer, everyone=HERE),
    Kind("community", Community, HERE, _community, everyone=HERE),
    Kind("hours", TimeRules, HERE, _hours, word="received before giving: 9 h"),
    Kind("topic", Topic, HERE, _topic),
    Kind("joint statement", JointStatement, HERE, _joint),
    Kind("position", Position, HERE, _position),
    Kind("credit on the page of a position", Position, HERE, _credit),
    Kind("credit on the page of a member", Position, HERE, _credit_of_member, everyone=MEMBERS),
    Kind("offer", Offer, HERE, _shared(make_offer)),
    Kind("request", Request, HERE, _shared(make_request)),
    Kind("experience", Experience, ALONE, _experience),
)
