"""Who may start, carry and end a mission, and who may promise something in it."""

from django.utils.translation import gettext_lazy as _

from communities.access import can_post_in
from debates.access.joint import DECIDING
from debates.models import Carrier, Commitment, Mission, Topic
from debates.reading.sides import side_of
from members.models import Block, Member
from members.refusals import says


@says(
    _(
        "A mission is started by members of the community who stand for or against. Take a position"
        " first."
    )
)
def can_start_mission(member: Member | None, topic: Topic) -> bool:
    return can_post_in(member, topic.community) and side_of(member, topic) in DECIDING


@says(
    _(
        "A mission is carried by members of the community who have a position on its topic. Take a"
        " position first."
    )
)
def can_carry(member: Member | None, mission: Mission) -> bool:
    """Everybody who stands there; the undecided carry too, but fill no side."""
    stands = side_of(member, mission.topic) is not None
    return stands and can_post_in(member, mission.topic.community)


@says(_("Only those who carry this mission can do that. You can carry it too."))
def carries(member: Member | None, mission: Mission) -> bool:
    return member is not None and Carrier.objects.filter(mission=mission, member=member).exists()


@says(_("Only whoever made this commitment can say what became of it."))
def can_settle(member: Member | None, commitment: Commitment) -> bool:
    return member is not None and commitment.member_id == member.pk


@says(_("Only whoever was asked to be the witness can answer that."))
def can_answer_as_witness(member: Member | None, commitment: Commitment) -> bool:
    return member is not None and commitment.witness_id == member.pk


@says(_("A witness is another member of this community. Choose somebody else, or nobody for now."))
def can_witness(witness: Member, mission: Mission, promising: Member) -> bool:
    """Somebody else who belongs, sees the topic, and whom no block parts from whoever promises."""
    if witness.pk == promising.pk or Block.stands_between(witness, promising):
        return False
    sees = Mission.objects.visible_to(witness).filter(pk=mission.pk).exists()
    return sees and witness.is_active and can_post_in(witness, mission.topic.community)
