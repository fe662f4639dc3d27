"""The search finds topics. Positions are read where they stand, not looked up by words."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from communities.services.search import matching
from communities.shelves import Searchable, searchables
from debates.models import Topic
from members.models import Member


def find_topics(member: Member | None, words: str) -> QuerySet[Topic]:
    return matching(Topic.objects.visible_to(member).in_words(), words)


searchables.register(
    Searchable(
        name="topics",
        label=_("Topics"),
        find=find_topics,
        template="debates/found/topic.html",
        order=20,
    )
)
