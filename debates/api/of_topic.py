"""Rooms whose address names a topic."""

from functools import cached_property
from typing import cast

from debates.models import Topic
from members.api.rooms import Room


class OfTopic(Room):
    """Loaded once for a whole answer, and 404 for whoever may not know of the topic."""

    @cached_property
    def topic(self) -> Topic:
        topics = Topic.objects.visible_to(self.member).select_related("community")
        return cast("Topic", self.found(topics.defer("search", "community__search")))
