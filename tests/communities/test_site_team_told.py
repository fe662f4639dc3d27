"""Whether the site team hears of a case does not say who wrote what stands unnamed."""

import pytest

from communities.models import Case, Community, Role
from communities.services import moderation
from communities.services.deciders import deciders_of
from communities.services.moderation import Words
from debates.models import Statement, Topic
from members.models import Member
from tests.communities.conftest import HIDE
from tests.conftest import join, make_community, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.clock]


def moderated_by(count: int) -> tuple[Community, list[Member]]:
    """A community with so many who moderate."""
    community = make_community("small")
    moderators = [make_member(f"moderator-{number}") for number in range(count)]
    for one in moderators:
        join(one, community, Role.OWNER)
    return community, moderators


def a_case(cast, community: Community, author: Member, reporter: Member) -> Case:
    """About an unnamed statement, at a topic of Lea's."""
    topic = Topic.objects.create(community=community, author=cast.lea, question="?", language="en")
    claim = Statement.objects.create(topic=topic, author=author, text="Names stand.", language="en")
    return moderation.report(reporter=reporter, thing=claim, words=Words("other")).case


@pytest.mark.parametrize(("count", "hears"), [(1, True), (2, True), (3, False)])
@pytest.mark.parametrize("by_moderator", [True, False])
def test_where_few_moderate_the_site_team_hears_whoever_wrote_it(
    cast, told, count, hears, by_moderator
) -> None:
    community, moderators = moderated_by(count)
    author = moderators[0] if by_moderator else cast.ben
    a_case(cast, community, author, reporter=cast.lea)
    assert told(cast.sam) == (["communities.reported"] if hears else [])
    for one in moderators:
        assert told(one) == ([] if one == author else ["communities.reported"])


@pytest.mark.parametrize("by_moderator", [True, False])
def test_whoever_reported_or_decided_does_not_count_among_them(cast, by_moderator) -> None:
    community, moderators = moderated_by(3)
    author = moderators[0] if by_moderator else cast.ben
    case = a_case(cast, community, author, reporter=moderators[1])
    moderation.decide(moderator=moderators[2], case=case, verdict=HIDE)
    assert cast.sam in deciders_of(case)


def test_what_is_named_goes_to_the_only_moderator_alone(cast, told) -> None:
    community, (moderator,) = moderated_by(1)
    topic = Topic.objects.create(community=community, author=cast.ben, question="?", language="en")
    moderation.report(reporter=cast.lea, thing=topic, words=Words("other"))
    assert told(moderator) == ["communities.reported"]
    assert told(cast.sam) == []
