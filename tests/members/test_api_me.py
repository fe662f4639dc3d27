"""One's own page, consents, values and blocks, over the API."""

import pytest

from members.models import Block, Consent, Purpose
from members.services.consents import consents_to
from members.services.revisions import revisions_of
from tests.programs import problem_of

pytestmark = pytest.mark.django_db

VALUE = {"value": "benevolence", "words": "I stand for people who stay.", "language": "en"}


def test_my_page_can_be_changed_and_the_earlier_story_stays(cast, program) -> None:
    lea = program("lea")
    lea.patch("me/", {"story": "I gave up the shop.", "story_language": "en"})
    answer = lea.patch("me/", {"story": "I gave up the shop after 22 years.", "role": "joiner"})
    assert answer.status_code == 200
    assert answer.json()["role"] == "joiner"
    assert [row.fields["story"] for row in revisions_of(cast.lea)] == ["I gave up the shop."]


def test_what_is_not_mine_to_set_is_ignored(cast, program) -> None:
    answer = program("lea").patch(
        "me/",
        {
            "name": "Lea Amstutz",
            "is_staff": True,
            "is_superuser": True,
            "handle": "admin",
            "email": "somebody@example.org",
            "id": cast.ben.code,
        },
    )
    cast.lea.refresh_from_db()
    assert answer.status_code == 200
    assert (cast.lea.name, cast.lea.handle, cast.lea.email) == (
        "Lea Amstutz",
        "lea",
        "lea@example.org",
    )
    assert not cast.lea.is_staff
    assert not cast.lea.is_superuser


def test_a_time_zone_that_does_not_exist_is_refused(cast, program) -> None:
    answer = program("lea").patch("me/", {"time_zone": "Europe/Stans"})
    assert answer.status_code == 400
    assert list(problem_of(answer)["errors"]) == ["time_zone"]


def test_nobody_reads_my_address_but_me(cast, program) -> None:
    assert "example.org" not in program("ben").get(f"members/{cast.lea.code}/").content.decode()


def test_a_consent_is_given_and_taken_back_by_itself(cast, program) -> None:
    Consent.objects.filter(member=cast.lea).delete()
    lea = program("lea")
    given = lea.put("me/consents/publish_positions/", {"agrees": True}).json()
    assert given["agrees"]
    assert consents_to(cast.lea, Purpose.PUBLISH_POSITIONS)
    assert not consents_to(cast.lea, Purpose.SHOW_VALUES)
    lea.put("me/consents/publish_positions/", {"agrees": False})
    rows = {row["purpose"]: row["agrees"] for row in lea.get("me/consents/").json()}
    assert rows == dict.fromkeys(Purpose.values, False)


def test_an_unknown_purpose_is_not_there(program) -> None:
    assert program("lea").put("me/consents/advertising/", {"agrees": True}).status_code == 404


def test_a_value_is_stated_reworded_withdrawn_and_taken_up(program) -> None:
    lea = program("lea")
    stated = lea.post("me/values/", VALUE)
    assert stated.status_code == 201
    here = f"me/values/{stated.json()['id']}/"
    assert lea.patch(here, {"words": "I stand for staying."}).json()["value"] == "benevolence"
    assert lea.delete(here).status_code == 204
    assert lea.get(here).status_code == 404
    assert lea.post(f"{here}take-up/").json()["words"] == "I stand for staying."


def test_the_values_of_somebody_else_are_not_mine(cast, program, value_of) -> None:
    here = f"me/values/{value_of(cast.lea).code}/"
    ben = program("ben")
    assert ben.patch(here, {"words": "Mine."}).status_code == 404
    assert ben.delete(here).status_code == 404


def test_the_eleventh_value_is_refused_with_a_sentence(program) -> None:
    lea = program("lea")
    for _ in range(10):
        assert lea.post("me/values/", VALUE).status_code == 201
    answer = lea.post("me/values/", VALUE)
    assert answer.status_code == 409
    assert problem_of(answer)["detail"].startswith("Ten value statements stand")


def test_blocking_parts_two_people_and_can_be_lifted(cast, program) -> None:
    lea, ben = program("lea"), program("ben")
    for _ in range(2):
        assert lea.put(f"me/blocks/{cast.ben.code}/").status_code == 204
    assert Block.objects.count() == 1
    assert ben.get(f"members/{cast.lea.code}/").status_code == 404
    assert [row["handle"] for row in lea.get("me/blocks/").json()["results"]] == ["ben"]
    assert ben.get("me/blocks/").json()["results"] == []
    assert lea.delete(f"me/blocks/{cast.ben.code}/").status_code == 204
    assert ben.get(f"members/{cast.lea.code}/").status_code == 200


def test_members_are_read_by_members_only(cast, program) -> None:
    assert program(None).get("members/").status_code == 401
    found = program("ben").get("members/", handle="lea").json()["results"]
    assert [row["name"] for row in found] == ["Lea"]


def test_values_are_shown_with_consent_only(cast, program, value_of) -> None:
    value_of(cast.lea)
    ben = program("ben")
    assert ben.get(f"members/{cast.lea.code}/").json()["values"][0]["value"] == "benevolence"
    assert len(ben.get("members/", value="benevolence").json()["results"]) == 1
    Consent.objects.filter(member=cast.lea).delete()
    assert ben.get(f"members/{cast.lea.code}/").json()["values"] == []
    assert ben.get("members/", value="benevolence").json()["results"] == []
