"""Two clicks at once, over real connections: one restatement, one answer, one contribution."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from communities.models import Activity
from debates.models import Argument, Restatement, RestatementState
from debates.models.listening import LAPSES_AFTER
from debates.refusals import AnsweredAlready
from debates.services.arguments import argue
from debates.services.restatements import answer_not_quite, confirm_heard, lapse_due, restate
from debates.services.witnesses import call_witness
from members.models import Encounter, Outbox

WORDS = "You saw the good ending and the bad one, and so you would rather wait a little longer."
HELP = "It is not about hiding; it is about the story behind it."
AT_ONCE = 4

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def position(cast, topic, stand):
    return stand(cast.ben, topic, -1)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What several acts give, or why they refuse, each on a connection of its own."""
    together = Barrier(len(acts))

    def go(act: Callable[[], Any]) -> Any:
        try:
            together.wait(10)
            return act()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(go, acts))


def test_two_restatements_at_once_are_one(cast, position):
    one = {"member": cast.lea, "target": position, "text": WORDS, "language": "en"}
    given = at_once(*[lambda: restate(**one)] * AT_ONCE)
    assert {row.pk for row in given} == {Restatement.objects.get().pk}
    assert Outbox.objects.filter(kind="debates.restated").count() == 1


def test_two_contributions_at_once_are_one(cast, position):
    one = {"member": cast.lea, "position": position, "kind": "support", "text": "Yes."}
    given = at_once(*[lambda: argue(**one)] * AT_ONCE)
    assert {row.pk for row in given} == {Argument.objects.get().pk}
    assert Outbox.objects.filter(kind="debates.argued").count() == 1


def test_many_people_at_once_each_have_a_place(cast, position):
    people = (cast.lea, cast.mara, cast.odo, cast.ben)
    given = at_once(
        *(
            lambda person=person: argue(
                member=person, position=position, kind="experience", text="Here too."
            )
            for person in people
        )
    )
    assert len({row.path for row in given}) == len(people) == Argument.objects.count()


def test_two_clicks_on_heard_are_one(cast, position, retell):
    sent = retell(cast.lea, position)
    at_once(*[lambda: confirm_heard(member=cast.ben, restatement=sent)] * AT_ONCE)
    assert Restatement.objects.get().state == RestatementState.HEARD
    assert Encounter.objects.filter(kind="heard").count() == 1
    assert Activity.objects.filter(kind="debates.felt_heard").count() == 1


def test_heard_and_not_quite_at_once_leave_one_answer(cast, position, retell):
    sent = retell(cast.lea, position)
    given = at_once(
        lambda: confirm_heard(member=cast.ben, restatement=sent),
        lambda: answer_not_quite(member=cast.ben, restatement=sent, correction=HELP),
    )
    # Not quite first and heard then is a change of mind; heard first stays heard.
    assert all(isinstance(one, Restatement | AnsweredAlready) for one in given)
    assert Restatement.objects.get().state == RestatementState.HEARD


@pytest.mark.clock
def test_a_restatement_that_lapses_while_it_is_heard_is_heard(cast, position, retell):
    sent = retell(cast.lea, position)
    Restatement.objects.update(created_at=sent.created_at - 2 * LAPSES_AFTER)
    at_once(lapse_due, lambda: confirm_heard(member=cast.ben, restatement=sent), lapse_due)
    assert Restatement.objects.get().state == RestatementState.HEARD
    assert Outbox.objects.filter(kind="debates.restatement_lapsed").count() <= 1


def test_two_calls_for_the_moderators_are_one(cast, position, retell):
    for number in (1, 2):
        sent = retell(cast.lea, position, text=f"Round {number}: " + "z" * 60)
        answer_not_quite(member=cast.ben, restatement=sent, correction=HELP)
    call = {"member": cast.lea, "restatement": sent, "witness": None}
    given = at_once(*[lambda: call_witness(**call)] * AT_ONCE)
    assert len({row.pk for row in given}) == 1
    assert Outbox.objects.filter(kind="debates.witness_asked").count() == 1
