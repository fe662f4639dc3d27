"""Who may answer a ring."""

from django.utils.translation import gettext_lazy as _

from members.models import Member
from members.refusals import says
from sharing.models import Ring


@says(_("Only those who have a seat in this ring can answer it."))
def has_seat(member: Member | None, ring: Ring) -> bool:
    return member is not None and ring.seats.filter(member=member).exists()
