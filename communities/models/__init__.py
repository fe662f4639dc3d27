"""What is stored about communities, and always true."""

from communities.models.activity import Activity
from communities.models.community import (
    Community,
    CommunityQuerySet,
    Invitation,
    Membership,
    MembershipState,
    Role,
    Visibility,
    readable_by,
    role_in,
)
from communities.models.moderation import (
    Case,
    CaseState,
    Complaint,
    Decision,
    Ground,
    Measure,
    Reason,
    Report,
)

__all__ = [
    "Activity",
    "Case",
    "CaseState",
    "Community",
    "CommunityQuerySet",
    "Complaint",
    "Decision",
    "Ground",
    "Invitation",
    "Measure",
    "Membership",
    "MembershipState",
    "Reason",
    "Report",
    "Role",
    "Visibility",
    "readable_by",
    "role_in",
]
