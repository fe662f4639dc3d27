"""Making an offer or a request: what is asked, what is refused, who hears of it."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communities.models import Activity
from members.models import Outbox
from members.refusals import Invalid, NotAllowed
from members.shelves import notification_kinds
from sharing.models import Offer, Request, Skill
from sharing.services.listings import make_offer
from sharing.terms import problems
from tests.sharing.conftest import PAID, make_skill

pytestmark = pytest.mark.django_db


def test_an_offer_stands_with_its_skills_and_communities_and_the_feed_remembers_it(
    cast, offer_of, bookkeeping
) -> None:
    offer = offer_of(cast.lea, communities=[cast.public, cast.closed])
    assert list(offer.skills.all()) == [bookkeeping]
    assert set(offer.communities.all()) == {cast.public, cast.closed}
    told = Activity.objects.filter(kind="sharing.offer_made", target_id=offer.pk)
    assert {activity.community for activity in told} == {cast.public, cast.closed}
    assert Outbox.objects.filter(kind="sharing.match_found", target_id=offer.pk).count() == 1


def test_a_request_is_remembered_and_mails_nobody(cast, request_of) -> None:
    request = request_of(cast.lea)
    assert Activity.objects.filter(kind="sharing.request_made", target_id=request.pk).exists()
    assert not Outbox.objects.exists()


def test_whoever_seeks_the_skill_is_told_and_nobody_else(cast, offer_of, request_of) -> None:
    request_of(cast.ben)
    request_of(cast.mara, skills=[make_skill("singing")])
    request_of(cast.lea)
    offer = offer_of(cast.lea)
    kind = notification_kinds["sharing.match_found"]
    assert list(kind.recipients(offer, cast.lea)) == [cast.ben]
    assert not kind.mails_at_once
    assert kind.load(cast.ben).filter(pk=offer.pk).exists()


def test_an_offer_in_a_secret_community_is_news_only_for_those_inside(
    cast, offer_of, request_of
) -> None:
    offer = offer_of(cast.lea, communities=[cast.secret])
    kind = notification_kinds["sharing.match_found"]
    assert kind.load(cast.ben).filter(pk=offer.pk).exists()
    assert not kind.load(cast.nora).filter(pk=offer.pk).exists()


def test_one_shares_only_where_one_belongs(cast, offer_of, request_of) -> None:
    for make in (offer_of, request_of):
        with pytest.raises(NotAllowed, match="communities you belong to"):
            make(cast.nora)
    assert not Offer.objects.exists() and not Request.objects.exists()


def test_somewhere_is_not_nowhere(cast, words, bookkeeping) -> None:
    with pytest.raises(Invalid, match="Choose at least one community"):
        make_offer(member=cast.lea, communities=[], skills=[bookkeeping], **words)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "\u200b \x00"}, "title"),
        ({"title": "x" * 141}, "title"),
        ({"text": " "}, "text"),
        ({"text": "x" * 4001}, "text"),
        ({"language": "xx"}, "language"),
        ({"as_gift": False}, "as_gift"),
        ({**PAID, "amount": None}, "amount"),
        ({**PAID, "amount": Decimal(0)}, "amount"),
        ({**PAID, "amount": Decimal(-5)}, "amount"),
        ({**PAID, "amount": Decimal("10000.01")}, "amount"),
        ({**PAID, "amount": Decimal("NaN")}, "amount"),
        ({**PAID, "currency": "DOGE"}, "currency"),
        ({"is_online": False}, "place"),
        ({"place": "x" * 121}, "place"),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field(cast, offer_of, changed, field) -> None:
    with pytest.raises(Invalid) as refusal:
        offer_of(cast.lea, **changed)
    assert refusal.value.field == field
    assert not Offer.objects.exists()


@pytest.mark.parametrize("amount", [Decimal(1), Decimal("37.50"), Decimal(10_000)])
def test_a_price_from_one_to_ten_thousand_stands(cast, offer_of, amount) -> None:
    assert offer_of(cast.lea, **{**PAID, "amount": amount}).amount == amount


def test_an_amount_without_paid_is_dropped(cast, offer_of) -> None:
    offer = offer_of(cast.lea, amount=Decimal(5), currency="CHF")
    assert (offer.amount, offer.currency) == (None, "")


def test_between_one_and_ten_skills(cast, words) -> None:
    with pytest.raises(Invalid, match="at least one skill"):
        make_offer(member=cast.lea, communities=[cast.public], **words)
    many = [f"skill number {number}" for number in range(11)]
    with pytest.raises(Invalid, match="ten skills"):
        make_offer(member=cast.lea, communities=[cast.public], own_skills=many, **words)
    assert not Skill.objects.exists() and not Offer.objects.exists()


def test_own_words_become_skills_in_the_same_act(cast, words, bookkeeping) -> None:
    offer = make_offer(
        member=cast.lea,
        communities=[cast.public],
        skills=[bookkeeping],
        own_skills=["Podcast", "podcast", "Bookkeeping"],
        **words,
    )
    assert sorted(skill.label for skill in offer.skills.all()) == ["Podcast", "bookkeeping"]


def test_nothing_is_half_done_when_a_skill_is_refused(cast, words, bookkeeping) -> None:
    with pytest.raises(Invalid):
        make_offer(
            member=cast.lea,
            communities=[cast.public],
            own_skills=["Podcast", "!!"],
            **words,
        )
    assert not Skill.objects.in_own_words().exists() and not Offer.objects.exists()


@given(st.text(max_size=300), st.text(max_size=300))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_judged_without_breaking(words, title: str, place: str) -> None:
    for field, sentence in problems({**words, "title": title, "place": place}):
        assert field in {"title", "place"} and str(sentence)
