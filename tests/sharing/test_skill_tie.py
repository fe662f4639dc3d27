"""Level and how a skill was gained; own words that moderators tie to a skill."""

import pytest

from members.refusals import Invalid, NotAllowed
from sharing.models import Level, MemberSkill, Skill
from sharing.services.skills import add_skill, coin_skill, tie_skill

pytestmark = pytest.mark.django_db
CAN = MemberSkill.Direction.CAN


@pytest.fixture
def own(cast):
    return coin_skill(member=cast.lea, words="Vereinskasse")


def test_level_and_how_it_was_gained_stand_in_words_and_survive_an_undo(
    cast, as_member, bookkeeping
) -> None:
    add_skill(member=cast.lea, skill=bookkeeping, direction=CAN)
    client = as_member("lea")
    mine = f"/settings/skills/can/{bookkeeping.code}/"
    client.post(f"{mine}note/", {"note": "Forty years.", "level": "4", "gained": "life"})
    page = as_member("ben").get(cast.lea.get_absolute_url()).content.decode()
    assert "can teach it" in page and "in life" in page
    client.post(f"{mine}drop/")
    message = list(client.get("/settings/skills/").context["messages"])[-1]
    client.post(message.extra_tags.removeprefix("undo:"))
    entry = MemberSkill.objects.get()
    assert (entry.level, entry.gained, entry.note) == (Level.TEACHES, "life", "Forty years.")


@pytest.mark.parametrize("wrong", [{"level": "9"}, {"gained": "stolen"}, {"note": "x" * 281}])
def test_what_cannot_stand_beside_a_skill_is_refused(cast, as_member, bookkeeping, wrong) -> None:
    add_skill(member=cast.lea, skill=bookkeeping, direction=CAN, level=2)
    address = f"/settings/skills/can/{bookkeeping.code}/note/"
    assert as_member("lea").post(address, wrong).status_code == 400
    assert MemberSkill.objects.get().level == 2


def test_a_moderator_ties_own_words_and_both_names_stand_there(
    cast, as_member, own, bookkeeping
) -> None:
    add_skill(member=cast.lea, skill=own, direction=CAN)
    client = as_member("mara")
    assert "Vereinskasse" in client.get("/skills/own/").content.decode()
    page = client.get(f"/skills/{own.code}/tie/?q=bookkeeping").content.decode()
    assert f'value="{bookkeeping.code}"' in page
    assert client.post(f"/skills/{own.code}/tie/", {"skill": bookkeeping.code}).status_code == 303
    assert "Vereinskasse" not in client.get("/skills/own/").content.decode()
    assert (
        "Vereinskasse (bookkeeping)" in as_member("lea").get("/settings/skills/").content.decode()
    )
    assert Skill.objects.meaning([bookkeeping.pk]) == {own.pk, bookkeeping.pk}
    assert Skill.objects.meaning([own.pk]) == {own.pk, bookkeeping.pk}
    client.post(f"/skills/{own.code}/tie/")
    assert Skill.objects.meaning([own.pk]) == {own.pk}


def test_only_moderators_and_staff_tie_and_only_own_words_to_the_classification(
    cast, own, bookkeeping
) -> None:
    with pytest.raises(NotAllowed):
        tie_skill(member=cast.lea, skill=own, to=bookkeeping)
    with pytest.raises(Invalid):
        tie_skill(member=cast.mara, skill=bookkeeping, to=own)
    with pytest.raises(Invalid):
        tie_skill(member=cast.mara, skill=own, to=own)
    tie_skill(member=cast.sam, skill=own, to=bookkeeping)


def test_a_moderator_sees_no_own_words_that_stand_where_they_may_not_read(
    cast, own, as_member
) -> None:
    assert "Vereinskasse" not in as_member("mara").get("/skills/own/").content.decode()
    assert "Vereinskasse" in as_member("sam").get("/skills/own/").content.decode()
