"""Founding and shaping a community."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from communities.forms.communities import address_from
from communities.models import Activity, Community, Role, Visibility, role_in
from communities.services.communities import (
    WrittenForMembers,
    edit_community,
    found_community,
)
from members.refusals import NotAllowed
from members.services.revisions import revisions_of
from tests.conftest import join

GIVEN = {
    "name": "Work that lasts",
    "purpose": "We ask which work one is proud of in ten years.",
    "about": "",
    "guidelines": "1. Restate first.",
    "language": "en",
    "shared_values": ["benevolence"],
    "visibility": "request",
    "join_question": "What do you hope to learn?",
}


def test_whoever_founds_a_community_owns_it(cast) -> None:
    community = found_community(founder=cast.nora, slug="work", **GIVEN)
    assert role_in(community, cast.nora) == Role.OWNER
    assert Activity.objects.get(community=community).kind == "communities.founded"


def test_an_address_is_given_once(cast) -> None:
    second = found_community(founder=cast.nora, slug=cast.public.slug, **GIVEN)
    assert re.fullmatch(r"open-house-[0-9a-z]{5}", second.slug)
    long = found_community(founder=cast.nora, slug="a" * 60, **GIVEN)
    longer = found_community(founder=cast.nora, slug="a" * 60, **GIVEN)
    assert (len(long.slug), len(longer.slug)) == (60, 60)


def taken(cast, by: str) -> str:
    """An address that is in use: by a community Nora sees, or by one she does not."""
    if by == "closed":
        Community.objects.filter(pk=cast.public.pk).update(withdrawn_at=timezone.now())
    if by == "hidden":
        Community.objects.filter(pk=cast.public.pk).update(hidden_at=timezone.now())
    return (cast.secret if by == "secret" else cast.public).slug


@pytest.mark.clock
@pytest.mark.parametrize("by", ["seen", "secret", "closed", "hidden"])
def test_nobody_learns_by_founding_by_whom_an_address_is_used(cast, as_member, program, by) -> None:
    wished = taken(cast, by)
    page = as_member("nora").post(reverse("communities:found"), GIVEN | {"slug": wished})
    assert page.status_code == 303
    assert re.fullmatch(rf"/c/{wished}-[0-9a-z]{{5}}/", page.url)
    answer = program("nora").post("communities/", GIVEN | {"slug": wished})
    assert answer.status_code == 201
    assert re.fullmatch(rf"{wished}-[0-9a-z]{{5}}", answer.json()["slug"])
    by_name = GIVEN | {"name": wished.replace("-", " ").title()}
    named = as_member("nora").post(reverse("communities:found"), by_name)
    assert re.fullmatch(rf"/c/{wished}-[0-9a-z]{{5}}/", named.url)
    followed = as_member("nora").get(page.url).content.decode()
    assert "taken" not in followed


def test_nobody_comes_upon_a_community_by_invitation_by_trying(cast) -> None:
    given = GIVEN | {"visibility": Visibility.INVITATION}
    secret = found_community(founder=cast.nora, slug="what-went-wrong", **given)
    assert re.fullmatch(r"what-went-wrong-[0-9a-z]{5}", secret.slug)
    free = found_community(founder=cast.ben, slug="what-went-wrong", **GIVEN)
    assert free.slug == "what-went-wrong"


def test_the_page_founds_and_makes_an_address_from_the_name(as_member) -> None:
    nora = as_member("nora")
    answer = nora.post(reverse("communities:found"), GIVEN)
    assert answer.status_code == 303
    assert answer.url == "/c/work-that-lasts/"
    page = nora.get(answer.url)
    assert page.status_code == 200
    assert "Its address is /c/work-that-lasts/." in page.content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "required"),
        ({"slug": "Not An Address"}, "lower-case"),
        ({"shared_values": ["benevolence", "power", "security", "tradition"]}, "Three values"),
        ({"shared_values": ["kindness"]}, "kindness"),
        ({"visibility": "sometimes"}, "sometimes"),
        ({"purpose": "x" * 300}, "280"),
    ],
)
def test_nonsense_gets_a_sentence_and_founds_nothing(as_member, wrong, sentence) -> None:
    answer = as_member("nora").post(reverse("communities:found"), GIVEN | wrong)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Community.objects.count() == 3


def test_an_address_comes_from_a_name() -> None:
    assert address_from("Open House") == "open-house"
    assert address_from("Grüsse aus Bülach") == "gruesse-aus-buelach"
    assert address_from("!") == "community"


def test_editing_keeps_the_earlier_version(cast) -> None:
    before = cast.public.purpose
    assert edit_community(owner=cast.odo, community=cast.public, purpose="Something new.")
    assert revisions_of(cast.public).get().fields == {"purpose": before}


@pytest.mark.parametrize("who", ["mara", "lea", "nora", "sam"])
def test_only_owners_shape_a_community(cast, as_member, who) -> None:
    with pytest.raises(NotAllowed):
        edit_community(owner=cast[who], community=cast.public, purpose="Mine.")
    assert as_member(who).get("/c/open-house/settings/").status_code == 403


def test_what_was_written_for_members_never_becomes_public(cast) -> None:
    with pytest.raises(WrittenForMembers):
        edit_community(owner=cast.odo, community=cast.closed, visibility=Visibility.PUBLIC)
    cast.closed.refresh_from_db()
    assert cast.closed.visibility == Visibility.REQUEST
    assert edit_community(owner=cast.odo, community=cast.public, visibility=Visibility.REQUEST)


def test_a_community_nobody_joined_yet_may_still_open(cast) -> None:
    community = found_community(founder=cast.nora, slug="work", **GIVEN)
    assert edit_community(owner=cast.nora, community=community, visibility=Visibility.PUBLIC)


def test_the_settings_page_saves_and_shows_the_earlier_version(cast, as_member) -> None:
    odo = as_member("odo")
    answer = odo.post("/c/open-house/settings/", GIVEN | {"visibility": "public"})
    assert answer.status_code == 303
    page = odo.get("/c/open-house/about/").content.decode()
    assert "Work that lasts" in page
    assert "What open-house is for." in page


def test_search_engines_list_only_a_public_community_that_wants_it(cast, as_member) -> None:
    noindex = '<meta name="robots" content="noindex">'
    assert noindex in as_member(None).get("/c/open-house/").content.decode()
    edit_community(owner=cast.odo, community=cast.public, is_indexable=True)
    assert noindex not in as_member(None).get("/c/open-house/").content.decode()


def test_the_only_person_may_close_it_by_leaving(cast, as_member) -> None:
    found_community(founder=cast.nora, slug="work", **GIVEN)
    assert as_member("nora").post("/c/work/membership/").status_code == 303
    assert as_member("nora").get("/c/work/").status_code == 404
    assert not Community.objects.listed_for(cast.nora).filter(slug="work").exists()


def test_members_see_no_tabs_they_cannot_open(cast, as_member) -> None:
    lea = as_member("lea").get("/c/open-house/").content.decode()
    odo = as_member("odo").get("/c/open-house/").content.decode()
    assert "/c/open-house/settings/" not in lea
    assert "/c/open-house/settings/" in odo
    assert "/c/open-house/moderation/" not in lea
    nora = as_member("nora").get("/c/open-house/").content.decode()
    assert 'href="/c/open-house/members/"' not in nora
    join(cast.nora, cast.public)
    assert (
        'href="/c/open-house/members/"' in as_member("nora").get("/c/open-house/").content.decode()
    )
