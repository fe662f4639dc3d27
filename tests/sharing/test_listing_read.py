"""Lists and pages of offers and requests: who sees what, what finds what, and what it costs."""

import pytest
from django.utils import timezone

from members.models import Block, Language, Question, QuestionState
from sharing.models import Offer, SkillGroup
from sharing.services import listings
from tests.sharing.conftest import PAID, make_skill

pytestmark = pytest.mark.django_db
SEES = [
    ("public", {None, "lea", "ben", "nora", "mara", "sam"}),
    ("closed", {"lea", "ben", "mara"}),
    ("secret", {"lea", "ben", "mara"}),
]


@pytest.mark.parametrize(("community", "readers"), SEES)
def test_a_listing_is_seen_where_its_community_is_read(
    cast, as_member, offer_of, request_of, community, readers
) -> None:
    where = getattr(cast, community)
    things = [offer_of(cast.lea, communities=[where]), request_of(cast.lea, communities=[where])]
    for who in (None, "lea", "ben", "nora", "mara", "sam"):
        client = as_member(who)
        for thing, address in zip(things, ["/offers/", "/requests/"], strict=True):
            seen = who in readers
            assert client.get(thing.get_absolute_url()).status_code == (200 if seen else 404)
            assert (thing.title in client.get(address).content.decode()) is seen


def test_a_page_names_only_communities_its_reader_may_know(cast, as_member, offer_of) -> None:
    offer = offer_of(cast.lea, communities=[cast.public, cast.secret])
    page = as_member("nora").get(offer.get_absolute_url()).content.decode()
    assert cast.public.name in page and cast.secret.name not in page


def test_blocked_people_do_not_see_each_others_offers(cast, as_member, offer_of) -> None:
    offer = offer_of(cast.lea)
    Block.objects.create(blocker=cast.lea, blocked=cast.ben)
    assert as_member("ben").get(offer.get_absolute_url()).status_code == 404
    assert offer.title not in as_member("ben").get("/offers/").content.decode()


def test_closed_and_withdrawn_ones_leave_the_lists(cast, as_member, offer_of) -> None:
    closed, gone = offer_of(cast.lea, title="Closed one"), offer_of(cast.lea, title="Gone one")
    listings.close_listing(member=cast.lea, listing=closed)
    listings.withdraw_listing(member=cast.lea, listing=gone)
    page = as_member("lea").get("/offers/").content.decode()
    assert "Closed one" not in page and "Gone one" not in page
    assert as_member(None).get(closed.get_absolute_url()).status_code == 200
    assert as_member(None).get(gone.get_absolute_url()).status_code == 404
    assert as_member("lea").get(gone.get_absolute_url()).status_code == 200


@pytest.fixture
def shop(cast, offer_of, bookkeeping, mediation):
    root = SkillGroup.objects.create(
        code="K", uri="http://x/K", level=0, label_en="k", label_de="k"
    )
    field = SkillGroup.objects.create(
        code="04", uri="http://x/04", level=1, parent=root, label_en="trade", label_de="Handel"
    )
    leaf = SkillGroup.objects.create(
        code="0411", uri="http://x/1", level=2, parent=field, label_en="books", label_de="Bücher"
    )
    bookkeeping.groups.add(leaf)
    offer_of(cast.lea, title="Ledger evenings", place="Stans", is_online=False)
    offer_of(cast.ben, title="Streit schlichten", skills=[mediation], language="de", **PAID)
    return bookkeeping


@pytest.mark.parametrize(
    ("filter", "found"),
    [
        ("q=ledgers", {"Ledger evenings"}),
        ("q=evennings", {"Ledger evenings"}),
        ("q=schlichtung", {"Streit schlichten"}),
        ("q=nonsense", set()),
        ("skill=bookkeeping", {"Ledger evenings"}),
        ("skill=Buchf%C3%BChrung", {"Ledger evenings"}),
        ("skill=nonsense", set()),
        ("group=04", {"Ledger evenings"}),
        ("terms=gift", {"Ledger evenings"}),
        ("terms=paid", {"Streit schlichten"}),
        ("language=de", {"Streit schlichten"}),
        ("online=on", {"Streit schlichten"}),
        ("where=stans", {"Ledger evenings"}),
        ("community=open-house", {"Ledger evenings", "Streit schlichten"}),
        ("terms=gift&language=de", set()),
        # What makes no sense is left out rather than refused.
        (
            "terms=steal&language=xx&group=zz&before=!!&after=%22",
            {"Ledger evenings", "Streit schlichten"},
        ),
        ("community=by-invitation", {"Ledger evenings", "Streit schlichten"}),
    ],
)
def test_the_address_holds_the_filter(cast, as_member, shop, filter, found) -> None:
    page = as_member(None).get(f"/offers/?{filter}")
    assert page.status_code == 200
    text = page.content.decode()
    titles = {title for title in ("Ledger evenings", "Streit schlichten") if f">{title}<" in text}
    assert titles == found


def test_a_skill_by_its_code_filters_and_is_named(cast, as_member, shop) -> None:
    page = as_member(None).get(f"/offers/?skill={shop.code}").content.decode()
    assert 'value="bookkeeping"' in page and "Ledger evenings" in page
    assert "Streit schlichten" not in page


@pytest.mark.clock
def test_the_newest_stands_on_top_whatever_it_costs(cast, as_member, offer_of) -> None:
    offer_of(cast.lea, title="Dear and new", **PAID)
    old = offer_of(cast.lea, title="Free and old")
    Offer.objects.filter(pk=old.pk).update(created_at=timezone.now() - timezone.timedelta(days=9))
    page = as_member(None).get("/offers/").content.decode()
    assert page.index("Dear and new") < page.index("Free and old")


@pytest.mark.parametrize(("who", "most"), [(None, 8), ("ben", 12)])
@pytest.mark.parametrize("address", ["/offers/", "/c/open-house/sharing/"])
def test_a_list_costs_the_same_for_five_and_for_fifty(
    cast, as_member, offer_of, django_assert_max_num_queries, who, most, address
) -> None:
    client, costs = as_member(who), []
    skills = [make_skill(f"skill {number}") for number in range(4)]
    for count in (5, 45):
        for number in range(count):
            offer_of(cast.lea, title=f"Offer {count} {number}", skills=skills)
        client.get(address)
        with django_assert_max_num_queries(most) as queries:
            page = client.get(address)
        costs.append(len(queries))
        assert len(page.content) < 80_000
        assert not any(
            "COUNT(*)" in query["sql"] for query in queries if "sharing_" in query["sql"]
        )
    assert costs[0] == costs[1]


def test_a_community_shows_its_offers_and_requests_apart(
    cast, as_member, offer_of, request_of
) -> None:
    offer_of(cast.lea, title="Given here")
    request_of(cast.lea, title="Sought here")
    offer_of(cast.lea, title="Elsewhere", communities=[cast.closed])
    offers = as_member("ben").get("/c/open-house/sharing/").content.decode()
    assert "Given here" in offers and "Sought here" not in offers and "Elsewhere" not in offers
    requests = as_member("ben").get("/c/open-house/sharing/?show=requests").content.decode()
    assert "Sought here" in requests and "Given here" not in requests


@pytest.mark.clock
def test_an_answered_question_both_released_stands_on_the_page(cast, as_member, offer_of) -> None:
    from django.contrib.contenttypes.models import ContentType

    offer = offer_of(cast.lea)
    question = Question.objects.create(
        asker=cast.ben,
        addressee=cast.lea,
        target_type=ContentType.objects.get_for_model(Offer),
        target_id=offer.pk,
        text="What do you do on a Sunday?",
        language=Language.ENGLISH,
        state=QuestionState.ANSWERED,
        answer="I close the books.",
        answer_language=Language.ENGLISH,
        answered_at=timezone.now(),
        asker_shows=True,
    )
    assert "on a Sunday" not in as_member(None).get(offer.get_absolute_url()).content.decode()
    Question.objects.filter(pk=question.pk).update(addressee_shows=True)
    page = as_member(None).get(offer.get_absolute_url()).content.decode()
    assert "on a Sunday" in page and "close the books" in page


def test_an_attack_in_a_title_is_shown_as_words(cast, as_member, offer_of) -> None:
    offer = offer_of(cast.lea, title="<script>alert(1)</script>", text="<img src=x onerror=1>")
    for address in ("/offers/", offer.get_absolute_url(), "/c/open-house/"):
        page = as_member("ben").get(address).content.decode()
        assert "<script>alert" not in page and "<img src=x" not in page


@pytest.mark.clock
@pytest.mark.parametrize("filter", ["", "?terms=gift"])
def test_a_community_shows_nothing_withdrawn_hidden_blocked_or_of_people_who_left(
    cast, as_member, offer_of, filter
) -> None:
    for member in (cast.ben, cast.mara, cast.odo):
        offer_of(member, title=f"By {member.handle}")
    withdrawn, hidden = offer_of(cast.ben, title="Taken back"), offer_of(cast.ben, title="Hidden")
    Offer.objects.filter(pk=withdrawn.pk).update(withdrawn_at=timezone.now())
    Offer.objects.filter(pk=hidden.pk).update(hidden_at=timezone.now())
    Block.objects.create(blocker=cast.mara, blocked=cast.lea)
    cast.odo.is_active = False
    cast.odo.save()
    page = as_member("lea").get(f"/c/open-house/sharing/{filter}").content.decode()
    assert "By ben" in page
    assert not [words for words in ("By mara", "By odo", "Taken back", "Hidden<") if words in page]
