"""A single vote of somebody else leaves the server on no way: whether Ben agreed or disagreed,
everything that anybody else can read is the same to the letter.
"""

import json
import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

import pytest
import time_machine
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.utils import timezone
from rest_framework.throttling import SimpleRateThrottle

from debates.models import LandscapeRun, Place, RunState, Vote
from debates.services import statements
from debates.services.landscapes import refresh
from debates.services.statements import cast_vote, withdraw_vote
from members.models import Member
from members.services.privacy import export_of
from tests.access import communities, debates, members, sharing
from tests.access.rows import GET
from tests.test_api_access import DOORS
from tests.voters import seed_voters

pytestmark = pytest.mark.clock

READERS = ("lea", "mara", None)
# The same things in communities where Ben did not vote.
ELSEWHERE = (".closed", ".secret")
NOISE = [
    (re.compile(r'name="csrfmiddlewaretoken" value="\w+"'), "csrf"),
    (re.compile(r'"csrf\w*": ?"\w+"'), "csrf"),
    (re.compile(r'nonce="[^"]+"'), "nonce"),
    (re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)?"), "moment"),
]


@pytest.fixture
def world(cast, stage) -> Any:
    """A public topic with a published map, in which Ben votes with forty others."""
    topic = stage["topic.public"]
    seeded = seed_voters(topic)
    for statement in seeded.statements[1:]:
        cast_vote(member=cast.ben, statement=statement, choice=Vote.Choice.AGREE)
    cast_vote(member=cast.lea, statement=seeded.statements[0], choice=Vote.Choice.PASS)
    assert refresh(topic.pk).state == RunState.PUBLISHED
    Member.objects.filter(pk=cast.sam.pk).update(is_superuser=True)
    return topic, seeded.statements[0]


def test_whether_ben_agreed_or_disagreed_nobody_else_can_tell(
    cast, stage, world, as_member, program, monkeypatch, caplog, request
) -> None:
    topic, statement = world
    monkeypatch.setattr(statements, "SystemRandom", lambda: Random(5))
    monkeypatch.setattr(SimpleRateThrottle, "allow_request", lambda *_: True)
    clients = {who: as_member(who) for who in (*READERS, "sam")}
    keys = {who: program(who) for who in READERS}
    # Pages tell the minute: a reading that begins in one and ends in the next would differ.
    clock = time_machine.travel(timezone.now(), tick=False)
    clock.start()
    request.addfinalizer(clock.stop)
    told = []
    for choice in (Vote.Choice.AGREE, Vote.Choice.DISAGREE):
        with caplog.at_level(logging.INFO):
            caplog.clear()
            answered = as_member("ben").post(
                f"/statements/{statement.code}/vote/",
                {"choice": "agree" if choice == Vote.Choice.AGREE else "disagree"},
            )
            assert answered.status_code == 303
            run = refresh(topic.pk)
        assert Vote.objects.get(member=cast.ben, statement=statement).choice == choice
        assert run.state == RunState.HELD_BACK
        log = {"log": _quiet(caplog.text, run)}
        with transaction.atomic():
            told.append(log | dict(_everything(cast, stage, run, clients, keys)))
            # Reading marks news as read, which has nothing to do with votes.
            transaction.set_rollback(True)
    assert len(told[0]) > 300
    assert told[0].keys() == told[1].keys()
    assert not list(_differences(*told))


def _differences(one: dict[str, str], other: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """What is read differently, from a few letters before the first that differs."""
    for path in one:
        if one[path] != other[path]:
            pairs = enumerate(zip(one[path], other[path], strict=False))
            same = next((at for at, (a, b) in pairs if a != b), 0)
            start = max(0, same - 200)
            yield path, one[path][start : same + 100], other[path][start : same + 100]


def _everything(cast, stage, run, clients, keys) -> Iterator[tuple[str, str]]:
    """Every page, every answer of the API, the back office, exports, and what is printed."""
    moment = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    LandscapeRun.objects.filter(pk=run.pk).update(
        created_at=moment, counted_until=moment, seconds=0.1
    )
    for who in READERS:
        for path in sorted(_pages(stage, everywhere=who == "lea")):
            yield f"{who} {path}", _read(clients[who], path, run)
        for path in sorted(_api(stage, everywhere=who == "lea")):
            answer = keys[who].get(path)
            yield f"{who} api {path}", _quiet(answer.content.decode(), run)
    for path in _back_office():
        yield f"sam {_quiet(path, run)}", _read(clients["sam"], path, run)
    for who in ("lea", "mara", "odo", "nora", "sam"):
        rows = export_of(cast[who])["kinds"]
        yield f"export of {who}", _quiet(json.dumps(rows, default=str), run)
    things = [*Vote.objects.order_by("pk"), *Place.objects.filter(run__state="published")]
    yield "printed", " ".join(f"{thing!r} {thing!s}" for thing in things)


def _pages(stage, *, everywhere: bool) -> set[str]:
    """Lea reads everything there is; the others what speaks of debates and communities."""
    rows = [*communities.ROWS, *debates.ROWS]
    if everywhere:
        rows += [*members.ROWS, *sharing.ROWS]
    here = [row for row in rows if not row.arguments.endswith(ELSEWHERE)]
    paths = {row.path(stage) for row in here if row.method == GET}
    topic = stage["topic.public"].get_absolute_url()
    more = ("statements/?order=newest", "?order=newest", "landscape/", "statements/?after=x")
    return paths | {f"{topic}{end}" for end in more} | {"/", "/search/?q=Claim"}


def _api(stage, *, everywhere: bool) -> set[str]:
    return {
        door.path.replace("{id}", stage[door.thing].code if door.thing != "-" else "")
        for door in DOORS
        if door.method == "get"
        and not door.thing.endswith(ELSEWHERE)
        and (everywhere or door.path.startswith(("topics/", "statements/")))
    }


def _back_office() -> Iterator[str]:
    yield "/admin/"
    for model in admin.site._registry:
        if model._meta.app_label != "debates":
            continue
        begin = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        yield begin
        for pk in model._default_manager.order_by("pk").values_list("pk", flat=True)[:5]:
            yield f"{begin}{pk}/change/"


def _read(client: Client, path: str, run: LandscapeRun) -> str:
    answer = client.get(path)
    content = b"".join(answer) if answer.streaming else answer.content
    return f"{answer.status_code} {_quiet(content.decode(errors='replace'), run)}"


def _quiet(text: str, run: LandscapeRun) -> str:
    """Without what is drawn anew for every answer."""
    for pattern, word in NOISE:
        text = pattern.sub(word, text)
    return text.replace(str(run.pk), "run").replace(run.code, "run")


def test_four_helpers_and_a_victim_publish_nothing(cast, stage, world, program) -> None:
    """Even if each helper takes a vote back and casts it anew: ten voters are what it takes."""
    topic, _statement = world
    here = f"topics/{topic.code}/landscape/"
    before = program("mara").get(here).json()
    for member in Member.objects.filter(handle__startswith="voter-").order_by("pk")[:4]:
        for vote in Vote.objects.filter(member=member).select_related("statement"):
            withdraw_vote(member=member, statement=vote.statement)
            cast_vote(member=member, statement=vote.statement, choice=-vote.choice)
    for vote in Vote.objects.filter(member=cast.ben).select_related("statement"):
        cast_vote(member=cast.ben, statement=vote.statement, choice=Vote.Choice.DISAGREE)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert refresh(topic.pk).state == RunState.HELD_BACK
    assert program("mara").get(here).json() == before


def test_the_map_holds_no_point_of_a_member(cast, world) -> None:
    topic, _statement = world
    run = LandscapeRun.objects.latest_published(topic.pk)
    assert run.shown["dots"] == []
    text = json.dumps(run.shown)
    for place in Place.objects.filter(run=run):
        assert str(place.member_id) not in text
        assert f"{place.x:.3f}" not in text or f"{place.y:.3f}" not in text
