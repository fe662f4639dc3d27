"""What the letter says of topics: new ones, and what moved where somebody follows."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from debates.reading.today import followed_with_news, not_yet_answered
from members.markup.prose import excerpt
from members.models import Member
from members.shelves import DigestItem, DigestSection, digest_sections

# The letter is one screen: one new question, and one topic in which something moved.
MOST = 1


def topics_in_the_letter(member: Member, since: datetime) -> Sequence[DigestItem]:
    """New questions of one's communities first, then followed topics with new positions."""
    asked = not_yet_answered(member).filter(created_at__gt=since)[:MOST]
    moved = followed_with_news(member, since)[:MOST]
    return [
        *(
            DigestItem(
                title=topic.question,
                url=topic.get_absolute_url(),
                why=gettext("Asked in “%(community)s”; your position is still missing.")
                % {"community": topic.community.name},
                text=excerpt(topic.why, 160),
                title_language=topic.language,
                text_language=topic.language,
                kind="topic",
                key=f"topic:{topic.pk}",
            )
            for topic in asked
        ),
        *(
            DigestItem(
                title=topic.question,
                url=topic.get_absolute_url(),
                why=gettext("You follow this topic, and there are new positions to read."),
                title_language=topic.language,
                kind="topic",
                key=f"topic:{topic.pk}",
            )
            for topic in moved
        ),
    ]


digest_sections.register(
    DigestSection(
        name="debates.topics", title=_("What burns"), items=topics_in_the_letter, order=45
    )
)
