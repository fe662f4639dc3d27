"""What becomes of an offer or a request: edited, closed, renewed, withdrawn, brought back."""

from collections.abc import Collection, Sequence
from typing import Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Community, Visibility
from communities.services.activity import record
from members.models import Member
from members.refusals import Invalid, Refusal
from members.services.questions import open_to_more
from members.services.revisions import rewrite
from sharing import access
from sharing.models import Offer, Request, Skill
from sharing.models.listing import default_until
from sharing.services.encoding import ask_to_encode
from sharing.services.listings.making import (
    bring_out,
    fresh_until,
    own_listing,
    require_shared,
)
from sharing.services.listings.words import named_skills, sound_words
from sharing.terms import Words

OPENS_NO_MORE = _(
    "Beside this stands a question that another member released for those who can read it now. "
    "While it is shown there, you cannot share this in another community."
)


@transaction.atomic
def edit_listing(
    *,
    member: Member,
    listing: Offer | Request,
    communities: Collection[Community],
    skills: Sequence[Skill] = (),
    own_skills: Sequence[str] = (),
    publishes: bool = False,
    **words: Unpack[Words],
) -> bool:
    """Change what one wrote; the earlier words stay readable where they stood, but for a draft's.

    `publishes` brings a draft out with it. False when nothing changed.
    """
    listing = own_listing(listing, member)
    is_draft = listing.is_draft
    if communities or not is_draft:
        require_shared(member, communities)
    sound = sound_words(words, is_draft=is_draft)
    named = named_skills(member, skills, own_skills, sound["language"], is_draft=is_draft)
    before = set(listing.skills.all()), set(listing.communities.all())
    _open_to(listing, before[1], set(communities))
    rewritten = _keep(listing, sound) if is_draft else _rewrite(listing, member, sound)
    listing.skills.set(named)
    listing.communities.set(communities)
    if is_draft and publishes:
        bring_out(member, listing)
    return rewritten or before != (set(named), set(communities))


def _open_to(listing: Offer | Request, before: set[Community], after: set[Community]) -> None:
    """Not to more people, while somebody else's question stands beside it for these."""
    everyone_reads = any(one.visibility == Visibility.PUBLIC for one in before)
    if not everyone_reads and after - before:
        open_to_more(listing, refused=Invalid(OPENS_NO_MORE, field="communities"))


def _rewrite(listing: Offer | Request, member: Member, sound: Words) -> bool:
    rewritten = rewrite(listing, editor=member, fields=dict(sound))
    if rewritten:
        ask_to_encode(listing)
    return rewritten


def _keep(draft: Offer | Request, sound: Words) -> bool:
    changed = {name: value for name, value in sound.items() if getattr(draft, name) != value}
    for name, value in changed.items():
        setattr(draft, name, value)
    draft.save(update_fields=list(changed))
    return bool(changed)


@transaction.atomic
def close_listing(
    *,
    member: Member,
    listing: Offer | Request,
    met: bool = False,
    met_by: Member | None = None,
) -> None:
    """Take one's own listing off the lists: because the two found each other, or just so.

    `met_by` says with whom, where one wants to; nobody else reads it.
    """
    listing = own_listing(listing, member)
    if listing.is_draft:
        raise Refusal(_("This is a draft. Nobody sees it, so there is nothing to close."))
    if listing.closed_at is not None:
        raise Refusal(_("This is closed already."))
    if met_by is not None and not access.has_met(member, met_by):
        raise Invalid(_("Choose somebody you have had to do with here, or nobody."), field="met_by")
    listing.closed_at, listing.is_met = timezone.now(), met
    listing.met_by = met_by if met else None
    listing.save(update_fields=["closed_at", "is_met", "met_by"])
    if met and isinstance(listing, Request):
        for community in listing.communities.all():
            record("sharing.request_met", actor=member, community=community, target=listing)


@transaction.atomic
def reopen_listing(*, member: Member, listing: Offer | Request) -> None:
    """Put one's own closed listing back on the lists, for a quarter of a year if it had run out."""
    listing = own_listing(listing, member)
    if listing.closed_at is None:
        raise Refusal(_("This is open already."))
    _stand_where_one_belongs(member, listing)
    listing.closed_at, listing.is_met, listing.met_by = None, False, None
    fresh_until(listing)
    listing.save(update_fields=["closed_at", "is_met", "met_by", "until"])


@transaction.atomic
def renew_listing(*, member: Member, listing: Offer | Request) -> None:
    """Let it stand for another quarter of a year, also when it had run out; twice is once."""
    listing = own_listing(listing, member)
    if listing.is_draft:
        raise Refusal(_("This is a draft. Publish it first."))
    if listing.closed_at is not None:
        raise Refusal(_("This is closed. Open it again instead."))
    if listing.withdrawn_at is not None:
        raise Refusal(_("You withdrew this. Bring it back first."))
    _stand_where_one_belongs(member, listing)
    listing.until = max(listing.until, default_until())
    listing.save(update_fields=["until"])


def _stand_where_one_belongs(member: Member, listing: Offer | Request) -> None:
    """It stands again only where its author still belongs."""
    here = {community.pk for community in access.own_communities(member)}
    kept = [community for community in listing.communities.all() if community.pk in here]
    if not kept:
        raise Refusal(
            _("You have left every community it was shared in. Edit it and choose another one.")
        )
    listing.communities.set(kept)


@transaction.atomic
def withdraw_listing(*, member: Member, listing: Offer | Request) -> None:
    """Take back what one wrote oneself; others no longer see it, and it can be brought back."""
    listing = own_listing(listing, member)
    if listing.withdrawn_at is None:
        listing.withdrawn_at = timezone.now()
        listing.save(update_fields=["withdrawn_at"])


@transaction.atomic
def restore_listing(*, member: Member, listing: Offer | Request) -> None:
    """Undo a withdrawal."""
    listing = own_listing(listing, member)
    if listing.withdrawn_at is not None:
        listing.withdrawn_at = None
        listing.save(update_fields=["withdrawn_at"])


def hide_listing(listing: Offer | Request) -> None:
    """A moderator decided: out of sight, its author included."""
    type(listing).objects.filter(pk=listing.pk).update(hidden_at=timezone.now())


def show_listing(listing: Offer | Request) -> None:
    """The decision was overruled: back in sight."""
    type(listing).objects.filter(pk=listing.pk).update(hidden_at=None)
