"""Offers and requests: make, edit, close, reopen, withdraw, bring back."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TypeVar, Unpack, cast

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from communities.services.activity import record
from members.models import Member
from members.refusals import Invalid, Refusal, require
from members.services.outbox import notify
from members.services.revisions import rewrite
from sharing import access
from sharing.models import Offer, Request, Skill
from sharing.services.skills import coin_skills
from sharing.terms import Words, problems, wrong_skills
from sharing.vocabulary.words import tidy

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
    offer = _make(Offer, member, communities, skills, own_skills, happened_at, words)
    for community in communities:
        record(
            "sharing.offer_made",
            actor=member,
            community=community,
            target=offer,
            happened_at=happened_at,
        )
    notify("sharing.match_found", actor=member, target=offer, happened_at=happened_at)
    return offer


@transaction.atomic
def make_request(
    *,
    member: Member,
    communities: Collection[Community],
    skills: Sequence[Skill] = (),
    own_skills: Sequence[str] = (),
    happened_at: datetime | None = None,
    **words: Unpack[Words],
) -> Request:
    """Ask communities one belongs to for a skill."""
    request = _make(Request, member, communities, skills, own_skills, happened_at, words)
    for community in communities:
        record(
            "sharing.request_made",
            actor=member,
            community=community,
            target=request,
            happened_at=happened_at,
        )
    return request


def _make(
    model: type[L],
    member: Member,
    communities: Collection[Community],
    skills: Sequence[Skill],
    own_skills: Sequence[str],
    happened_at: datetime | None,
    words: Words,
) -> L:
    require(access.can_share_in, member, communities)
    words = _sound(words)
    named = _named_skills(member, skills, own_skills, words["language"])
    listing = model(member=member, created_at=happened_at or timezone.now(), **words)
    listing.save()
    listing.communities.set(communities)
    listing.skills.set(named)
    return listing


def _sound(words: Words) -> Words:
    """The words without what does not count, or a refusal that names the first thing wrong."""
    sound = cast(
        Words,
        {"title": tidy(words.get("title", "")), "text": words.get("text", "").strip()}
        | {name: words.get(name, False) for name in ("as_gift", "as_exchange", "as_paid")}
        | {"is_online": words.get("is_online", False), "place": tidy(words.get("place", ""))}
        | {"language": words.get("language", ""), "amount": None, "currency": ""},
    )
    if sound["as_paid"]:
        sound |= {"amount": words.get("amount"), "currency": words.get("currency", "")}
    for field, sentence in problems(sound):
        raise Invalid(sentence, field=field)
    return sound


def _named_skills(
    member: Member, skills: Sequence[Skill], own_skills: Sequence[str], language: str
) -> list[Skill]:
    """The skills picked and those in own words, each once; at least one, at most ten."""
    if problem := wrong_skills(len(skills) + len(own_skills)):
        raise Invalid(problem[1], field=problem[0])
    coined = coin_skills(member=member, words=own_skills, language=language)
    return list(dict.fromkeys([*skills, *coined]))


@transaction.atomic
def edit_listing(
    *,
    member: Member,
    listing: Offer | Request,
    communities: Collection[Community],
    skills: Sequence[Skill] = (),
    own_skills: Sequence[str] = (),
    **words: Unpack[Words],
) -> bool:
    """Change what one wrote; the earlier words stay readable. False when nothing changed."""
    listing = _own(listing, member)
    require(access.can_share_in, member, communities)
    sound = _sound(words)
    named = _named_skills(member, skills, own_skills, sound["language"])
    before = set(listing.skills.all()), set(listing.communities.all())
    rewritten = rewrite(listing, editor=member, fields=dict(sound))
    listing.skills.set(named)
    listing.communities.set(communities)
    return rewritten or before != (set(named), set(communities))


@transaction.atomic
def close_listing(*, member: Member, listing: Offer | Request, met: bool = False) -> None:
    """Take one's own listing off the lists: because the two found each other, or just so."""
    listing = _own(listing, member)
    if listing.closed_at is not None:
        raise Refusal(_("This is closed already."))
    listing.closed_at, listing.is_met = timezone.now(), met
    listing.save(update_fields=["closed_at", "is_met"])
    if met and isinstance(listing, Request):
        for community in listing.communities.all():
            record("sharing.request_met", actor=member, community=community, target=listing)


@transaction.atomic
def reopen_listing(*, member: Member, listing: Offer | Request) -> None:
    """Put one's own closed listing back on the lists."""
    listing = _own(listing, member)
    if listing.closed_at is None:
        raise Refusal(_("This is open already."))
    listing.closed_at, listing.is_met = None, False
    listing.save(update_fields=["closed_at", "is_met"])


@transaction.atomic
def withdraw_listing(*, member: Member, listing: Offer | Request) -> None:
    """Take back what one wrote oneself; others no longer see it, and it can be brought back."""
    listing = _own(listing, member)
    if listing.withdrawn_at is None:
        listing.withdrawn_at = timezone.now()
        listing.save(update_fields=["withdrawn_at"])


@transaction.atomic
def restore_listing(*, member: Member, listing: Offer | Request) -> None:
    """Undo a withdrawal."""
    listing = _own(listing, member)
    if listing.withdrawn_at is not None:
        listing.withdrawn_at = None
        listing.save(update_fields=["withdrawn_at"])


def _own(listing: L, member: Member) -> L:
    """The listing under a lock, if it is the member's own and no moderator has hidden it."""
    model = type(listing)
    locked = model.objects.select_for_update().get(pk=listing.pk)
    require(access.is_own, member, locked)
    require(access.is_not_hidden, member, locked)
    return cast(L, locked)


def hide_listing(listing: Offer | Request) -> None:
    """A moderator decided: out of sight, its author included."""
    type(listing).objects.filter(pk=listing.pk).update(hidden_at=timezone.now())


def show_listing(listing: Offer | Request) -> None:
    """The decision was overruled: back in sight."""
    type(listing).objects.filter(pk=listing.pk).update(hidden_at=None)
