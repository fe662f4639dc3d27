"""Communities and memberships over the API."""

import pytest

from communities.models import Community, Membership, MembershipState, Role
from tests.programs import problem_of

pytestmark = pytest.mark.django_db

FOUNDING = {
    "name": "Work that lasts",
    "purpose": "Work we can do until we are seventy.",
    "language": "en",
    "visibility": "request",
}


def standing(answer) -> tuple[str, str]:
    told = answer.json()["standing"]
    return told["state"], told["role"]


@pytest.mark.clock
def test_whoever_founds_a_community_owns_it(cast, program) -> None:
    more = {"founder": cast.ben.code, "role": "member", "hidden_at": "2026-01-01T00:00:00Z"}
    founded = program("nora").post("communities/", FOUNDING | more)
    assert founded.status_code == 201
    assert founded.json()["slug"] == "work-that-lasts"
    assert standing(founded) == ("active", "owner")
    assert Community.objects.get(slug="work-that-lasts").founder == cast.nora


def test_visitors_found_nothing(program) -> None:
    assert program(None).post("communities/", FOUNDING).status_code == 401


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("slug", "Not An Address"),
        ("slug", "x"),
        ("visibility", "anyone"),
        ("language", "la"),
        ("shared_values", ["fame"]),
        ("shared_values", ["benevolence", "universalism", "security", "power"]),
    ],
)
def test_what_cannot_be_right_is_named_by_its_field(
    cast, program, field: str, value: object
) -> None:
    answer = program("nora").post("communities/", FOUNDING | {field: value})
    assert answer.status_code == 400
    assert list(problem_of(answer)["errors"]) == [field]


def test_an_address_is_made_free_where_none_is_given(program) -> None:
    nora = program("nora")
    first, second = (nora.post("communities/", FOUNDING).json()["slug"] for _ in range(2))
    assert first == "work-that-lasts"
    assert second.startswith("work-that-lasts-")


def test_only_owners_change_what_a_community_says(cast, program) -> None:
    here = f"communities/{cast.public.code}/"
    refused = program("mara").patch(here, {"purpose": "Mine."})
    assert refused.status_code == 403
    assert problem_of(refused)["detail"] == "Only owners of this community can do that."
    assert program("odo").patch(here, {"purpose": "Ours."}).json()["purpose"] == "Ours."


def test_search_engines_never_list_what_is_not_public(cast, program) -> None:
    here = f"communities/{cast.closed.code}/"
    assert program("odo").patch(here, {"is_indexable": True}).json()["is_indexable"] is False


def test_one_comes_into_a_public_community_and_goes(cast, program) -> None:
    here, nora = f"communities/{cast.public.code}/", program("nora")
    assert nora.get(here).json()["standing"] is None
    assert standing(nora.post(f"{here}join/")) == ("active", "member")
    assert standing(nora.post(f"{here}join/")) == ("active", "member")
    assert nora.post(f"{here}leave/").status_code == 204
    assert standing(nora.get(here)) == ("left", "member")


def test_nobody_joins_with_a_role_of_their_choice(cast, program) -> None:
    here = f"communities/{cast.public.code}/join/"
    program("nora").post(here, {"role": "owner", "member": cast.ben.code})
    assert Membership.objects.get(member=cast.nora, community=cast.public).role == Role.MEMBER


def test_a_community_on_request_is_asked_and_a_moderator_lets_in(cast, program) -> None:
    here, nora = f"communities/{cast.closed.code}/", program("nora")
    assert nora.post(f"{here}join/").status_code == 403
    assert standing(nora.post(f"{here}ask/", {"answer": "I am curious."})) == (
        "requested",
        "member",
    )
    asked = {"community": cast.closed.code, "state": "requested"}
    assert program("ben").get("memberships/", **asked).json()["results"] == []
    (row,) = program("mara").get("memberships/", **asked).json()["results"]
    assert (row["member"]["handle"], row["answer"]) == ("nora", "I am curious.")
    assert program("ben").post(f"memberships/{row['id']}/let-in/").status_code == 404
    let_in = program("mara").post(f"memberships/{row['id']}/let-in/").json()
    assert (let_in["state"], let_in["answer"]) == ("active", "")


def test_a_request_can_be_taken_back_or_declined_with_a_word(cast, stage, program) -> None:
    mara, asked = program("mara"), stage["asked"]
    here = f"memberships/{asked.code}/decline/"
    assert list(problem_of(mara.post(here, {"reply": "No."}))["errors"]) == ["reply"]
    assert mara.post(here, {"reply": "We are full until spring, sorry."}).status_code == 204
    told = program("nora").get(f"memberships/{asked.code}/").json()
    assert (told["state"], told["reply"]) == ("declined", "We are full until spring, sorry.")
    again = program("nora").post(f"communities/{cast.closed.code}/ask/")
    assert again.status_code == 403
    assert program("nora").delete(f"communities/{cast.closed.code}/ask/").status_code == 409


@pytest.mark.parametrize("who", ["nora", None])
def test_a_community_by_invitation_is_not_there(cast, program, who: str | None) -> None:
    somebody, here = program(who), f"communities/{cast.secret.code}/"
    assert somebody.get(here).status_code == 404
    slugs = {row["slug"] for row in somebody.get("communities/").json()["results"]}
    assert slugs == {"open-house", "on-request"}
    if who:
        assert somebody.post(f"{here}join/").status_code == 404
        assert somebody.post(f"{here}ask/").status_code == 404


def test_the_only_owner_hands_over_before_going(cast, program) -> None:
    odo = program("odo")
    answer = odo.post(f"communities/{cast.public.code}/leave/")
    assert answer.status_code == 409
    assert problem_of(answer)["detail"].startswith("You are the only owner.")
    row = Membership.objects.get(member=cast.mara, community=cast.public)
    assert odo.patch(f"memberships/{row.code}/", {"role": "owner"}).json()["role"] == "owner"
    assert odo.post(f"communities/{cast.public.code}/leave/").status_code == 204


def test_roles_are_given_by_owners_only(cast, stage, program) -> None:
    here = f"memberships/{stage['membership'].code}/"
    assert program("ben").patch(here, {"role": "owner"}).status_code == 403
    assert program("mara").patch(here, {"role": "owner"}).status_code == 403
    assert program("nora").patch(here, {"role": "owner"}).status_code == 404


def test_a_moderator_removes_a_member_with_a_reason(cast, stage, program) -> None:
    here = f"memberships/{stage['membership'].code}/remove/"
    reason = {"reply": "Three warnings were not enough to stop it."}
    assert program("lea").post(here, reason).status_code == 403
    assert program("mara").post(here, reason).status_code == 204
    stage["membership"].refresh_from_db()
    assert stage["membership"].state == MembershipState.REMOVED


def test_who_belongs_is_known_to_those_who_belong(cast, program) -> None:
    people = {
        name: {
            row["member"]["handle"]
            for row in program(name)
            .get("memberships/", community=cast.public.code)
            .json()["results"]
        }
        for name in ("lea", "nora")
    }
    assert people == {"lea": {"lea", "ben", "mara", "odo"}, "nora": set()}
    assert program(None).get("memberships/").status_code == 401


def test_mine_are_those_i_belong_to(cast, program) -> None:
    assert len(program("lea").get("communities/", mine="true").json()["results"]) == 3
    assert program("nora").get("communities/", mine="true").json()["results"] == []
    assert program(None).get("communities/", mine="true").json()["results"] == []
