"""Names and handles: seen, in one script a word, nobody else's, and never given twice."""

import pytest
from django.test import override_settings

from communities.models import Community
from communities.services.communities import found_community
from members.models import FormerHandle, Member
from members.names import fault_in
from members.refusals import Invalid
from members.services.accounts import free_handle
from members.services.privacy import erase_account
from members.services.profiles import edit_profile

HIDES = "characters in it that nobody sees"
MIXES = "several scripts in one word"
HOUSE = "kept for those who run this site"
REFUSED = [
    ("12 34", "letters in it"),
    ("\U0001f98a", "letters in it"),
    ("Le\u200da Keller", HIDES),
    ("Lea\u2800Keller", HIDES),
    ("L\u0301\u0302\u0303\u0304ea", HIDES),
    ("L\u0435a Keller", MIXES),
    ("\u0391lex", MIXES),
    ("Moderation", HOUSE),
    ("ADMIN", HOUSE),
    ("Adm\u0131n", HOUSE),
    ("Supp0rt Team", HOUSE),
    ("\u0405upport", MIXES),
    ("Official Resonanz", HOUSE),
    ("RESONANZ", HOUSE),
    ("Resonanz-Team", HOUSE),
]
FINE = [
    "Lea Keller",
    "J\u00fcrg M\u00fcller-Th\u00fcr",
    "Zo\u00eb O\u2019Connor",
    "Nguy\u1ec5n Th\u1ecb Minh Khai",
    "\u5c71\u7530 \u592a\u90ce",
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647",
    "\u041e\u043b\u044c\u0433\u0430 Keller",
    "\u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd",
    "\u0939\u093f\u0928\u094d\u0926\u0940",
    "Team Blau",
    "Rosa Admin-Keller",
    "Support for Newcomers",
]
TYPED = {"story": "I plane.", "story_language": "en", "languages": ["de"], "audience": "everyone"}


@pytest.mark.parametrize(("name", "sentence"), REFUSED)
def test_a_name_that_misleads_is_refused(name: str, sentence: str) -> None:
    assert sentence in str(fault_in(name))


@pytest.mark.parametrize("name", FINE)
def test_names_of_any_people_are_fine(name: str) -> None:
    assert fault_in(name) is None


@override_settings(SITE_NAME="House of Bridges")
def test_the_name_of_the_site_is_kept_whatever_it_is() -> None:
    assert HOUSE in str(fault_in("House of Bridges"))
    assert fault_in("Resonanz") is None


def test_signing_up_says_what_is_wrong_with_a_name(db, client) -> None:
    typed = {"name": "Adm\u0131n", "email": "a@example.org", "password1": "a-long-one-77"}
    page = client.post("/accounts/signup/", typed, headers={"accept-language": "en"})
    assert HOUSE in page.content.decode()
    assert not Member.objects.exists()


@pytest.mark.parametrize(("name", "sentence"), [REFUSED[5], REFUSED[7]])
def test_no_way_leads_to_such_a_name(cast, as_member, program, name: str, sentence: str) -> None:
    page = as_member("lea").post("/settings/profile/", TYPED | {"name": name})
    assert sentence in page.content.decode()
    with pytest.raises(Invalid, match=sentence):
        edit_profile(member=cast.lea, profile=cast.lea, fields={"name": name})
    answer = program("lea").patch("me/", {"name": name})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["name"])
    with pytest.raises(Invalid, match=sentence):
        found_community(founder=cast.lea, name=name, slug="x-y", purpose="A purpose.")
    cast.lea.refresh_from_db()
    assert cast.lea.name == "Lea"


def test_whoever_has_such_a_name_already_can_change_the_rest(cast) -> None:
    Member.objects.filter(pk=cast.lea.pk).update(name="Support")
    cast.lea.refresh_from_db()
    edit_profile(member=cast.lea, profile=cast.lea, fields={"name": "Support", "role": "Baker"})
    assert Member.objects.get(pk=cast.lea.pk).role == "Baker"


@pytest.mark.parametrize("handle", ["admin", "moderation", "resonanz"])
def test_handles_of_the_house_are_given_to_nobody(db, handle: str) -> None:
    assert free_handle(handle).startswith(f"{handle}-")


def test_an_address_of_the_house_is_completed_for_a_community(cast) -> None:
    fields = {"name": "Friends of moderation", "slug": "moderation", "purpose": "A purpose."}
    assert found_community(founder=cast.lea, **fields).slug.startswith("moderation-")
    assert not Community.objects.filter(slug="moderation").exists()


def test_the_handle_of_somebody_who_left_is_never_given_again(cast) -> None:
    erase_account(member=cast.ben)
    assert free_handle("Ben").startswith("ben-")


def test_what_is_kept_of_a_handle_does_not_name_it(cast) -> None:
    erase_account(member=cast.ben)
    kept = FormerHandle.objects.get()
    assert "ben" not in kept.key
    assert len(kept.key) == 64


def test_a_new_secret_of_the_site_frees_no_handle(cast, settings) -> None:
    erase_account(member=cast.ben)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-secret-of-this-site"
    assert free_handle("Ben").startswith("ben-")
