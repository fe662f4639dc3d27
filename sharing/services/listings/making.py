"""Offers and requests come into the world: at once, or by way of a draft."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar, Unpack, cast

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from communities.services.activity import record
from debates.models import Mission, NeededSkill
from members.models import Member
from members.refusals import Invalid, Refusal, require
from members.services import limits
from members.services.outbox import notify
from sharing import access
from sharing.models import Offer, Request, Skill
from sharing.models.listing import default_until
from sharing.services.encoding import ask_to_encode
from sharing.services.listings.words import named_skills, sound_words
from sharing.terms import Problem, Words, problems, wrong_skills

NOWHERE = _("Choose at least one community.")
L = TypeVar("L", bound=Offer | Request)


@transaction.atomic
def make_offer(
    *,
    member: Member,
    communities: Collection[Community],
    skills: Sequence[Skill] = (),
    own_skills: Sequence[str] = (),
    happened_at: datetime | None = None,
    **words: Unpack[Words],
) -> Offer:
    """Put a skill at the disposal of one's communities; whoever seeks it hears of it."""
    offer = _make(Offer, member, communities, skills, own_skills, words, at=happened_at)
    _announce(offer, communities, happened_at)
    return offer


@transaction.atomic
def make_request(
    *,
    member: Member,
    communities: Collection[Community],
    skills: Sequence[Skill] = (),
    own_skills: Sequence[str] = (),
    mission: Mission | None = None,
    needed: NeededSkill | None = None,
    happened_at: datetime | None = None,
    **words: Unpack[Words],
) -> Request:
    """Ask communities one belongs to for a skill, perhaps for a mission one carries."""
    serves = _service_to(member, mission, needed)
    request = _make(Request, member, communities, skills, own_skills, words, serves, happened_at)
    _announce(request, communities, happened_at)
    return request


@transaction.atomic
def save_draft(
    *,
    member: Member,
    model: type[L],
    communities: Collection[Community] = (),
    skills: Sequence[Skill] = (),
    own_skills: Sequence[str] = (),
    mission: Mission | None = None,
    needed: NeededSkill | None = None,
    **words: Unpack[Words],
) -> L:
    """Keep what one has begun; nobody else sees it, and nothing has to be complete."""
    serves = _service_to(member, mission, needed) | {"is_draft": True}
    return _make(model, member, communities, skills, own_skills, words, serves)


@transaction.atomic
def publish_listing(*, member: Member, listing: Offer | Request) -> None:
    """Bring one's draft before the others; it counts as new from now on. Twice is once."""
    listing = own_listing(listing, member)
    if listing.is_draft:
        bring_out(member, listing)


def bring_out(member: Member, listing: Offer | Request) -> None:
    """Publish a draft that is locked already."""
    if listing.withdrawn_at is not None:
        raise Refusal(_("You threw this draft away. Bring it back first."))
    _refuse_incomplete(listing)
    communities = list(listing.communities.all())
    require_shared(member, communities)
    if isinstance(listing, Request):
        _service_to(member, listing.mission, listing.needed)
    listing.is_draft, listing.created_at = False, timezone.now()
    listing.save(update_fields=["is_draft", "created_at"])
    ask_to_encode(listing)
    _announce(listing, communities)


def own_listing(listing: L, member: Member) -> L:
    """The listing under a lock, if it is the member's own and no moderator has hidden it."""
    locked = type(listing).objects.select_for_update().get(pk=listing.pk)
    require(access.is_own, member, locked)
    require(access.is_not_hidden, member, locked)
    return cast(L, locked)


def require_shared(member: Member, communities: Collection[Community]) -> None:
    """What is published stands in at least one community, and only in one's own."""
    if not communities:
        raise Invalid(NOWHERE, field="communities")
    require(access.can_share_in, member, communities)


def _make(
    model: type[L],
    member: Member,
    communities: Collection[Community],
    skills: Sequence[Skill],
    own_skills: Sequence[str],
    words: Words,
    more: dict[str, Any] | None = None,
    at: datetime | None = None,
) -> L:
    is_draft = bool(more and more.get("is_draft"))
    if communities or not is_draft:
        require_shared(member, communities)
    sound = sound_words(words, is_draft=is_draft)
    named = named_skills(member, skills, own_skills, sound["language"], is_draft=is_draft)
    stamp = at or timezone.now()
    listing = model(member=member, created_at=stamp, **sound, **(more or {}))
    with limits.one_more(limits.LISTINGS, member):
        listing.save()
        listing.communities.set(communities)
        listing.skills.set(named)
    if not is_draft:
        ask_to_encode(listing)
    return listing


def _service_to(
    member: Member, mission: Mission | None, needed: NeededSkill | None
) -> dict[str, Any]:
    """The mission a request serves, if the member carries it and it is under way."""
    if mission is None:
        return {}
    require(access.can_ask_for, member, mission)
    if needed is not None and needed.mission_id != mission.pk:
        raise Invalid(_("This mission does not need that skill any more. Choose it anew."))
    return {"mission": mission, "needed": needed}


def lacking(listing: Offer | Request) -> Iterator[Problem]:
    """Everything that keeps a draft from being published: the check it was spared."""
    names = Words.__annotations__
    yield from problems(cast(Words, {name: getattr(listing, name) for name in names}))
    if problem := wrong_skills(listing.skills.count()):
        yield problem
    if not listing.communities.exists():
        yield "communities", NOWHERE


def _refuse_incomplete(listing: Offer | Request) -> None:
    for field, sentence in lacking(listing):
        raise Invalid(sentence, field=field)


def _announce(
    listing: Offer | Request,
    communities: Collection[Community],
    happened_at: datetime | None = None,
) -> None:
    """Its communities remember it, and whoever seeks what is offered hears of it."""
    is_offer = isinstance(listing, Offer)
    for community in communities:
        record(
            "sharing.offer_made" if is_offer else "sharing.request_made",
            actor=listing.member,
            community=community,
            target=listing,
            happened_at=happened_at,
        )
    if is_offer:
        notify("sharing.match_found", actor=listing.member, target=listing, happened_at=happened_at)


def fresh_until(listing: Offer | Request) -> None:
    """A day that has passed becomes one in a quarter of a year."""
    if listing.is_expired:
        listing.until = default_until()
