"""How often: the same limits behind the pages and the API, counted where all else is fine."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from communities.models import Report
from debates.models import JointState, JointStatement, Topic
from debates.services.topics import open_topic
from members.models import Conversation, Opening
from members.refusals import Invalid
from members.services import limits
from tests.limit_doors import DOORS, QUESTION, Door
from tests.programs import Program, problem_of

pytestmark = [pytest.mark.django_db, pytest.mark.clock]
HERE = ("topic.public", "position.public", "offer.public")
NAMED = {name: limit for name, limit in vars(limits).items() if isinstance(limit, limits.Limit)}


def test_every_limit_has_its_doors_in_the_table() -> None:
    assert set(NAMED.values()) == set(limits.TABLE.values())
    assert {door.limit for door in DOORS} | {"LETTERS_TO_STRANGERS"} == set(NAMED)


@pytest.fixture
def fill(cast, stage) -> Any:
    """Puts the codes of the stage into what is sent."""
    first, second = sorted((cast.lea, cast.ben), key=lambda one: one.pk)
    talk, _ = Conversation.objects.get_or_create(
        one=first, other=second, defaults={"opening": Opening.ANSWER, "latest_at": timezone.now()}
    )
    # One joint statement is at work at a time.
    JointStatement.objects.update(state=JointState.SET_ASIDE, aside_at=timezone.now())
    codes = {"{talk}": talk.code, "{pk}": str(cast.public.pk), "ben2": "nora"}
    codes |= {"{lea}": cast.lea.code, "{ben}": cast.ben.code}
    codes |= {f"{{community.{name}}}": getattr(cast, name).code for name in ("public", "closed")}
    codes |= {f"{{{name}}}": stage[name].code for name in HERE}

    def filled(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: filled(one) for key, one in value.items()}
        if isinstance(value, list):
            return [filled(one) for one in value]
        if isinstance(value, str):
            for name, code in codes.items():
                value = value.replace(name, code)
        return value

    return filled


def closed(monkeypatch: pytest.MonkeyPatch, name: str, most: int = 0) -> None:
    monkeypatch.setattr(limits, name, replace(NAMED[name], most=most))


def names_of(door: Door) -> str:
    return f"{door.limit}-{door.who}-{door.api or door.page}"


@pytest.mark.parametrize("door", DOORS, ids=names_of)
def test_a_page_keeps_the_words_and_says_from_when_on(door, fill, as_member, monkeypatch) -> None:
    closed(monkeypatch, door.limit)
    browser, address = as_member(door.who), fill(door.page)
    answer = browser.get(address) if door.sent is None else browser.post(address, fill(door.sent))
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= NAMED[door.limit].within.total_seconds()
    page = answer.content.decode()
    assert "You can go on from" in page
    typed = QueryDict(urlsplit(address).query) if door.limit == "SEARCHES" else {}
    assert all(f'value="{word}"' in page for word in typed.values())
    for name in ("text", "question", "answer", "explanation", "situation", "sentence"):
        assert (door.sent or {}).get(name, "") in page


@pytest.mark.parametrize("door", [door for door in DOORS if door.api], ids=names_of)
def test_the_api_refuses_alike(door, fill, program, monkeypatch) -> None:
    closed(monkeypatch, door.limit)
    somebody, address = program(door.who), fill(door.api)
    sent = fill(door.posted)
    answer = somebody.post(address, sent) if sent else somebody.client.get(f"/api/v1/{address}")
    assert answer.status_code == 429, answer.content
    assert "You can go on from" in problem_of(answer)["detail"]
    assert 0 < int(answer["Retry-After"]) <= NAMED[door.limit].within.total_seconds()


@pytest.mark.parametrize("door", [door for door in DOORS if door.sent], ids=names_of)
def test_there_is_room_again_after_the_time(door, fill, as_member, monkeypatch) -> None:
    closed(monkeypatch, door.limit, most=1)
    answer = as_member(door.who).post(fill(door.page), fill(door.sent))
    assert answer.status_code == 303, answer.content.decode()


# -- What counts


def open_one(cast, number: int) -> Topic:
    return open_topic(
        member=cast.lea, community=cast.public, question=f"{QUESTION} {number}", language="en"
    )


def test_page_and_api_count_together(cast, program, as_member, monkeypatch) -> None:
    closed(monkeypatch, "TOPICS", most=2)
    sent = {"language": "en", "community": cast.public.code}
    at = "/c/open-house/topics/new/"
    assert as_member("lea").post(at, {"question": QUESTION, "language": "en"}).status_code == 303
    assert program("lea").post("topics/", sent | {"question": f"{QUESTION} 2"}).status_code == 201
    assert program("lea").post("topics/", sent | {"question": f"{QUESTION} 3"}).status_code == 429
    assert as_member("lea").post(at, {"question": f"{QUESTION} 4"} | sent).status_code == 429
    given = sent | {"question": f"{QUESTION} 5"}
    assert program("ben").post("topics/", given).status_code == 201


def test_what_is_refused_for_its_form_does_not_count(cast, program, monkeypatch) -> None:
    closed(monkeypatch, "TOPICS", most=1)
    lea, sent = program("lea"), {"language": "en", "community": cast.public.code}
    for _ in range(3):
        assert lea.post("topics/", sent | {"question": "Why?"}).status_code == 400
    assert lea.post("topics/", sent | {"question": QUESTION}).status_code == 201


def test_what_is_sent_twice_counts_once(cast, monkeypatch) -> None:
    closed(monkeypatch, "TOPICS", most=1)
    assert open_one(cast, 1) == open_one(cast, 1)


def test_what_fails_does_not_count(cast, monkeypatch) -> None:
    closed(monkeypatch, "TOPICS", most=1)

    def breaks(*_: Any, **__: Any) -> None:
        raise Invalid

    with monkeypatch.context() as broken, pytest.raises(Invalid), transaction.atomic():
        broken.setattr("debates.services.topics.record", breaks)
        open_one(cast, 1)
    assert not Topic.objects.exists()
    assert open_one(cast, 2)


def test_rows_written_past_the_services_and_commands_are_free(cast, monkeypatch) -> None:
    closed(monkeypatch, "TOPICS", most=1)
    for number in range(3):
        Topic.objects.create(community=cast.public, author=cast.lea, question=f"{number}?")
    with limits.lifted():
        open_one(cast, 1)
        open_one(cast, 2)
    assert open_one(cast, 3)
    with pytest.raises(limits.TooMuch):
        open_one(cast, 4)


def test_the_oldest_leaves_first(cast, monkeypatch) -> None:
    closed(monkeypatch, "TOPICS", most=2)
    began = timezone.now()
    moments = [began - timedelta(minutes=50), began - timedelta(minutes=20)]
    for number, moment in enumerate(moments):
        with monkeypatch.context() as earlier:
            earlier.setattr("members.services.limits.timezone.now", lambda moment=moment: moment)
            open_one(cast, number)
    with pytest.raises(limits.TooMuch) as refused:
        open_one(cast, 3)
    assert 590 <= refused.value.retry_after <= 600
    assert "You have opened 2 topics in the last hour. You can go on from" in str(refused.value)
    monkeypatch.setattr(
        "members.services.limits.timezone.now", lambda: began + timedelta(minutes=11)
    )
    assert open_one(cast, 4)


def test_a_day_is_named_where_it_is_not_today() -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    assert limits._when(tomorrow).startswith("tomorrow, ")


def test_nobody_counts_for_somebody_else(cast, monkeypatch) -> None:
    closed(monkeypatch, "SEARCHES", most=1)
    for who in (cast.lea, cast.ben, "192.0.2.1", "192.0.2.2"):
        with limits.one_more(limits.SEARCHES, who):
            pass
        with pytest.raises(limits.TooMuch), limits.one_more(limits.SEARCHES, who):
            pass


# -- Reports without an account


def report(number: int, email: str = "") -> Any:
    given = {"reason": "other", "explanation": f"Something is wrong on page number {number}."}
    visitor = Client(headers={"accept-language": "en"})
    return visitor.post("/report/", given | {"email": email}, follow=True)


def test_few_letters_go_to_addresses_that_somebody_typed_in(mailoutbox) -> None:
    pages = [report(number, f"stranger-{number}@example.org") for number in range(7)]
    kept = Report.objects.exclude(email="")
    assert (Report.objects.count(), kept.count()) == (7, 5)
    assert "too many reports came today" in pages[-1].content.decode()
    assert "too many reports came today" not in pages[0].content.decode()
    assert Program(None).get("topics/").status_code == 200


def test_an_address_gets_few_letters_a_day_from_wherever(monkeypatch) -> None:
    closed(monkeypatch, "LETTERS_TO_STRANGERS", most=2)
    networks = iter("abc")
    monkeypatch.setattr("communities.views.reports.network", lambda _request: next(networks))
    for number in range(3):
        report(number, "One@example.org" if number else "one@example.org")
    assert Report.objects.exclude(email="").count() == 2
