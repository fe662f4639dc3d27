"""Drafts, publishing, running out and renewing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from communities.models import Activity, Membership, MembershipState
from members.models import Encounter, EncounterKind, Outbox
from members.refusals import Invalid, Refusal
from members.shelves import notification_kinds
from sharing.models import Offer, Request
from sharing.services import listings
from tests.clock import day

pytestmark = [pytest.mark.django_db, pytest.mark.clock]


@pytest.fixture
def typed(cast, bookkeeping):
    return {
        "title": "Books in order",
        "text": "An evening with your books.",
        "language": "en",
        "skills": [bookkeeping.code],
        "ways": ["gift"],
        "is_online": "on",
        "communities": [str(cast.public.pk)],
    }


def test_a_draft_may_lack_everything_and_nobody_hears_of_it(cast, as_member) -> None:
    answer = as_member("lea").post("/offers/new/", {"language": "en", "draft": "1"})
    assert answer.status_code == 303 and answer["Location"] == "/drafts/"
    draft = Offer.objects.get()
    assert draft.is_draft and not Activity.objects.exists() and not Outbox.objects.exists()
    assert not Offer.objects.visible_to(cast.ben).exists()
    assert as_member("ben").get(f"{draft.get_absolute_url()}edit/").status_code == 404
    assert "without a title yet" in as_member("lea").get("/drafts/").content.decode()


@pytest.mark.parametrize(
    "wrong", [{"hours": "-3"}, {"hours": "9999"}, {"until": "2001-01-01"}, {"slots": ["77"]}]
)
def test_not_even_a_draft_takes_what_cannot_be_right(cast, as_member, typed, wrong) -> None:
    answer = as_member("lea").post("/offers/new/", typed | wrong | {"draft": "1"})
    assert answer.status_code == 422 and not Offer.objects.exists()
    assert "An evening with your books." in answer.content.decode()


def test_publishing_counts_from_now_and_is_told(cast, as_member, typed) -> None:
    client = as_member("lea")
    client.post("/requests/new/", typed | {"draft": "1"})
    begun = timezone.now() - timedelta(days=9)
    Request.objects.update(created_at=begun)
    draft = Request.objects.get()
    answer = client.post(f"{draft.get_absolute_url()}publish/")
    assert answer.status_code == 303
    draft.refresh_from_db()
    assert not draft.is_draft and draft.created_at > begun + timedelta(days=8)
    assert Activity.objects.filter(kind="sharing.request_made", target_id=draft.pk).count() == 1
    listings.publish_listing(member=cast.lea, listing=draft)
    assert Activity.objects.count() == 1


def test_an_unfinished_draft_is_not_published_and_says_what_is_missing(cast) -> None:
    draft = listings.save_draft(member=cast.lea, model=Offer, title="Books", language="en")
    with pytest.raises(Invalid, match="Say in a few sentences"):
        listings.publish_listing(member=cast.lea, listing=draft)
    draft.refresh_from_db()
    assert draft.is_draft


def test_a_draft_is_edited_without_versions_and_published_from_its_form(
    cast, as_member, typed
) -> None:
    client = as_member("lea")
    client.post("/offers/new/", {"language": "en", "title": "Books", "draft": "1"})
    draft = Offer.objects.get()
    assert client.get(draft.get_absolute_url()).status_code == 302
    assert client.post(f"{draft.get_absolute_url()}edit/", typed).status_code == 303
    draft.refresh_from_db()
    assert not draft.is_draft and draft.title == "Books in order"
    assert (
        "from the beginning" in client.get(f"{draft.get_absolute_url()}versions/").content.decode()
    )


def test_times_are_kept_and_shown(cast, as_member, typed) -> None:
    typed |= {"slots": ["2", "11"], "hours": "4", "until": day(30).isoformat()}
    as_member("lea").post("/offers/new/", typed)
    offer = Offer.objects.get()
    assert (offer.slots, offer.hours, offer.until) == ([2, 11], 4, day(30))
    page = as_member("ben").get(offer.get_absolute_url()).content.decode()
    assert "Monday evening, Thursday evening" in page and "about 4 hours" in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"until": "2001-01-01"}, "This day has passed"),
        ({"until": "2999-01-01"}, "At most a year"),
        ({"until": "soon"}, "cannot read this date"),
        ({"hours": "-1"}, "without plus or minus"),
        ({"hours": "0"}, "Between 1 and 400"),
        ({"hours": "1,5"}, "whole number"),
        ({"hours": "100000"}, "Between 1 and 400"),
        ({"hours": "many"}, "whole number"),
        ({"slots": ["21"]}, "seven days"),
        ({"ways": ["paid"], "amount": "5", "currency": "DOGE"}, "Swiss francs"),
        ({"own_skills": ["<script>alert(1)</script>" * 9]}, "80 characters"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(
    cast, as_member, typed, wrong, sentence
) -> None:
    answer = as_member("lea").post("/offers/new/", typed | wrong)
    text = answer.content.decode()
    assert answer.status_code == 422 and sentence in text
    assert "An evening with your books." in text and not Offer.objects.exists()


def test_a_skill_that_is_an_attack_is_only_words(cast, as_member, typed) -> None:
    attack = "'); DROP TABLE x;-- <script>"
    client = as_member("lea")
    client.post("/offers/new/", typed | {"own_skills": [attack]})
    page = client.get(Offer.objects.get().get_absolute_url()).content.decode()
    assert "&lt;script&gt;" in page and "x;-- <script>" not in page


def test_what_ran_out_leaves_the_lists_says_so_and_is_renewed(cast, as_member, offer_of) -> None:
    offer = offer_of(cast.lea)
    Offer.objects.update(until=day(-1))
    assert "Books in order" not in as_member("ben").get("/offers/").content.decode()
    assert "ran out on" in as_member("ben").get(offer.get_absolute_url()).content.decode()
    client = as_member("lea")
    assert "Renew it" in client.get(offer.get_absolute_url()).content.decode()
    assert client.post(f"{offer.get_absolute_url()}renew/").status_code == 303
    assert Offer.objects.get().until == day(90)
    assert client.post(f"{offer.get_absolute_url()}renew/").status_code == 303
    assert "Books in order" in as_member("ben").get("/offers/").content.decode()


def test_only_its_author_renews(cast, as_member, offer_of) -> None:
    offer = offer_of(cast.lea)
    assert as_member("ben").post(f"{offer.get_absolute_url()}renew/").status_code == 403
    assert as_member("ben").get(f"{offer.get_absolute_url()}renew/").status_code == 403


def test_what_is_closed_withdrawn_or_a_draft_is_not_renewed(cast, offer_of) -> None:
    draft = listings.save_draft(member=cast.lea, model=Offer, language="en")
    closed, withdrawn = offer_of(cast.lea), offer_of(cast.lea)
    listings.close_listing(member=cast.lea, listing=closed)
    listings.withdraw_listing(member=cast.lea, listing=withdrawn)
    for listing in (draft, closed, withdrawn):
        with pytest.raises(Refusal):
            listings.renew_listing(member=cast.lea, listing=listing)


def test_it_stands_again_only_where_its_author_still_belongs(cast, offer_of) -> None:
    offer = offer_of(cast.lea, communities=[cast.public, cast.closed])
    own = Membership.objects.filter(member=cast.lea)
    own.filter(community=cast.closed).update(state=MembershipState.LEFT)
    listings.renew_listing(member=cast.lea, listing=offer)
    assert list(offer.communities.all()) == [cast.public]
    own.update(state=MembershipState.LEFT)
    with pytest.raises(Refusal, match="left every community"):
        listings.renew_listing(member=cast.lea, listing=offer)


def test_a_week_before_its_end_its_author_hears_of_it_once_for_each_date(cast, offer_of) -> None:
    offer = offer_of(cast.lea, until=day(7))
    offer_of(cast.lea, until=day(8))
    assert listings.look_after_listings() == 1 and listings.look_after_listings() == 0
    told = Outbox.objects.filter(kind="sharing.offer_runs_out")
    assert told.get().target_id == offer.pk
    listings.renew_listing(member=cast.lea, listing=offer)
    Offer.objects.filter(pk=offer.pk).update(until=day(3))
    assert listings.look_after_listings() == 1 and told.count() == 2
    kind = notification_kinds["sharing.offer_runs_out"]
    assert list(kind.recipients(offer, None)) == [cast.lea]
    assert not kind.load(cast.ben).exists()


def test_closing_names_somebody_one_has_had_to_do_with(cast, as_member, offer_of) -> None:
    offer = offer_of(cast.lea)
    Encounter.objects.create(
        kind=EncounterKind.ANSWERED,
        actor=cast.ben,
        other=cast.lea,
        target=offer,
        at=timezone.now(),
    )
    client = as_member("lea")
    address = offer.get_absolute_url()
    assert 'value="ben"' in client.get(address).content.decode()
    refused = client.post(f"{address}close/", {"met": "yes", "met_by": "mara"})
    assert refused.status_code == 400 and Offer.objects.get().closed_at is None
    client.post(f"{address}close/", {"met": "yes", "met_by": "ben"})
    assert Offer.objects.get().met_by == cast.ben
    assert "You and Ben" in client.get(address).content.decode()
    with pytest.raises(Invalid):
        listings.close_listing(
            member=cast.lea, listing=offer_of(cast.lea), met=True, met_by=cast.mara
        )


def test_before_a_request_is_posted_what_is_there_is_shown_once(
    cast, as_member, offer_of, typed
) -> None:
    offer_of(cast.ben, title="Evenings with accounts")
    client = as_member("lea")
    page = client.post("/requests/new/", typed)
    text = page.content.decode()
    assert page.status_code == 200 and not Request.objects.exists()
    assert "Evenings with accounts" in text and 'name="looked"' in text
    assert "An evening with your books." in text and "Ask all the same" in text
    assert text.index("Evenings with accounts") < text.index("An evening with your books.")
    assert client.post("/requests/new/", typed | {"looked": "1"}).status_code == 303


def test_while_typing_a_piece_of_the_page_shows_what_is_there(
    cast, as_member, offer_of, typed
) -> None:
    offer_of(cast.ben, title="Evenings with accounts")
    piece = as_member("lea").post("/requests/look-first/", typed, headers={"HX-Request": "true"})
    assert "Evenings with accounts" in piece.content.decode()
    assert "<html" not in piece.content.decode()
    nothing = as_member("ben").post("/requests/look-first/", {"title": ""})
    assert "Nobody offers this" in nothing.content.decode()


def test_publishing_an_unfinished_draft_opens_its_form_at_what_is_missing(cast, as_member) -> None:
    lea = as_member("lea")
    draft = listings.save_draft(member=cast.lea, model=Offer, title="Books", language="en")
    answer = lea.post(f"{draft.get_absolute_url()}publish/")
    assert answer.status_code == 303 and "/edit/" in answer.url
    page = lea.get(answer.url)
    said = page.content.decode()
    assert page.status_code == 422 and 'value="Books"' in said
    for missing in ("Say in a few sentences", "Choose at least one community.", "at least one way"):
        assert missing in said, missing
    draft.refresh_from_db()
    assert draft.is_draft


def test_without_scripts_what_was_ticked_answers_the_search(cast, as_member, typed) -> None:
    lea, searched = as_member("lea"), {"skill_words": "Arabic"}
    found = lea.post("/offers/new/", typed | searched | {"find": "1"}).content.decode()
    assert 'name="skill_found" value="Arabic"' in found and 'name="skill_had" value="1"' in found
    box = searched | {"skill_found": "Arabic", "skill_had": "1"}
    assert lea.post("/offers/new/", typed | box).status_code == 422
    assert not Offer.objects.exists()
    ticked = {"own_skills": ["Arabic"]}
    assert lea.post("/offers/new/", typed | box | ticked).status_code == 303
    assert Offer.objects.get().skills.count() == 2
