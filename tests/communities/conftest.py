"""What the tests of this floor share."""

from collections.abc import Callable

import pytest

from communities.models import Case, Decision
from communities.services import moderation
from communities.services.moderation import Verdict, Words
from debates.models import Topic
from members.models import Member, Notification
from members.services.notifications import drain_next

REASON = "It names somebody who is not here and cannot answer."
HIDE = Verdict(measure="hide", ground="guidelines", rule="guideline 2", reason=REASON)
LEAVE = Verdict(measure="none", reason="It names nobody, and the anger in it is allowed.")


@pytest.fixture
def told(db: None) -> Callable[[Member], list[str]]:
    """The kinds of news a member has got, once the outbox is drained."""

    def kinds_of(member: Member) -> list[str]:
        while drain_next():
            pass
        return sorted(Notification.objects.filter(recipient=member).values_list("kind", flat=True))

    return kinds_of


@pytest.fixture
def topic(cast):
    """Something Lea wrote in the public community, where Mara and Odo decide."""
    return Topic.objects.create(
        community=cast.public, author=cast.lea, question="Shall names stand here?", language="en"
    )


@pytest.fixture
def hidden(cast, topic) -> Decision:
    """Ben reported it and Mara has hidden it."""
    moderation.report(reporter=cast.ben, thing=topic, words=Words(reason="privacy"))
    return moderation.decide(moderator=cast.mara, case=Case.objects.get(), verdict=HIDE)
