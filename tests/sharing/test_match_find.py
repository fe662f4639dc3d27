"""Who fits, and why: first over plain data, then with the cast."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from members.models import Block
from members.shelves import digest_sections
from sharing.matching import (
    Against,
    Card,
    Kind,
    Mine,
    Why,
    best_first,
    match,
    without_doubles,
)
from sharing.models import MemberSkill, Offer
from sharing.services import listings
from sharing.services.matches import matches_for
from sharing.services.skills import add_skill
from sharing.wording import lines_of, listed

pytestmark = pytest.mark.clock

NOW = datetime(2026, 1, 1, tzinfo=UTC)
CAN, WANTS = MemberSkill.Direction.CAN, MemberSkill.Direction.WANTS


def card(kind=Kind.OFFER, key=1, *, skills=(1,), days=0, **more) -> Card:
    at = NOW - timedelta(days=days)
    return Card(kind, key, more.pop("owner", 100 + key), frozenset(skills), at, **more)


def test_an_offer_fits_a_request_that_names_the_same_skill() -> None:
    mine = Mine(requests=(card(Kind.REQUEST, 7, skills=(1, 2, 3)),))
    found = match(mine, card(skills=(2, 3, 4)))
    assert found and found.shared == {2, 3}
    assert [(reason.why, reason.mine) for reason in found.reasons] == [(Why.YOU_SEEK_IT, 7)]
    assert found.obstacles == ()


def test_nothing_shared_is_no_match() -> None:
    mine = Mine(requests=(card(Kind.REQUEST, 7, skills=(9,)),), can=frozenset({1}))
    assert match(mine, card(skills=(1,))) is None


def test_a_request_fits_what_one_offers_and_what_one_can() -> None:
    mine = Mine(offers=(card(key=5, skills=(1,)),), can=frozenset({1, 2}))
    found = match(mine, card(Kind.REQUEST, skills=(1, 2)))
    assert found and [(reason.why, reason.skills) for reason in found.reasons] == [
        (Why.YOU_GIVE_IT, {1}),
        (Why.YOU_CAN_DO_IT, {2}),
    ]


def test_two_people_fit_both_ways() -> None:
    mine = Mine(can=frozenset({1}), wants=frozenset({2}))
    found = match(mine, card(Kind.MEMBER, skills=(2,), wants=frozenset({1})))
    assert found and {reason.why for reason in found.reasons} == {
        Why.YOU_WANT_TO_LEARN_IT,
        Why.YOU_CAN_DO_IT,
    }


@pytest.mark.parametrize(
    ("own", "theirs", "against"),
    [
        ({}, {"language": "fr"}, [Against.LANGUAGE]),
        ({}, {"language": "de"}, []),
        ({"is_online": True}, {"is_online": False, "place": "Bern"}, [Against.PLACE]),
        (
            {"is_online": False, "place": "bern "},
            {"is_online": False, "place": "Bern und weiter"},
            [],
        ),
        (
            {"is_online": False, "place": "Chur"},
            {"is_online": False, "place": "Bern"},
            [Against.PLACE],
        ),
        ({"terms": frozenset({"as_gift"})}, {"terms": frozenset({"as_paid"})}, [Against.TERMS]),
        ({"terms": frozenset({"as_gift"})}, {"terms": frozenset({"as_gift", "as_paid"})}, []),
    ],
)
def test_what_might_not_fit_is_said_and_hides_nothing(own, theirs, against) -> None:
    terms = {"terms": frozenset({"as_gift"})}
    mine = Mine(
        requests=(card(Kind.REQUEST, 7, **{**terms, **own}),), languages=frozenset({"de", "en"})
    )
    found = match(mine, card(**{**terms, **theirs}))
    assert found and [obstacle.against for obstacle in found.obstacles] == against


def test_who_names_no_languages_finds_none_foreign() -> None:
    found = match(Mine(wants=frozenset({1})), card(language="it"))
    assert found and found.obstacles == ()


def test_more_shared_skills_come_first_then_the_newest() -> None:
    mine = Mine(wants=frozenset({1, 2}))
    cards = [card(key=1, days=1), card(key=2, days=9, skills=(1, 2)), card(key=3, days=0)]
    found = best_first(one for one in (match(mine, other) for other in cards) if one)
    assert [one.theirs.key for one in found] == [2, 3, 1]


def test_a_person_whose_offer_says_as_much_is_not_said_twice() -> None:
    mine = Mine(wants=frozenset({1, 2}))
    offer, person = card(key=1, owner=9), card(Kind.MEMBER, key=9, owner=9)
    more = card(Kind.MEMBER, key=8, owner=8, skills=(1, 2))
    found = [match(mine, other) for other in (offer, person, more)]
    kept = without_doubles(one for one in found if one)
    assert [one.theirs.key for one in kept] == [1, 8]


def test_words_are_listed_as_one_would_say_them() -> None:
    assert [listed(["a"][:n]) for n in (0, 1)] == ["", "a"]
    assert listed(["a", "b", "c"]) == "a, b and c"


@pytest.mark.django_db
def test_the_reason_is_told_in_words(cast, offer_of, request_of) -> None:
    request_of(cast.lea, title="My books")
    offer_of(cast.ben)
    (found,) = matches_for(cast.lea)
    (line,) = lines_of(found)
    said = "Your request “My books” and the offer “Books in order” both name “bookkeeping”."
    assert line.text == said


@pytest.mark.django_db
def test_what_one_can_and_wants_to_learn_finds_people_and_listings(
    cast, offer_of, request_of, bookkeeping, mediation
) -> None:
    add_skill(member=cast.lea, skill=bookkeeping, direction=CAN)
    add_skill(member=cast.lea, skill=mediation, direction=WANTS)
    add_skill(member=cast.ben, skill=mediation, direction=CAN)
    request_of(cast.mara)
    texts = {line.text for found in matches_for(cast.lea) for line in lines_of(found)}
    assert texts == {
        "Mara is looking for “bookkeeping”, and you can do it.",
        "You want to learn “mediation”, and Ben can do it.",
    }


@pytest.mark.django_db
def test_own_closed_hidden_blocked_and_unseen_ones_are_left_out(cast, offer_of, request_of) -> None:
    request_of(cast.lea)
    offer_of(cast.lea)
    closed, hidden = offer_of(cast.ben), offer_of(cast.ben)
    listings.close_listing(member=cast.ben, listing=closed)
    listings.hide_listing(hidden)
    offer_of(cast.mara)
    Block.objects.create(blocker=cast.mara, blocked=cast.lea)
    assert matches_for(cast.lea) == []
    secret = offer_of(cast.ben, communities=[cast.secret])
    assert [found.theirs for found in matches_for(cast.lea)] == [secret]
    assert matches_for(cast.nora) == []


@pytest.mark.django_db
def test_an_offer_shows_its_author_what_fits_and_others_why(
    cast, as_member, offer_of, request_of
) -> None:
    request = request_of(cast.lea)
    offer = offer_of(cast.ben)
    own = as_member("ben").get(offer.get_absolute_url()).content.decode()
    assert request.title in own and "Requests that fit" in own
    theirs = as_member("lea").get(offer.get_absolute_url()).content.decode()
    assert "Why this fits you" in theirs
    assert (
        "Why this fits you" not in as_member("mara").get(offer.get_absolute_url()).content.decode()
    )
    assert "fits you" not in as_member(None).get(offer.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_matches_cost_the_same_for_five_and_for_thirty(
    cast, as_member, offer_of, request_of, bookkeeping, django_assert_max_num_queries
) -> None:
    add_skill(member=cast.lea, skill=bookkeeping, direction=WANTS)
    request_of(cast.lea)
    for number in range(30):
        offer_of(cast.ben, title=f"Offer {number}")
        request_of(cast.mara)
    add_skill(member=cast.odo, skill=bookkeeping, direction=CAN)
    client = as_member("lea")
    client.get("/matches/")
    with django_assert_max_num_queries(12):
        page = client.get("/matches/")
    assert page.status_code == 200 and len(page.content) < 80_000


@pytest.mark.django_db
def test_the_letter_tells_what_is_new_and_why(cast, offer_of, request_of) -> None:
    request_of(cast.lea)
    old = offer_of(cast.ben, title="Old")
    Offer.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=30))
    offer_of(cast.ben, title="New")
    items = digest_sections["sharing.matches"].items(cast.lea, timezone.now() - timedelta(days=7))
    assert [item.title for item in items] == ["Ben offers: New"]
    assert items[0].why == "You are looking for this: “bookkeeping”."
    assert items[0].text.startswith("You could ask")


@pytest.mark.django_db
def test_today_shows_new_matches_and_no_more_than_two(
    cast, as_member, offer_of, request_of
) -> None:
    request_of(cast.lea)
    for name in ("ben", "mara", "odo"):
        offer_of(cast[name], title=f"Fitting {name}")
    page = as_member("lea").get("/").content.decode()
    assert sum(f"Fitting {name}" in page for name in ("ben", "mara", "odo")) == 2
