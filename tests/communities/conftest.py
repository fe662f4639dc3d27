"""What the tests of this floor share."""

from collections.abc import Callable

import pytest

from members.models import Member, Notification
from members.services.notifications import drain_next


@pytest.fixture
def told(db: None) -> Callable[[Member], list[str]]:
    """The kinds of news a member has got, once the outbox is drained."""

    def kinds_of(member: Member) -> list[str]:
        while drain_next():
            pass
        return sorted(Notification.objects.filter(recipient=member).values_list("kind", flat=True))

    return kinds_of
