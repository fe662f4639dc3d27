"""Matches in letters, and rounds through a whole community."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.services.privacy import erase_account, export_of
from members.shelves import digest_sections
from sharing.matching.exposure import gini
from sharing.models import MemberSkill, Showing, Suggestion
from sharing.services.availability import say_availability
from sharing.services.matches import (
    batch,
    digest_matches,
    key_of,
    matches_for,
    not_for_me,
    note_followed,
    note_shown,
)
from sharing.services.matches.batch import match_community, parts_of
from sharing.services.skills import add_skill
from sharing.tasks import match_communities
from sharing.tasks import match_community as match_community_task
from tests.conftest import join, make_member
from tests.sharing.conftest import PAID, make_skill

pytestmark = [pytest.mark.django_db, pytest.mark.clock]
CAN, WANTS = MemberSkill.Direction.CAN, MemberSkill.Direction.WANTS


@pytest.fixture
def before():
    return timezone.now() - timedelta(days=7)


@pytest.fixture
def fitting(cast, offer_of, request_of):
    """Lea asks; five offer."""
    request_of(cast.lea)
    others = [make_member(name) for name in ("uli", "vera")]
    for member in others:
        join(member, cast.public)
    for member in (cast.ben, cast.mara, cast.odo, *others):
        offer_of(member)


def shown(member, since) -> list[str]:
    return [found.member.handle for found in digest_matches(member, since)]


def test_a_letter_shows_three_people_and_reading_is_no_showing(cast, fitting, before) -> None:
    first = shown(cast.lea, before)
    assert len(first) == len(set(first)) == 3
    assert shown(cast.lea, before) == first and not Showing.objects.exists()


def test_whom_a_letter_showed_rests_and_the_same_letter_reads_the_same(
    cast, fitting, before
) -> None:
    found, now = digest_matches(cast.lea, before), timezone.now()
    keys = [key_of(one) for one in found]
    note_shown(cast.lea, keys, now)
    note_shown(cast.lea, keys, now)
    assert Showing.objects.count() == 3
    row = Showing.objects.get(shown=found[0].member)
    assert row.offer == found[0].theirs and row.score > 0 and row.weight == 1
    first = [one.member.handle for one in found]
    assert set(shown(cast.lea, before)) == set(first)
    assert set(shown(cast.lea, now)).isdisjoint(first) and len(shown(cast.lea, now)) == 2


def test_who_was_followed_comes_again_sooner_than_who_was_ignored(cast, fitting, before) -> None:
    found, at = digest_matches(cast.lea, before), timezone.now() - timedelta(weeks=5)
    note_shown(cast.lea, [key_of(one) for one in found], at)
    followed = found[0]
    note_followed(cast.lea, key_of(followed))
    again = shown(cast.lea, before)
    assert followed.member.handle in again
    assert not {one.member.handle for one in found[1:]} & set(again)
    Showing.objects.update(at=timezone.now() - timedelta(weeks=9))
    assert len(shown(cast.lea, before)) == 3


def test_a_letter_is_silent_below_the_threshold(cast, offer_of, request_of, before) -> None:
    """Far away, in another language, on other terms: the page shows it, a letter does not."""
    request_of(cast.lea, is_online=False, place="Chur")
    offer_of(cast.ben, is_online=False, place="Genf", **PAID)
    cast.lea.languages, cast.ben.languages, cast.ben.language = ["de"], ["fr"], "fr"
    cast.lea.save()
    cast.ben.save()
    assert shown(cast.lea, before) == []
    assert [found.member for found in matches_for(cast.lea)] == [cast.ben]


def test_who_turned_me_down_is_not_sent_to_me(cast, fitting, before) -> None:
    not_for_me(member=cast.ben, shown=cast.lea, reason="other")
    say_availability(member=cast.mara, is_paused=True)
    assert set(shown(cast.lea, before)) == {"odo", "uli", "vera"}


def test_the_section_says_one_line_and_a_question_and_hears_of_sending(
    cast, fitting, before
) -> None:
    section, now = digest_sections["sharing.matches"], timezone.now()
    items = section.items(cast.lea, before)
    assert [item.why for item in items] == ["You are looking for this: “bookkeeping”."] * 3
    assert all(item.text.startswith("You could ask") for item in items)
    section.sent(cast.lea, items, now)
    assert Showing.objects.filter(member=cast.lea).count() == 3
    section.followed(cast.lea, items[0].thing)
    assert Showing.objects.filter(followed_at__isnull=False).count() == 1


def test_the_export_says_who_was_shown_to_whom_and_not_what_they_did_with_it(
    cast, fitting, before
) -> None:
    found = digest_matches(cast.lea, before)
    note_shown(cast.lea, [key_of(one) for one in found], timezone.now())
    mine = export_of(cast.lea)["kinds"]["sharing.showings"]["rows"]
    assert {row["shown"]["handle"] for row in mine} == {one.member.handle for one in found}
    assert all({"score", "weight", "followed_at"} <= row.keys() for row in mine)
    (theirs,) = export_of(found[0].member)["kinds"]["sharing.showings"]["rows"]
    assert theirs["shown_to"] == {"name": "Lea", "handle": "lea"}
    assert theirs.keys() == {"shown_to", "at"}
    erase_account(member=found[0].member)
    assert Showing.objects.count() == 2


def crowd(cast, count: int) -> list:
    """Everybody can one of a few skills and wants another; some skills are on everybody's lips."""
    skills = [make_skill(f"skill {number}") for number in range(6)]
    people = []
    for number in range(count):
        member = make_member(f"p-{number}")
        join(member, cast.public)
        add_skill(member=member, skill=skills[number % 6 if number % 2 else 0], direction=CAN)
        add_skill(member=member, skill=skills[(number * 5 + 1) % 6], direction=WANTS)
        people.append(member)
    return people


def test_a_round_leaves_nobody_out_and_overruns_nobody(cast) -> None:
    people = crowd(cast, 60)
    match_community(community_id=cast.public.pk)
    counts = [Suggestion.objects.filter(shown=member).count() for member in people]
    assert min(counts) >= 1 and max(counts) <= 8 and gini(counts) <= 0.25
    most = max(Suggestion.objects.filter(member=member).count() for member in people)
    assert most <= 3


def test_a_round_done_twice_is_done_once_and_a_letter_takes_it_up(cast, before) -> None:
    people = crowd(cast, 30)
    match_community(community_id=cast.public.pk)
    first = set(Suggestion.objects.values_list("member", "shown"))
    match_community(community_id=cast.public.pk)
    assert set(Suggestion.objects.values_list("member", "shown")) == first
    given = {other for one, other in first if one == people[0].pk}
    told = {found.member.pk for found in digest_matches(people[0], before)}
    assert told and (told <= given or given <= told)


def test_a_round_parts_whom_a_block_or_a_reason_parts(cast, offer_of, request_of) -> None:
    request_of(cast.lea)
    for name in ("ben", "mara"):
        offer_of(cast[name])
    not_for_me(member=cast.ben, shown=cast.lea, reason="other")
    cast.mara.blocks_given.create(blocked=cast.lea)
    match_community(community_id=cast.public.pk)
    assert not Suggestion.objects.exists()


def test_large_communities_are_cut_into_parts_that_hold_everybody_once(cast, monkeypatch) -> None:
    people = {member.pk for member in crowd(cast, 25)}
    monkeypatch.setattr("sharing.services.matches.batch.LARGEST_PART", 10)
    parts = parts_of(cast.public.pk)
    assert parts == 3
    held = [batch.people_of(cast.public.pk, part, parts, "2026-48") for part in range(parts)]
    keys = [side.member.pk for sides in held for side in sides]
    assert len(keys) == len(set(keys)) and people <= set(keys)
    for part in range(parts):
        match_community_task(cast.public.pk, part, parts, "2026-48")
    together = [{side.member.pk for side in sides} for sides in held]
    pairs = Suggestion.objects.values_list("member", "shown")
    assert pairs and all(any({*pair} <= some for some in together) for pair in pairs)


@pytest.mark.clock
def test_the_weekly_task_queues_every_part(cast, monkeypatch) -> None:
    queued: list[tuple] = []
    monkeypatch.setattr("sharing.tasks.send", lambda *task: queued.append(task))
    match_communities()
    assert {task[1] for task in queued} == {cast.public.pk, cast.closed.pk, cast.secret.pk}
