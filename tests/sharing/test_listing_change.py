"""Editing, closing, reopening, withdrawing: only one's own, and never without a way back."""

import pytest
from django.utils import timezone

from communities.models import Activity, Community, Membership, MembershipState, Visibility
from members.refusals import Invalid, NotAllowed, Refusal
from members.services.revisions import earlier_versions, revisions_of
from sharing.models import Offer, Request
from sharing.services import listings

pytestmark = pytest.mark.django_db
ACTS = [
    listings.close_listing,
    listings.reopen_listing,
    listings.withdraw_listing,
    listings.restore_listing,
]


def edited(listing, member, words, **changed):
    content = {
        "communities": list(listing.communities.all()),
        "skills": list(listing.skills.all()),
        **words,
        **changed,
    }
    return listings.edit_listing(member=member, listing=listing, **content)


def test_editing_keeps_what_stood_before(cast, offer_of, words) -> None:
    offer = offer_of(cast.lea)
    assert edited(offer, cast.lea, words, title="Books and peace")
    offer.refresh_from_db()
    assert offer.title == "Books and peace"
    assert [row.fields for row in revisions_of(offer)] == [{"title": "Books in order"}]


def test_editing_without_a_change_makes_no_version(cast, offer_of, words) -> None:
    offer = offer_of(cast.lea)
    assert not edited(offer, cast.lea, words)
    assert not revisions_of(offer).exists()


def test_skills_and_communities_can_change_too(cast, offer_of, words, mediation) -> None:
    offer = offer_of(cast.lea)
    assert edited(offer, cast.lea, words, skills=[mediation], communities=[cast.secret])
    assert list(offer.skills.all()) == [mediation]
    assert list(offer.communities.all()) == [cast.secret]


def test_a_refused_edit_changes_nothing(cast, offer_of, words) -> None:
    offer = offer_of(cast.lea)
    with pytest.raises(Invalid):
        edited(offer, cast.lea, words, title="New", place="", is_online=False)
    offer.refresh_from_db()
    assert offer.title == "Books in order" and not revisions_of(offer).exists()


def test_who_has_left_a_community_no_longer_shares_there(cast, offer_of, words) -> None:
    offer = offer_of(cast.lea)
    Membership.objects.filter(member=cast.lea, community=cast.public).update(
        state=MembershipState.LEFT
    )
    with pytest.raises(NotAllowed, match="communities you belong to"):
        edited(offer, cast.lea, words, title="Still here?")


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["ben", "mara", "nora", "sam"])
def test_only_the_author_may(cast, offer_of, words, act, who) -> None:
    offer = offer_of(cast.lea)
    with pytest.raises(NotAllowed, match="Only whoever wrote this"):
        act(member=cast[who], listing=offer)
    with pytest.raises(NotAllowed):
        edited(offer, cast[who], words, title="Mine now")


def test_a_request_that_was_met_is_told_in_its_communities(cast, request_of) -> None:
    request = request_of(cast.lea, communities=[cast.public, cast.closed])
    listings.close_listing(member=cast.lea, listing=request, met=True)
    request.refresh_from_db()
    assert request.is_met and request.closed_at and not request.is_open
    assert Activity.objects.filter(kind="sharing.request_met", target_id=request.pk).count() == 2
    with pytest.raises(Refusal, match="closed already"):
        listings.close_listing(member=cast.lea, listing=request)
    listings.reopen_listing(member=cast.lea, listing=request)
    assert Request.objects.get(pk=request.pk).is_open
    with pytest.raises(Refusal, match="open already"):
        listings.reopen_listing(member=cast.lea, listing=request)


def test_closing_without_having_met_is_told_to_nobody(cast, request_of) -> None:
    request = request_of(cast.lea)
    listings.close_listing(member=cast.lea, listing=request)
    assert not Activity.objects.filter(kind="sharing.request_met").exists()


def test_a_withdrawn_offer_is_seen_by_its_author_alone_and_comes_back(cast, offer_of) -> None:
    offer = offer_of(cast.lea)
    listings.withdraw_listing(member=cast.lea, listing=offer)
    listings.withdraw_listing(member=cast.lea, listing=offer)
    assert not Offer.objects.visible_to(cast.ben).exists()
    assert not Offer.objects.visible_to(None).exists()
    assert Offer.objects.visible_to(cast.lea).exists()
    listings.restore_listing(member=cast.lea, listing=offer)
    assert Offer.objects.visible_to(None).exists()


def test_what_a_moderator_hid_its_author_cannot_bring_back(cast, offer_of, words) -> None:
    offer = offer_of(cast.lea)
    listings.hide_listing(offer)
    assert not Offer.objects.visible_to(cast.lea).exists()
    for act in ACTS:
        with pytest.raises(NotAllowed, match="moderator"):
            act(member=cast.lea, listing=offer)
    listings.show_listing(offer)
    assert Offer.objects.visible_to(cast.ben).exists()


def test_the_database_keeps_met_for_what_is_closed(cast, offer_of) -> None:
    from django.db import IntegrityError

    offer = offer_of(cast.lea)
    with pytest.raises(IntegrityError, match="a_met_offer_is_closed"):
        Offer.objects.filter(pk=offer.pk).update(is_met=True, closed_at=None)


@pytest.mark.clock
def test_deleting_an_offer_takes_its_activities_along(cast, offer_of) -> None:
    offer = offer_of(cast.lea)
    Offer.objects.filter(pk=offer.pk).update(closed_at=timezone.now())
    offer.delete()
    assert not Activity.objects.filter(kind="sharing.offer_made").exists()


def test_what_was_changed_while_it_was_withdrawn_stays_with_its_author(cast, offer_of, words):
    offer = offer_of(cast.lea)
    listings.withdraw_listing(member=cast.lea, listing=offer)
    edited(offer, cast.lea, words, title="Nobody reads this")
    listings.restore_listing(member=cast.lea, listing=offer)
    assert [row.fields["title"] for row in earlier_versions(offer, cast.lea)] == ["Books in order"]
    assert not earlier_versions(offer, cast.ben).exists()


@pytest.mark.clock
def test_earlier_words_stay_with_the_community_they_stood_in(cast, offer_of, words):
    offer = offer_of(cast.lea, communities=[cast.secret])
    edited(offer, cast.lea, words, title="Moved on", communities=[cast.public])
    for reader, reads in ((cast.ben, True), (cast.nora, False), (None, False)):
        assert earlier_versions(offer, reader).exists() == reads
    Community.objects.filter(pk=cast.secret.pk).update(visibility=Visibility.PUBLIC)
    assert not earlier_versions(offer, cast.nora).exists(), "what was secret then stays so"
    Community.objects.filter(pk=cast.secret.pk).update(withdrawn_at=timezone.now())
    assert not earlier_versions(offer, cast.ben).exists(), "nobody reads in a closed community"
