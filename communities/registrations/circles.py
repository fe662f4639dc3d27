"""Whoever belongs to a community reads there with the others."""

from communities.models import Community
from members.models import Circle, circles

circles.register(
    Circle(
        name="communities",
        ids_of=lambda member: Community.objects.of(member).standing().values("pk"),
    )
)
