"""Who may say what moved them, and whom they may thank."""

from django.utils.translation import gettext_lazy as _

from debates.models import Credit, PositionVersion
from members.access import can_meet
from members.models import Member
from members.refusals import says


@says(_("Only whoever moved, and still stands there, can say what moved them."))
def can_give_credit(member: Member | None, version: PositionVersion) -> bool:
    position = version.position
    return member is not None and position.member_id == member.pk and position.stands


@says(_("Credit goes to somebody else who is still here, and whom no block parts from you."))
def can_credit(member: Member, receiver: Member) -> bool:
    return can_meet(member, receiver)


@says(_("Only whoever gave this credit can withdraw it or bring it back."))
def can_withdraw_credit(member: Member | None, credit: Credit) -> bool:
    return member is not None and credit.giver_id == member.pk
