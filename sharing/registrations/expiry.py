"""News for authors whose offers and requests run out soon."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from members.markup.dates import day
from members.models import Member
from members.shelves import NotificationKind, notification_kinds
from sharing.models import Offer, Request


def _register(name: str, model: type[Offer] | type[Request], label: Any, sentence: str) -> None:
    def load(member: Member) -> QuerySet[Any]:
        return model.objects.filter(member=member, hidden_at__isnull=True)

    def author(listing: Any, actor: Member | None) -> Iterable[Member]:
        return [listing.member]

    def tell(row: Any) -> str:
        words = {"title": row.target.title, "day": day(row.target.until)}
        return gettext(sentence) % words

    notification_kinds.register(
        NotificationKind(
            name=name,
            label=label,
            load=load,
            recipients=author,
            sentence=tell,
            url=lambda row: f"{row.target.get_absolute_url()}renew/",
            subject=label,
        )
    )


_register(
    "sharing.offer_runs_out",
    Offer,
    _("An offer of yours runs out soon"),
    gettext_noop("Your offer “%(title)s” stands until %(day)s. Renew it with one click."),
)
_register(
    "sharing.request_runs_out",
    Request,
    _("A request of yours runs out soon"),
    gettext_noop("Your request “%(title)s” stands until %(day)s. Renew it with one click."),
)
