"""Lists of topics: everybody's way in, so the plain list is compiled; wishes go the usual way."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from communities.models import Community
from communities.services.search import matching
from debates.forms import TopicFilter
from debates.models import Topic, TopicChoice
from debates.models.topic import TopicQuerySet
from debates.reading.keyset import turned
from debates.reading.queries import LINE, topic_line_rows
from members.compiled import columns
from members.models import Member
from members.pages import Page, page_of

AUTHOR = columns(Member, "id", "name", "is_active")


def topics_page(
    request: HttpRequest, member: Member | None, community: Community | None = None
) -> tuple[Page, TopicFilter]:
    """The topics an address asks for, newest first, and the form that shows what it asked."""
    form = TopicFilter(request.GET)
    wishes = {name: wish for name, wish in form.wishes().items() if wish}
    if wishes:
        found = Topic.objects.visible_to(member)
        if community is not None:
            found = found.filter(community=community)
        return page_of(_wished(found, wishes, member).in_words(), request), form
    ask = partial(
        topic_line_rows,
        member=member,
        community=community.pk if community else None,
    )
    return turned(request, ask, _line, _address, "created_at"), form


def _wished(topics: TopicQuerySet, wishes: dict[str, Any], member: Member | None) -> TopicQuerySet:
    if wishes.get("state") == TopicFilter.BURNING:
        topics = topics.burning()
    elif wishes.get("state") == TopicFilter.OVER:
        topics = topics.over()
    if "language" in wishes:
        topics = topics.filter(language=wishes["language"])
    if "following" in wishes and member is not None:
        followed = TopicChoice.objects.filter(member=member, wish=TopicChoice.Wish.FOLLOW)
        topics = topics.filter(pk__in=followed.values("topic"))
    if "q" in wishes:
        topics = topics.filter(pk__in=matching(Topic.objects.all(), wishes["q"]).values("pk"))
    return topics


def _line(row: tuple[Any, ...]) -> Topic:
    """A topic with as much of its community, author and source as a list names."""
    topic = Topic.from_db("default", LINE, row[: len(LINE)])
    slug, name, zone, author, licence, beginning = row[len(LINE) :]
    topic.why = beginning
    named = [topic.community_id, slug, name, zone]
    topic.community = Community.from_db("default", ["id", "slug", "name", "time_zone"], named)
    if topic.author_id is not None:
        person = [topic.author_id, author or "", author is not None]
        topic.author = Member.from_db("default", AUTHOR, person)
    topic.licence = licence
    return topic


def _address(**mark: str) -> str:
    return f"?{urlencode(mark)}"
