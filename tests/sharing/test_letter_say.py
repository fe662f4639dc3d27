"""What the letter says beside matches: who waits, what became of one's own, what is near."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.models import Block, Question
from members.shelves import digest_sections
from sharing.models import Experience, MemberSkill, Offer, Request
from sharing.models.stages import ExchangeState
from sharing.services.matches import not_for_me
from sharing.services.skills import add_skill
from tests.exchanges import exchange_in
from tests.stage import question_about

pytestmark = [pytest.mark.django_db, pytest.mark.clock]


@pytest.fixture
def before():
    return timezone.now() - timedelta(days=7)


def items(name, member, since):
    return list(digest_sections[f"sharing.{name}"].items(member, since))


def titles(name, member, since) -> list[str]:
    return [item.title for item in items(name, member, since)]


def grow_old(model=Request, days: int = 3) -> None:
    model.objects.update(created_at=timezone.now() - timedelta(days=days))


def test_one_request_that_nobody_answered_waits_and_one_that_one_can_meet_comes_first(
    cast, request_of, mediation, before
) -> None:
    old = request_of(cast.ben, title="The oldest")
    request_of(cast.mara, title="Near", skills=[mediation])
    grow_old()
    Request.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=9))
    assert titles("unanswered", cast.lea, before) == ["The oldest"]
    add_skill(member=cast.lea, skill=mediation, direction=MemberSkill.Direction.CAN)
    (item,) = items("unanswered", cast.lea, before)
    assert item.title == "Near" and "you can do what is looked for" in item.why


def test_answered_own_unseen_and_turned_down_requests_do_not_wait(cast, request_of, before) -> None:
    request_of(cast.lea)
    request = request_of(cast.ben, communities=[cast.secret])
    grow_old()
    assert titles("unanswered", cast.nora, before) == []
    assert titles("unanswered", cast.mara, before) != []
    question_about(request, asker=cast.odo, addressee=cast.ben)
    assert titles("unanswered", cast.lea, before) == []
    Question.objects.all().delete()
    assert titles("unanswered", cast.lea, before) == [request.title]
    not_for_me(member=cast.lea, shown=cast.ben, listing=request, reason="skill")
    assert titles("unanswered", cast.lea, before) == []


@pytest.mark.parametrize("days", [0, 30])
def test_what_is_new_or_asked_on_waits_elsewhere(cast, request_of, before, days) -> None:
    request_of(cast.ben)
    grow_old(days=days)
    assert titles("unanswered", cast.lea, before) == []


def test_an_answer_to_what_one_asked_is_told_once_it_is_new(cast, offer_of, before) -> None:
    offer = offer_of(cast.ben)
    answered = {
        "state": "answered",
        "answer": "With a file.",
        "answered_at": timezone.now(),
    }
    question_about(offer, asker=cast.lea, addressee=cast.ben, **answered)
    assert titles("became", cast.lea, before) == ["Ben answered you"]
    assert titles("became", cast.ben, before) == []
    assert titles("became", cast.lea, timezone.now()) == []
    Block.objects.create(blocker=cast.lea, blocked=cast.ben)
    assert titles("became", cast.lea, before) == []


def test_an_exchange_that_is_done_is_told_to_both(cast, before) -> None:
    exchange = exchange_in(ExchangeState.DONE, asker=cast.lea, other=cast.ben)
    assert (
        titles("became", cast.lea, before) == titles("became", cast.ben, before) == [exchange.title]
    )
    assert titles("became", cast.mara, before) == []


def test_what_runs_out_within_a_week_leads_to_where_it_is_renewed(
    cast, as_member, offer_of, request_of, before
) -> None:
    soon = offer_of(cast.lea, title="Soon")
    request_of(cast.lea, title="Later")
    Offer.objects.filter(pk=soon.pk).update(until=timezone.localdate() + timedelta(days=6))
    (item,) = items("became", cast.lea, before)
    assert item.title == "Soon" and "runs out on" in item.why
    assert f"{soon.get_absolute_url()}renew/" in as_member("lea").get(item.url).content.decode()


def test_an_experience_near_to_ones_request_is_told_but_not_ones_own(
    cast, request_of, bookkeeping, before
) -> None:
    request_of(cast.lea)
    words = {"situation": "Our books were late.", "tried": "One evening a week.", "again": "Yes."}
    notes = [
        Experience.objects.create(
            community=cast.public,
            title=title,
            language="en",
            published_at=timezone.now(),
            **words,
        )
        for title in ("Mine", "Theirs")
    ]
    for note, writer in zip(notes, (cast.lea, cast.ben), strict=True):
        note.writers.create(member=writer)
        note.skills.add(bookkeeping)
    assert titles("experience", cast.lea, before) == ["Theirs"]
    assert titles("experience", cast.mara, before) == []
