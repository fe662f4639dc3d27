"""The map is computed by a real worker, behind a real broker."""

import pytest

from debates.models import LandscapeRun, RunState, Topic
from members.services.outbox import send
from tests.voters import seed_voters
from tests.worker import mail_server, wait_for, worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.worker, pytest.mark.clock]


def test_a_worker_finds_what_is_due_and_draws_the_map(cast) -> None:
    topic = Topic.objects.create(
        community=cast.public, author=cast.lea, question="Should wages be open?", language="en"
    )
    seed_voters(topic)
    with mail_server() as (_letters, port), worker(port):
        send("debates.refresh_due_landscapes")
        assert wait_for(lambda: LandscapeRun.objects.filter(topic=topic).exists())
    run = LandscapeRun.objects.get(topic=topic)
    assert (run.state, run.camps) == (RunState.PUBLISHED, 3)
