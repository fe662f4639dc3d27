"""Matches over the API: both sides of the reasons, and what is not for me."""

import pytest

from sharing.models import NotForMe
from tests.programs import problem_of

pytestmark = pytest.mark.django_db
ADDRESS = "matches/not-for-me/"


@pytest.fixture
def offer(cast, offer_of, request_of):
    request_of(cast.lea)
    return offer_of(cast.ben)


def test_a_match_says_what_both_gain(program, offer) -> None:
    (told,) = program("lea").get("matches/").json()
    assert (told["kind"], told["id"], told["member"]["handle"]) == ("offer", offer.code, "ben")
    assert told["you_gain"][0]["title"] == "You asked for this" and told["they_gain"] == []
    (back,) = program("ben").get("matches/").json()
    assert back["they_gain"] and back["you_gain"] == []


def test_it_is_turned_down_and_taken_back(cast, program, offer) -> None:
    lea = program("lea")
    data = {"member": cast.ben.code, "offer": offer.code, "reason": "time", "words": "In May."}
    made = lea.post(ADDRESS, data)
    assert made.status_code == 201 and made.json()["reason"] == "time"
    assert lea.get("matches/").json() == []
    assert [row["member"]["handle"] for row in lea.get(ADDRESS).json()] == ["ben"]
    assert program("ben").get(ADDRESS).json() == []
    assert program("ben").delete(f"{ADDRESS}{made.json()['id']}/").status_code == 404
    assert lea.delete(f"{ADDRESS}{made.json()['id']}/").status_code == 204
    assert len(lea.get("matches/").json()) == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"reason": "ugly"}, "reason"), ({"words": "x" * 281}, "words"), ({"member": "x"}, "member")],
)
def test_what_is_wrong_is_named(cast, program, offer, changed, field) -> None:
    data = {"member": cast.ben.code, "reason": "time"} | changed
    answer = program("lea").post(ADDRESS, data)
    assert answer.status_code == 400 and field in problem_of(answer)["errors"]
    assert not NotForMe.objects.exists()


def test_a_listing_belongs_to_whom_is_turned_down(cast, program, offer) -> None:
    data = {"member": cast.mara.code, "offer": offer.code, "reason": "time"}
    assert program("lea").post(ADDRESS, data).status_code == 400
