"""Every reason is true: what a match says is looked up in the database, in worlds of chance."""

import random

import pytest

from members.models import Member
from sharing.matching import Why
from sharing.models import Availability, MemberSkill, Offer, Request
from sharing.services.matches import matches_for
from sharing.wording import lines_of, question_for, sides_of, why_in_short
from tests.conftest import Cast, make_cast
from tests.sharing.conftest import make_skill

pytestmark = pytest.mark.django_db
PEOPLE = ("lea", "ben", "mara", "odo", "nora")
COMMUNITIES = ("public", "closed", "secret")


def world(seed: int) -> Cast:
    """Everybody can, wants, offers and looks for something, by chance."""
    cast, chance = make_cast(), random.Random(seed)
    skills = [make_skill(f"skill {number}") for number in range(6)]
    for name in PEOPLE:
        member = cast[name]
        for direction in MemberSkill.Direction.values:
            for skill in chance.sample(skills, chance.randint(0, 2)):
                MemberSkill.objects.create(
                    member=member,
                    skill=skill,
                    direction=direction,
                    level=chance.choice([None, 1, 2, 3, 4]),
                )
        Availability.objects.create(member=member, slots=chance.sample(range(21), 3))
        for model in (Offer, Request):
            for number in range(chance.randint(0, 2)):
                listing = model.objects.create(
                    member=member,
                    title=f"{name} {model.__name__} {number}",
                    text="Text.",
                    language=chance.choice(["de", "en"]),
                    as_gift=True,
                    is_online=True,
                )
                where = "public" if name == "nora" else chance.choice(COMMUNITIES)
                listing.communities.add(getattr(cast, where))
                listing.skills.add(*chance.sample(skills, chance.randint(1, 3)))
    return cast


def given(member: Member, reader: Member) -> set[int]:
    """What somebody offers where the reader may see it, or can."""
    offered = Offer.objects.open().visible_to(reader).filter(member=member)
    can = member.skills.filter(direction="can").values_list("skill", flat=True)
    return set(offered.values_list("skills", flat=True)) | set(can)


def check(reason, gainer: Member, giver: Member) -> None:
    """One reason, seen from whoever gains."""
    if reason.why is Why.YOU_SEEK_IT:
        request = Request.objects.open().visible_to(giver).get(pk=reason.mine, member=gainer)
        assert reason.skills <= set(request.skills.values_list("pk", flat=True))
        assert reason.skills <= given(giver, gainer)
    elif reason.why is Why.YOU_WANT_TO_LEARN_IT:
        wants = gainer.skills.filter(direction="wants").values_list("skill", flat=True)
        assert reason.skills <= set(wants) and reason.skills <= given(giver, gainer)
    elif reason.why is Why.SAME_TIME:
        assert set(gainer.availability.slots) & set(giver.availability.slots)
    elif reason.why is Why.OTHER_COMMUNITY:
        homes = [
            set(one.memberships.values_list("community", flat=True)) for one in (gainer, giver)
        ]
        assert homes[0].isdisjoint(homes[1])
    else:
        raise AssertionError(f"nothing of the kind is in this world: {reason.why}")


@pytest.mark.parametrize("seed", range(6))
def test_every_reason_is_true_and_every_match_has_one(seed) -> None:
    cast, seen = world(seed), 0
    for name in PEOPLE:
        for found in matches_for(cast[name]):
            seen += 1
            assert found.pair.you_gain or found.pair.they_gain
            for reason in found.pair.you_gain:
                check(reason, cast[name], found.member)
            for reason in found.pair.they_gain:
                check(reason, found.member, cast[name])
    assert seen


@pytest.mark.parametrize("seed", range(3))
def test_a_sentence_that_says_both_name_it_is_exactly_true(seed) -> None:
    cast = world(seed)
    for name in PEOPLE:
        for found in matches_for(cast[name]):
            for reason in found.pair.you_gain:
                line = next(iter(sides_of(found).you), None)
                if line and "both name" in line.text and reason is found.pair.you_gain[0]:
                    offer = Offer.objects.get(pk=reason.theirs)
                    assert reason.skills <= set(offer.skills.values_list("pk", flat=True))
            assert all(line.text and "%(" not in line.text for line in lines_of(found))
            assert why_in_short(found) and question_for(found)


@pytest.mark.parametrize("seed", range(3))
def test_nothing_is_named_that_one_of_the_two_may_not_read(seed) -> None:
    cast = world(seed)
    for name in PEOPLE:
        reader = cast[name]
        for found in matches_for(reader):
            for pk, listing in found.listings.items():
                assert type(listing).objects.visible_to(reader).filter(pk=pk).exists()
            for pk, listing in found.mine.items():
                assert type(listing).objects.visible_to(found.member).filter(pk=pk).exists()
