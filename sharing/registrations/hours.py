"""Time accounts on the shelves below: what is kept and erased, and who is told of what."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from communities.services.names import as_known_to, name_where
from communities.shelves import MembershipFollower, membership_followers
from members.models import Member
from members.shelves import NotificationKind, PersonalData, notification_kinds, personal_data
from sharing.models import LimitChange, TimeAccount, TimeRules, TimeTransfer, TransferKind
from sharing.services.accounts import come_back, leave_accounts


def _export(member: Member) -> Iterable[dict[str, Any]]:
    """Every entry and every move of a bound, without the name of the other."""
    accounts = TimeAccount.objects.filter(member=member).prefetch_related(as_known_to(member))
    for account in accounts.prefetch_related("entries__transfer", "limit_changes"):
        yield {
            "community": name_where(account),
            "balance": account.balance,
            "floor": account.floor,
            "ceiling": account.ceiling,
            "entries": [
                {
                    "minutes": entry.minutes,
                    "kind": entry.transfer.kind,
                    "note": entry.transfer.said,
                    "at": entry.transfer.created_at.isoformat(),
                }
                for entry in account.entries.all()
            ],
            "bounds": [
                {
                    "floor": change.floor_after,
                    "ceiling": change.ceiling_after,
                    "reason": change.said,
                    "at": change.at.isoformat(),
                }
                for change in account.limit_changes.all()
            ],
        }


def _erase(member: Member) -> None:
    """What is open goes to those who have left, so that the sum stays zero; no name remains."""
    accounts = TimeAccount.objects.filter(member=member).select_related("community")
    for account in accounts:
        leave_accounts(member, account.community)
    TimeTransfer.objects.filter(kind=TransferKind.OPENING, entries__account__in=accounts).update(
        note=""
    )
    LimitChange.objects.filter(account__in=accounts, actor__isnull=False).update(reason="")
    LimitChange.objects.filter(actor=member).update(actor=None)
    TimeRules.objects.filter(changed_by=member).update(changed_by=None)
    accounts.update(member=None)


personal_data.register(
    PersonalData(
        name="sharing.time_accounts",
        model=TimeAccount,
        label=_("Hours given and received"),
        export=_export,
        erase=_erase,
        also_covers=(LimitChange, TimeRules),
    )
)
membership_followers.register(
    MembershipFollower(name="sharing.time_accounts", came=come_back, gone=leave_accounts)
)


def _own_transfers(member: Member) -> QuerySet[Any]:
    """In communities one may know of; what was entered elsewhere stands on the page of hours."""
    known = Community.objects.listed_for(member)
    own = TimeTransfer.objects.filter(entries__account__member=member, community__in=known)
    return own.select_related("community")


def _concerned(transfer: TimeTransfer, actor: Member | None) -> Iterable[Member]:
    """Whose accounts it moved."""
    return Member.objects.filter(time_accounts__entries__transfer=transfer)


def _register(name: str, label: Any, sentence: str, subject: Any) -> None:
    notification_kinds.register(
        NotificationKind(
            name=name,
            label=label,
            load=_own_transfers,
            recipients=_concerned,
            sentence=lambda row: gettext(sentence) % {"community": row.target.community.name},
            url=lambda row: "/hours/",
            subject=subject,
            excerpt=lambda row: row.target.said,
        )
    )


_register(
    "sharing.hours_opened",
    _("Your community gives you hours to begin with"),
    gettext_noop("%(community)s gives you a few hours to begin with."),
    _("Hours to begin with"),
)
_register(
    "sharing.hours_corrected",
    _("An entry of your hours is corrected"),
    gettext_noop("An entry of your hours in %(community)s was corrected."),
    _("An entry of your hours was corrected"),
)
