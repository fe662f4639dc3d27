"""Each consent by itself, effective at once, taken back as easily."""

import pytest

from members.models import Consent, Member, Purpose
from members.purposes import MEANINGS
from members.services.consents import consents_to


@pytest.fixture
def nobody_agreed(cast):
    Consent.objects.all().delete()
    return cast


def test_every_purpose_is_explained_once() -> None:
    assert [meaning.purpose for meaning in MEANINGS] == list(Purpose)


@pytest.mark.parametrize("purpose", Purpose.values)
def test_one_consent_changes_no_other(nobody_agreed, as_member, purpose) -> None:
    lea = as_member("lea")
    lea.post(f"/settings/consents/{purpose}/", {"agrees": "yes"})
    given = Consent.objects.filter(withdrawn_at=None).values_list("purpose", flat=True)
    assert list(given) == [purpose]
    lea.post(f"/settings/consents/{purpose}/", {"agrees": "no"})
    assert not consents_to(nobody_agreed.lea, purpose)
    assert Consent.objects.get().withdrawn_at is not None


def test_agreeing_twice_is_one_consent(nobody_agreed, as_member) -> None:
    lea = as_member("lea")
    for _ in range(2):
        lea.post("/settings/consents/vote/", {"agrees": "yes"})
    assert Consent.objects.count() == 1


def test_no_button_agrees_to_everything(nobody_agreed, as_member) -> None:
    page = as_member("lea").get("/settings/consents/").content.decode()
    assert page.count('name="agrees" value="yes"') == len(Purpose)
    assert "checked" not in page


def test_a_purpose_that_does_not_exist_is_refused(nobody_agreed, as_member) -> None:
    page = as_member("lea").post("/settings/consents/fame/", {"agrees": "yes"}, follow=True)
    assert "Please check" in page.content.decode()
    assert not Consent.objects.exists()


def test_the_letter_is_planned_with_the_consent_and_no_longer_without(
    nobody_agreed, as_member
) -> None:
    lea = as_member("lea")
    lea.post("/settings/consents/digest/", {"agrees": "yes"})
    assert Member.objects.get(handle="lea").next_digest_at is not None
    lea.post("/settings/consents/digest/", {"agrees": "no"})
    assert Member.objects.get(handle="lea").next_digest_at is None


def test_the_way_back_stays_in_the_house(nobody_agreed, as_member) -> None:
    given = {"agrees": "yes", "next": "https://example.com/"}
    answer = as_member("lea").post("/settings/consents/vote/", given)
    assert answer.url == "/settings/consents/#vote"
