"""What members hear of from this floor."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.models import Member
from members.shelves import NotificationKind, notification_kinds
from sharing.models import NotForMe, Offer, Request, Skill

# A skill that everybody seeks must not fill everybody's inbox: the newest requests hear of it.
MOST_RECIPIENTS = 40


def _offers(member: Member) -> QuerySet[Any]:
    return Offer.objects.open().visible_to(member)


def _seekers(offer: Offer, actor: Member | None) -> Iterable[Member]:
    """Authors of open requests that name one of the offer's skills."""
    named = list(offer.skills.values_list("pk", flat=True))
    fitting = (
        Request.objects.open()
        .filter(skills__in=Skill.objects.meaning(named))
        .exclude(member=offer.member_id)
        .exclude(member__in=NotForMe.objects.filter(shown=offer.member_id).values("member"))
        .newest_first()
        .values_list("member", flat=True)[: 4 * MOST_RECIPIENTS]
    )
    seekers = list(dict.fromkeys(fitting))[:MOST_RECIPIENTS]
    return Member.objects.filter(pk__in=seekers)


def _sentence(row: Any) -> str:
    words = {"name": row.actor.name if row.actor else "", "title": row.target.title}
    if row.actor is None:
        return gettext("A new offer fits what you are looking for: %(title)s") % words
    return gettext("%(name)s offers something that fits your request: %(title)s") % words


notification_kinds.register(
    NotificationKind(
        name="sharing.match_found",
        label=_("A new offer fits your request"),
        load=_offers,
        recipients=_seekers,
        sentence=_sentence,
        url=lambda row: row.target.get_absolute_url(),
        subject=_("A new offer fits your request"),
    )
)
