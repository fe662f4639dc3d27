"""Who takes which part in an exchange; each part says with which sentence it is refused."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from members.access import can_meet
from members.models import Member
from members.refusals import says
from sharing.models import Exchange, Mediator


class Role(StrEnum):
    """A part that somebody has in an exchange as it stands."""

    ASKER = "asker"
    OTHER = "other"
    # Either of the two.
    PARTY = "party"
    # Whoever sent the last proposal, and whoever did not.
    PROPOSER = "proposer"
    RECEIVER = "receiver"
    # Whoever did not name the new date that waits.
    DATE_RECEIVER = "date_receiver"
    # Whoever said first that it is done, and the other.
    DOER = "doer"
    CONFIRMER = "confirmer"
    MEDIATOR = "mediator"
    # The house itself, when a time has come or somebody has gone.
    CLOCK = "clock"


REFUSALS = {
    Role.ASKER: _("Only whoever asked the question can take it back."),
    Role.OTHER: _("Only whoever was asked can answer."),
    Role.PARTY: _("Only the two who take part can do this."),
    Role.PROPOSER: _("Only whoever made the last proposal can take it back."),
    Role.RECEIVER: _("The last proposal is your own. Now it is up to the other."),
    Role.DATE_RECEIVER: _("The new date is your own proposal. The other says whether it suits."),
    Role.DOER: _("Only whoever said that it is done can say it anew."),
    Role.CONFIRMER: _(
        "You said yourself that it is done. Only the other can confirm it, or say what is missing."
    ),
    Role.MEDIATOR: _("Only those who mediate can do this."),
    Role.CLOCK: _("This happens by itself when its time has come."),
}


def roles_of(member: Member | None, exchange: Exchange) -> set[Role]:
    """Every part a member has just now; None is the clock."""
    if member is None:
        return {Role.CLOCK}
    if not is_party(member, exchange):
        return {Role.MEDIATOR} if mediates(member, exchange) else set()
    last = exchange.proposals.order_by("number").last()
    roles = {Role.PARTY, Role.ASKER if exchange.asker_id == member.pk else Role.OTHER}
    if last is not None:
        roles.add(Role.PROPOSER if last.author_id == member.pk else Role.RECEIVER)
    if exchange.new_starts_at and exchange.new_date_by_id != member.pk:
        roles.add(Role.DATE_RECEIVER)
    if exchange.minutes_given:
        roles.add(Role.DOER if exchange.done_by_id == member.pk else Role.CONFIRMER)
    return roles


@says(REFUSALS[Role.PARTY])
def is_party(member: Member | None, exchange: Exchange) -> bool:
    return member is not None and member.pk in {exchange.asker_id, exchange.other_id}


@says(REFUSALS[Role.MEDIATOR])
def mediates(member: Member | None, exchange: Exchange) -> bool:
    return Mediator.objects.filter(exchange=exchange, member=member).exists()


@says(_("You two can no longer agree on anything here. What was agreed stays readable."))
def both_are_here(exchange: Exchange) -> bool:
    """Neither has left or is suspended, and no block stands between them."""
    one, other = exchange.asker, exchange.other
    return one is not None and other is not None and one.is_active and can_meet(one, other)
