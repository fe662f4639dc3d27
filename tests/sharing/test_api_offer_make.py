"""Offers, requests, skills and matches over the API."""

import pytest

from sharing.models import MemberSkill, Offer, Request
from tests.programs import problem_of

pytestmark = pytest.mark.django_db


def making(community, **more):
    return {
        "title": "I sharpen saws",
        "text": "By hand, with files.",
        "language": "en",
        "as_gift": True,
        "is_online": True,
        "own_skills": ["sharpening saws by hand"],
        "communities": [community.code],
    } | more


@pytest.mark.clock
@pytest.mark.parametrize(("kind", "model"), [("offers", Offer), ("requests", Request)])
def test_it_stands_under_my_name_in_my_communities(cast, program, kind: str, model) -> None:
    more = {"member": cast.ben.code, "is_met": True, "hidden_at": "2026-01-01T00:00:00Z"}
    made = program("lea").post(f"{kind}/", making(cast.public, **more))
    assert made.status_code == 201
    told = made.json()
    assert (told["member"]["handle"], told["is_open"], told["is_met"]) == ("lea", True, False)
    assert [one["label"] for one in told["skills"]] == ["sharpening saws by hand"]
    assert model.objects.get().hidden_at is None


def test_naming_no_community_is_said_at_its_field(cast, program) -> None:
    for nowhere in ({"communities": []}, {"communities": None}):
        given = {**making(cast.public), **nowhere}
        answer = program("lea").post("offers/", {k: v for k, v in given.items() if v is not None})
        assert answer.status_code == 400
        assert problem_of(answer)["errors"]["communities"] == ["Choose at least one community."]
    assert not Offer.objects.exists()


def test_one_shares_only_where_one_belongs(cast, program) -> None:
    answer = program("nora").post("offers/", making(cast.public))
    assert answer.status_code == 403
    assert problem_of(answer)["detail"] == "You can share only in communities you belong to."
    assert program(None).post("offers/", making(cast.public)).status_code == 401


def test_a_hidden_community_is_no_place_one_could_name(cast, program) -> None:
    answer = program("nora").post("offers/", making(cast.secret))
    assert answer.status_code == 400
    assert list(problem_of(answer)["errors"]) == ["communities"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": ""}, "title"),
        ({"as_gift": False}, "as_gift"),
        ({"as_paid": True}, "amount"),
        ({"as_paid": True, "amount": "0.10", "currency": "CHF"}, "amount"),
        ({"as_paid": True, "amount": "1,5", "currency": "CHF"}, "amount"),
        ({"as_paid": True, "amount": "120", "currency": "BTC"}, "currency"),
        ({"is_online": False}, "place"),
        ({"own_skills": []}, "skill_words"),
        ({"skills": ["0000000000"]}, "skills"),
        ({"language": "la"}, "language"),
    ],
)
def test_what_cannot_be_right_is_named_by_its_field(cast, program, changed, field: str) -> None:
    answer = program("lea").post("offers/", making(cast.public, **changed))
    assert answer.status_code == 400
    assert list(problem_of(answer)["errors"]) == [field]
    assert not Offer.objects.exists()


def test_an_offer_is_changed_by_its_author_word_by_word(stage, program) -> None:
    here = f"offers/{stage['offer.public'].code}/"
    refused = program("ben").patch(here, {"title": "Mine"})
    assert refused.status_code == 403
    assert problem_of(refused)["detail"] == "Only whoever wrote this can change it."
    told = program("lea").patch(here, {"title": "I sharpen saws and axes"}).json()
    assert (told["title"], told["text"]) == ("I sharpen saws and axes", "By hand, with files.")
    assert [one["label"] for one in told["skills"]] == ["sharpening saws"]
    assert [one["slug"] for one in told["communities"]] == ["open-house"]


def test_an_offer_is_closed_reopened_withdrawn_and_brought_back(stage, program) -> None:
    here, lea, visitor = f"offers/{stage['offer.public'].code}/", program("lea"), program(None)
    assert program("ben").post(f"{here}close/").status_code == 403
    assert lea.post(f"{here}close/", {"met": True}).json()["is_met"] is True
    assert lea.post(f"{here}close/").status_code == 409
    assert visitor.get("offers/").json()["results"] == []
    assert len(lea.get("offers/", mine="true").json()["results"]) == 3
    assert lea.post(f"{here}reopen/").json()["is_open"] is True
    assert lea.delete(here).status_code == 204
    assert visitor.get(here).status_code == 404
    assert lea.get(here).json()["withdrawn_at"] is not None
    assert lea.post(f"{here}restore/").json()["withdrawn_at"] is None


@pytest.mark.parametrize("place", ["closed", "secret"])
def test_what_is_hidden_is_not_there(stage, program, place: str) -> None:
    nora, here = program("nora"), f"offers/{stage[f'offer.{place}'].code}/"
    assert nora.get(here).status_code == 404
    assert nora.patch(here, {"title": "Mine"}).status_code == 404
    assert nora.delete(here).status_code == 404


def test_a_community_one_may_not_know_of_is_not_told_beside_an_offer(cast, stage, program) -> None:
    stage["offer.public"].communities.add(cast.secret)
    here = f"offers/{stage['offer.public'].code}/"
    slugs = {
        name: {one["slug"] for one in program(name).get(here).json()["communities"]}
        for name in (None, "ben")
    }
    assert slugs == {None: {"open-house"}, "ben": {"open-house", "by-invitation"}}


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({}, 3),
        ({"q": "saws"}, 3),
        ({"q": "penguins"}, 0),
        ({"terms": "gift"}, 3),
        ({"terms": "paid"}, 0),
        ({"language": "de"}, 0),
        ({"online": "true"}, 3),
        ({"online": "false"}, 0),
        ({"place": "Stans"}, 0),
        ({"group": "S1"}, 0),
    ],
)
def test_offers_are_found_by_what_one_looks_for(stage, program, query, count: int) -> None:
    assert len(program("ben").get("offers/", **query).json()["results"]) == count


def test_offers_are_found_by_skill_community_and_member(cast, stage, program) -> None:
    ben = program("ben")
    assert len(ben.get("offers/", skill=stage["skill"].code).json()["results"]) == 3
    assert len(ben.get("offers/", community=cast.closed.code).json()["results"]) == 1
    assert len(ben.get("offers/", member=cast.lea.code).json()["results"]) == 3
    assert program("nora").get("offers/", community=cast.closed.code).json()["results"] == []


def test_visitors_do_not_gather_what_one_person_gives(cast, stage, program) -> None:
    answer = program(None).get("offers/", member=cast.lea.code)
    assert answer.status_code == 401
    problem_of(answer)


def test_matches_say_why(stage, program) -> None:
    found = program("ben").get("matches/").json()
    assert {row["kind"] for row in found} == {"offer"}
    assert found[0]["member"]["handle"] == "lea"
    assert "sharpening saws" in found[0]["reasons"][0]["text"]
    assert program(None).get("matches/").status_code == 401


def test_own_words_become_a_skill_on_my_page(cast, program) -> None:
    lea = program("lea")
    named = lea.post("me/skills/", {"words": "sharpening saws", "direction": "can"})
    assert named.status_code == 201
    here = f"me/skills/{named.json()['id']}/"
    assert lea.patch(here, {"note": "From my father."}).json()["note"] == "From my father."
    again = {"skill": named.json()["skill"]["id"], "direction": "can", "note": "Again."}
    assert lea.post("me/skills/", again).json()["id"] == named.json()["id"]
    assert program("ben").delete(here).status_code == 404
    assert lea.delete(here).status_code == 204
    assert not MemberSkill.objects.exists()


def test_a_skill_needs_words_or_a_code(program) -> None:
    answer = program("lea").post("me/skills/", {"direction": "can"})
    assert answer.status_code == 400
    problem_of(answer)


def test_own_words_of_members_are_found_by_members(program) -> None:
    named = program("lea").post("me/skills/", {"words": "sharpening saws", "direction": "can"})
    assert program(None).get("skills/", q="saws").json() == []
    (found,) = program("ben").get("skills/", q="saws").json()
    assert found == {"skill": named.json()["skill"], "occupation": ""}


def test_a_draft_is_mine_alone_until_i_publish_it(cast, program) -> None:
    made = program("lea").post("offers/", {"language": "en", "draft": True})
    assert made.status_code == 201 and made.json()["is_draft"]
    address = f"offers/{made.json()['id']}/"
    assert program("ben").get(address).status_code == 404
    refused = program("lea").post(f"{address}publish/", {})
    assert refused.status_code == 400
    more = {name: value for name, value in making(cast.public).items() if name != "language"}
    assert program("lea").patch(address, more).status_code == 200
    assert not program("lea").post(f"{address}publish/", {}).json()["is_draft"]
    assert program("ben").get(address).status_code == 200


@pytest.mark.clock
@pytest.mark.parametrize(
    "wrong",
    [{"slots": [21]}, {"slots": [99999]}, {"hours": 0}, {"hours": -4}, {"until": "2001-01-01"}],
)
def test_times_that_cannot_be_are_refused_at_their_field(cast, program, wrong) -> None:
    answer = program("lea").post("offers/", making(cast.public, **wrong))
    assert answer.status_code == 400 and not Offer.objects.exists()


def test_a_request_serves_a_mission_i_carry(cast, program, stage) -> None:
    mission = stage["mission.public"]
    serving = {"mission": mission.code, "needed": "writing down what was said"}
    made = program("lea").post("requests/", making(cast.public, **serving))
    assert made.status_code == 201 and made.json()["mission"] == mission.code
    assert program("ben").post("requests/", making(cast.public, **serving)).status_code == 403
    unknown = making(cast.public, mission=mission.code, needed="flying")
    assert program("lea").post("requests/", unknown).status_code == 400


def test_searches_are_saved_renamed_and_dropped(cast, program) -> None:
    made = program("lea").post("me/searches/", {"kind": "offer", "query": "terms=gift&q=saws"})
    assert made.json()["query"] == "q=saws&terms=gift" and made.json()["name"] == "saws"
    address = f"me/searches/{made.json()['id']}/"
    changed = program("lea").patch(address, {"name": "Blades", "notifies": False}).json()
    assert (changed["name"], changed["notifies"]) == ("Blades", False)
    assert program("ben").get(address).status_code == 404
    assert program("lea").delete(address).status_code == 204
