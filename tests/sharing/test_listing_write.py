"""The form: what is typed is kept, a search step needs no scripts, refusals speak."""

import pytest

from sharing.models import Offer, Request
from sharing.services import listings

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed(cast, bookkeeping):
    return {
        "title": "Books in order",
        "text": "An evening with your books.",
        "language": "en",
        "skills": [bookkeeping.code],
        "ways": ["gift", "exchange"],
        "is_online": "on",
        "communities": [str(cast.public.pk)],
    }


@pytest.mark.parametrize(
    ("address", "model"), [("/offers/new/", Offer), ("/requests/new/", Request)]
)
def test_a_sound_form_makes_a_listing(cast, as_member, typed, address, model) -> None:
    answer = as_member("lea").post(address, typed)
    made = model.objects.get()
    assert answer.status_code == 303 and answer["Location"] == made.get_absolute_url()
    assert made.as_gift and made.as_exchange and not made.as_paid


def test_a_faulty_form_says_all_that_is_wrong_and_keeps_what_was_typed(
    cast, as_member, typed
) -> None:
    typed |= {"title": "", "ways": ["paid"], "amount": "20000", "is_online": ""}
    page = as_member("lea").post("/offers/new/", typed)
    text = page.content.decode()
    assert page.status_code == 422 and not Offer.objects.exists()
    assert "An evening with your books." in text and "bookkeeping" in text
    assert "between 1 and 10,000" in text and "Name a place" in text


@pytest.mark.parametrize(
    "changed",
    [
        {"skills": ["zzzz"]},
        {"skills": ["0000000000"]},
        {"skills": [], "own_skills": ["!!"]},
        {"skills": [], "own_skills": ["x" * 81]},
        {"own_skills": [f"skill {number}" for number in range(12)]},
        {"communities": ["1"]},
        {"communities": []},
        {"amount": "much", "ways": ["paid"]},
        {"title": "x" * 200},
    ],
)
def test_what_cannot_be_right_is_refused_without_breaking(cast, as_member, typed, changed) -> None:
    assert as_member("lea").post("/offers/new/", typed | changed).status_code == 422
    assert not Offer.objects.exists()


def test_without_scripts_the_search_step_keeps_everything_typed(cast, as_member, typed) -> None:
    page = as_member("lea").post("/offers/new/", typed | {"find": "1", "skill_words": "bookkeep"})
    text = page.content.decode()
    assert page.status_code == 200 and not Offer.objects.exists()
    assert 'value="Books in order"' in text and "An evening with your books." in text
    assert 'name="ways" value="gift" id="id_ways_0" checked' in text
    assert "errors__title" not in text


def test_the_community_one_comes_from_is_ticked(cast, as_member) -> None:
    form = as_member("lea").get("/offers/new/?community=on-request").context["form"]
    assert form.initial["communities"] == [str(cast.closed.pk)]
    assert set(form.own.values()) == {cast.public, cast.closed, cast.secret}


def test_who_belongs_nowhere_is_led_to_the_communities(cast, as_member) -> None:
    assert "Join one first" in as_member("nora").get("/offers/new/").content.decode()


def test_editing_shows_what_stands_and_keeps_the_earlier_words(cast, as_member, offer_of) -> None:
    offer = offer_of(cast.lea)
    client = as_member("lea")
    form = client.get(f"{offer.get_absolute_url()}edit/").context["form"]
    data = {**form.initial, "skills": list(form.initial["skills"].codes), "title": "Other words"}
    data |= {"amount": "", "hours": "", "is_online": "on"}
    assert client.post(f"{offer.get_absolute_url()}edit/", data).status_code == 303
    page = client.get(f"{offer.get_absolute_url()}versions/").content.decode()
    assert "Books in order" in page


def test_nobody_edits_or_closes_what_others_wrote(cast, as_member, offer_of) -> None:
    offer = offer_of(cast.lea)
    assert as_member("ben").get(f"{offer.get_absolute_url()}edit/").status_code == 403
    page = as_member("ben").post(f"{offer.get_absolute_url()}close/", follow=True)
    assert "Only whoever wrote this" in page.content.decode()
    assert Offer.objects.get().is_open


def test_a_withdrawal_can_be_undone_from_its_message(cast, as_member, offer_of) -> None:
    offer = offer_of(cast.lea)
    client = as_member("lea")
    page = client.post(f"{offer.get_absolute_url()}withdraw/", follow=True)
    address = list(page.context["messages"])[-1].extra_tags.removeprefix("undo:")
    assert Offer.objects.get().withdrawn_at
    client.post(address)
    assert Offer.objects.get().withdrawn_at is None


def test_closing_twice_says_so(cast, as_member, request_of) -> None:
    request = request_of(cast.lea)
    listings.close_listing(member=cast.lea, listing=request, met=True)
    page = as_member("lea").post(f"{request.get_absolute_url()}close/", follow=True)
    assert "closed already" in page.content.decode()
