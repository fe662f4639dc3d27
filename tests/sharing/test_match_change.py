"""What changes who fits: availability, what was not for me, turns, consents, meaning, groups."""

from datetime import timedelta

import numpy as np
import pytest
from django.utils import timezone

from debates.models import Position, Readers, Topic
from members.models import Consent, Purpose, ValueStatement
from members.refusals import Refusal
from sharing.matching.encoding import packed
from sharing.matching.meaning import cell_of
from sharing.models import MemberSkill, NotForMe, Offer, Request, Showing, SkillGroup
from sharing.services.availability import say_availability
from sharing.services.matches import match_with, matches_for, not_for_me, take_back
from sharing.services.skills import add_skill
from sharing.wording import lines_of, sides_of
from tests.conftest import join, make_community
from tests.sharing.conftest import make_skill

pytestmark = pytest.mark.django_db
CAN, WANTS = MemberSkill.Direction.CAN, MemberSkill.Direction.WANTS


def names(member, **more) -> list[str]:
    return [found.member.handle for found in matches_for(member, **more)]


def texts(member) -> set[str]:
    return {line.text for found in matches_for(member) for line in lines_of(found)}


@pytest.fixture
def fitting(cast, offer_of, request_of):
    """Lea asks; Ben, Mara and Odo offer."""
    request_of(cast.lea)
    return {name: offer_of(cast[name]) for name in ("ben", "mara", "odo")}


@pytest.mark.clock
def test_whoever_pauses_or_is_away_is_suggested_to_nobody(cast, fitting) -> None:
    say_availability(member=cast.ben, is_paused=True)
    say_availability(member=cast.mara, away_until=timezone.localdate())
    say_availability(member=cast.odo, slots=[1])
    assert names(cast.lea) == ["odo"]
    assert match_with(cast.lea, fitting["ben"]) is None


@pytest.mark.clock
def test_drafts_expired_and_withdrawn_ones_are_out(cast, fitting) -> None:
    Offer.objects.filter(member=cast.ben).update(is_draft=True)
    Offer.objects.filter(member=cast.mara).update(until=timezone.localdate() - timedelta(days=1))
    Offer.objects.filter(member=cast.odo).update(withdrawn_at=timezone.now())
    assert names(cast.lea) == []


def test_inactive_members_are_out(cast, fitting) -> None:
    cast.ben.is_active = False
    cast.ben.save()
    assert set(names(cast.lea)) == {"mara", "odo"}


def test_what_is_not_for_me_is_out_until_something_new_comes(cast, fitting, offer_of) -> None:
    row = not_for_me(member=cast.lea, shown=cast.ben, listing=fitting["ben"], reason="skill")
    assert set(names(cast.lea)) == {"mara", "odo"}
    newer = offer_of(cast.ben, title="Newer")
    (found,) = [one for one in matches_for(cast.lea) if one.member == cast.ben]
    assert found.theirs == newer
    take_back(member=cast.lea, turned_down=row)
    take_back(member=cast.lea, turned_down=row)
    assert set(names(cast.lea)) == {"ben", "mara", "odo"}


def test_a_person_turned_down_stays_out_and_never_learns_of_it(cast, fitting, request_of) -> None:
    not_for_me(member=cast.lea, shown=cast.ben, reason="other", words="We know each other.")
    not_for_me(member=cast.lea, shown=cast.ben, reason="time")
    assert NotForMe.objects.get().reason == "time"
    assert "ben" not in names(cast.lea)
    assert names(cast.ben) == ["lea"]


def test_a_reason_weighs_more_in_the_next_matches(cast, offer_of, request_of) -> None:
    online = {"is_online": True, "place": "Bern"}
    request_of(cast.lea, is_online=False, place="Bern")
    offer_of(cast.ben, is_online=True, place="")
    offer_of(cast.mara, is_online=False, place="Genf")
    offer_of(cast.odo, **online)
    before = {found.member.handle: found.score for found in matches_for(cast.lea)}
    not_for_me(member=cast.lea, shown=cast.mara, reason="place")
    after = {found.member.handle: found.score for found in matches_for(cast.lea)}
    assert after["ben"] < before["ben"] and after["odo"] == before["odo"]


def test_nobody_turns_themselves_down_and_reasons_come_from_the_list(cast) -> None:
    with pytest.raises(Refusal):
        not_for_me(member=cast.lea, shown=cast.lea, reason="other")
    with pytest.raises(Refusal):
        not_for_me(member=cast.lea, shown=cast.ben, reason="ugly")
    with pytest.raises(Refusal):
        not_for_me(member=cast.lea, shown=cast.ben, reason="other", words="x" * 281)


def test_the_page_turns_down_and_takes_back(cast, as_member, fitting) -> None:
    client, address = as_member("lea"), f"/matches/{cast.ben.code}/not-for-me/"
    code = f"offer-{fitting['ben'].code}"
    refused = client.post(address, {"listing": code, "reason": "", "words": "Kept."})
    assert refused.status_code == 422 and "Kept." in refused.content.decode()
    done = client.post(address, {"listing": code, "reason": "level"}, follow=True)
    page = done.content.decode()
    row = NotForMe.objects.get()
    assert row.offer == fitting["ben"] and f"/matches/{row.code}/take-back/" in page
    assert "What Ben may learn" not in page
    assert as_member("ben").post(f"/matches/{row.code}/take-back/").status_code == 404
    client.post(f"/matches/{row.code}/take-back/")
    assert "What Ben may learn" in client.get("/matches/").content.decode()


@pytest.mark.parametrize("listing", ["offer-nonsense00", "horse-0000000000", "offer-"])
def test_a_listing_that_is_none_is_refused(cast, as_member, listing) -> None:
    address = f"/matches/{cast.ben.code}/not-for-me/"
    answer = as_member("lea").post(address, {"listing": listing, "reason": "other"})
    assert answer.status_code == 422 and not NotForMe.objects.exists()


def test_a_listing_of_somebody_else_is_not_found(cast, as_member, fitting) -> None:
    address = f"/matches/{cast.ben.code}/not-for-me/"
    data = {"listing": f"offer-{fitting['mara'].code}", "reason": "other"}
    assert as_member("lea").post(address, data).status_code == 404


@pytest.mark.clock
def test_who_was_shown_often_steps_back(cast, fitting) -> None:
    first = names(cast.lea)[0]
    for _ in range(3):
        Showing.objects.create(member=cast.nora, shown=cast[first], score=0.5)
    assert names(cast.lea)[-1] == first
    Showing.objects.update(at=timezone.now() - timedelta(weeks=5))
    assert names(cast.lea)[0] == first


def test_what_only_one_side_may_see_does_not_count(cast, offer_of, request_of, mediation) -> None:
    """Nora cannot see what Lea offers in a community by invitation, so it is no reason."""
    other = make_community("elsewhere")
    join(cast.nora, other)
    request_of(cast.nora, communities=[other])
    offer_of(cast.lea, communities=[cast.secret])
    assert names(cast.lea) == []
    offer_of(cast.lea, communities=[cast.public])
    assert names(cast.lea) == ["nora"]


def test_both_directions_are_said_and_come_first(cast, fitting, request_of, mediation) -> None:
    add_skill(member=cast.lea, skill=mediation, direction=CAN)
    asked = request_of(cast.odo, title="A fair talk", skills=[mediation])
    first = matches_for(cast.lea)[0]
    sides = sides_of(first)
    assert first.member == cast.odo and sides.you and sides.they
    assert sides.they[0].text == "Odo is looking for “mediation”, and you can do it."
    assert asked.pk in first.listings


def positions(cast, *, readers=Readers.MEMBERS, stances=(2, -1)):
    topic = Topic.objects.create(
        community=cast.public, author=cast.mara, question="Wages for all?", language="en"
    )
    for name, stance in zip(("lea", "ben"), stances, strict=True):
        Position.objects.create(
            topic=topic,
            member=cast[name],
            stance=stance,
            visibility=readers,
            taken_at=timezone.now(),
        )
    return topic


OPPOSITE = (
    "On “Wages for all?” you take opposite positions. Both of you agreed that this may count."
)


@pytest.mark.clock
def test_an_opposite_position_counts_and_is_said_if_both_agreed(cast, fitting) -> None:
    positions(cast)
    found = matches_for(cast.lea)
    assert found[0].member == cast.ben
    assert OPPOSITE in {line.text for line in lines_of(found[0])}


@pytest.mark.clock
@pytest.mark.parametrize("purpose", [Purpose.MATCH_POSITIONS, Purpose.PUBLISH_POSITIONS])
@pytest.mark.parametrize("who", ["lea", "ben"])
def test_without_one_of_four_consents_positions_count_for_nothing(
    cast, fitting, purpose, who
) -> None:
    positions(cast)
    Consent.objects.filter(member=cast[who], purpose=purpose).update(withdrawn_at=timezone.now())
    assert OPPOSITE not in texts(cast.lea) | texts(cast.ben)


@pytest.mark.clock
def test_positions_of_the_same_side_or_out_of_sight_count_for_nothing(cast, fitting) -> None:
    positions(cast, stances=(1, 2))
    assert OPPOSITE not in texts(cast.lea)
    Position.objects.all().delete()
    topic = positions(cast)
    Position.objects.filter(topic=topic, member=cast.ben).update(withdrawn_at=timezone.now())
    assert OPPOSITE not in texts(cast.lea)
    Position.objects.update(withdrawn_at=None)
    assert OPPOSITE in texts(cast.lea)
    Position.objects.filter(member=cast.lea).update(hidden_at=timezone.now())
    assert OPPOSITE not in texts(cast.lea)


@pytest.mark.clock
def test_a_position_for_the_community_alone_counts_only_there(cast, fitting) -> None:
    positions(cast, readers=Readers.COMMUNITY)
    assert OPPOSITE in texts(cast.lea)
    cast.ben.memberships.filter(community=cast.public).delete()
    assert OPPOSITE not in texts(cast.lea)


def test_shared_values_are_said_if_both_agreed(cast, fitting) -> None:
    for name in ("lea", "ben"):
        ValueStatement.objects.create(member=cast[name], value="benevolence", words="I stay.")
    said = "You both stand for “Benevolence”."
    assert said.casefold() in {text.casefold() for text in texts(cast.lea)}
    Consent.objects.filter(member=cast.ben, purpose=Purpose.MATCH_VALUES).delete()
    assert said.casefold() not in {text.casefold() for text in texts(cast.lea)}


def mean(listing, towards: int, *, mixed: float = 0.0) -> None:
    """Let a listing mean one thing, with a little of another."""
    vector = np.zeros(512, dtype=np.float32)
    vector[towards] = 1
    vector[towards + 1] = mixed
    stored = packed(vector / np.linalg.norm(vector))
    type(listing).objects.filter(pk=listing.pk).update(vector=stored, cell=cell_of(stored))


def test_what_means_the_same_is_found_without_a_common_skill(
    cast, offer_of, request_of, mediation
) -> None:
    asked = request_of(cast.lea, title="Jemand für die Bücher", skills=[mediation])
    offer = offer_of(cast.ben, title="Books in order")
    assert names(cast.lea) == []
    mean(asked, 7)
    mean(offer, 7, mixed=0.3)
    (found,) = matches_for(cast.lea)
    assert lines_of(found)[0].text == (
        "Your request “Jemand für die Bücher” and the offer “Books in order” "
        "are about much the same."
    )


def test_own_words_tied_to_a_skill_count_as_it(cast, offer_of, request_of, bookkeeping) -> None:
    own_words = make_skill("doing the ledgers")
    own_words.tied_to = bookkeeping
    own_words.save()
    request_of(cast.lea)
    offer_of(cast.ben, skills=[own_words])
    offer_of(cast.mara)
    assert set(names(cast.lea)) == {"ben", "mara"}
    Request.objects.all().delete()
    request_of(cast.lea, skills=[own_words])
    assert set(names(cast.lea)) == {"ben", "mara"}


def test_a_skill_of_the_same_narrow_group_counts_less(
    cast, offer_of, request_of, bookkeeping, mediation
) -> None:
    root = SkillGroup.objects.create(code="S", uri="http://example.org/S", level=0, label_en="all")
    group = SkillGroup.objects.create(
        code="S1.2", uri="http://example.org/S12", level=3, parent=root, label_en="accounts"
    )
    taxes = make_skill("filing taxes")
    for skill in (bookkeeping, taxes):
        skill.groups.add(group)
    request_of(cast.lea)
    offer_of(cast.ben, skills=[taxes])
    offer_of(cast.mara, skills=[mediation])
    offer_of(cast.odo)
    found = matches_for(cast.lea)
    assert [one.member.handle for one in found] == ["odo", "ben"]
    assert lines_of(found[1])[0].text == (
        "You look for “bookkeeping”; Ben gives “filing taxes”, which is close to it."
    )


def test_common_parts_of_the_week_are_said(cast, fitting) -> None:
    say_availability(member=cast.lea, slots=[0, 5])
    say_availability(member=cast.ben, slots=[5])
    say_availability(member=cast.mara, slots=[9])
    said = texts(cast.lea)
    assert "Both of you have time: Tuesday evening." in said
    assert "You and Mara named different parts of the week." in said
