"""One's own hours are read by oneself only; owners decide how a community keeps them."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from communities.models import Community, Visibility
from sharing.models import LimitChange, TimeAccount, TimeRules, TimeTransfer
from sharing.services import accounts
from tests.conftest import Cast

RULES = {"is_on": "on", "floor": "10", "lowest_floor": "25", "ceiling": "40"}
KEY = "0123456789abcdef"


@pytest.fixture
def hours(cast: Cast) -> Cast:
    accounts.set_rules(
        owner=cast.odo,
        community=cast.public,
        is_on=True,
        floor=-600,
        lowest_floor=-1500,
        ceiling=2400,
    )
    return cast


def settle(cast: Cast, giver: Any, receiver: Any, minutes: int, key: str) -> TimeTransfer:
    found = accounts.settle_hours(
        exchange=None,
        giver=giver,
        receiver=receiver,
        community=cast.public,
        minutes=minutes,
        key=key,
    )
    assert found is not None
    return found


def test_given_and_received_stand_in_words_for_oneself_only(hours: Cast, as_member) -> None:
    settle(hours, hours.lea, hours.ben, 360, "one")
    settle(hours, hours.ben, hours.lea, 240, "two")

    page = as_member("lea").get("/hours/").content.decode()
    assert "You gave <b>6 h</b> and received <b>4 h</b>." in page
    assert "You gave 6 h." in page
    assert "You received 4 h." in page
    assert "6 h" not in as_member("mara").get("/hours/").content.decode()


def test_a_correction_counts_where_it_belongs(hours: Cast, as_member) -> None:
    first = settle(hours, hours.lea, hours.ben, 360, "one")
    accounts.correct(transfer=first, minutes=300, key="mend", note="It was five.", actor=None)

    giver, receiver = (as_member(who).get("/hours/").content.decode() for who in ("lea", "ben"))
    assert "You gave <b>5 h</b> and received <b>0 h</b>." in giver
    assert "Corrected: you gave 1 h less." in giver
    assert "It was five." in giver
    assert "You gave <b>0 h</b> and received <b>5 h</b>." in receiver
    assert "Corrected: you received 1 h less." in receiver


def test_whoever_gave_ten_hours_is_told_that_they_could_ask(hours: Cast, as_member) -> None:
    settle(hours, hours.lea, hours.ben, 600, "one")

    assert "You could ask for something." in as_member("lea").get("/hours/").content.decode()
    assert "a gift is always possible" in as_member("ben").get("/hours/").content.decode()


def test_the_history_costs_the_same_for_many_entries(hours: Cast, as_member) -> None:
    client = as_member("lea")
    settle(hours, hours.lea, hours.ben, 10, "first")
    client.get("/hours/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/hours/")
    for number in range(30):
        settle(hours, hours.lea, hours.ben, 10, f"more-{number}")
    with CaptureQueriesContext(connection) as many:
        page = client.get("/hours/").content.decode()
    assert len(many) == len(few) <= 12
    assert 'rel="next"' in page
    assert page.count("history__item") == 20


def test_owners_switch_it_on_and_members_read_how_it_works(cast: Cast, as_member) -> None:
    answer = as_member("odo").post("/c/open-house/hours/rules/", RULES)

    assert answer.status_code == 303
    rules = TimeRules.objects.get()
    assert (rules.is_on, rules.floor, rules.lowest_floor, rules.ceiling) == (
        True,
        -600,
        -1500,
        2400,
    )
    page = as_member("lea").get("/c/open-house/hours/").content.decode()
    assert "You may receive 10 h before you have given any." in page
    assert "Give somebody more room" not in page
    assert "Earlier rules" in page


def test_rules_that_contradict_each_other_are_refused_and_kept_in_the_form(
    cast: Cast, as_member
) -> None:
    answer = as_member("odo").post("/c/open-house/hours/rules/", RULES | {"lowest_floor": "3"})

    assert answer.status_code == 422
    assert "cannot be less than" in answer.content.decode()
    assert 'value="3"' in answer.content.decode()
    assert not TimeRules.objects.exists()


def gift(**changed: str) -> dict[str, str]:
    words = {"handle": "lea", "hours": "2", "note": "Welcome.", "key": KEY} | changed
    return {f"gift-{name}": value for name, value in words.items()}


def test_the_community_gives_hours_to_begin_with_once_a_form(hours: Cast, as_member) -> None:
    client = as_member("odo")
    for _click in range(2):
        assert client.post("/c/open-house/hours/give/", gift()).status_code == 303

    assert TimeAccount.objects.get(member=hours.lea).balance == 120
    assert "Open House gave you 2 h to begin with." in as_member("lea").get(
        "/hours/"
    ).content.decode().replace("&#x27;", "'")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"hours": "11"}, "Give at most ten hours at once."),
        ({"hours": "0:10"}, "Between 0:15 and 100 hours"),
        ({"hours": "-1"}, "2, 1.5 or 1:30"),
        ({"handle": "nora"}, "Nobody with this name belongs"),
        ({"handle": "nobody"}, "Nobody with this name belongs"),
        ({"handle": "odo"}, "another owner"),
    ],
)
def test_a_gift_that_cannot_be_is_refused_with_its_sentence(
    hours: Cast, as_member, changed, sentence
) -> None:
    answer = as_member("odo").post("/c/open-house/hours/give/", gift(**changed))

    assert answer.status_code in {409, 422}
    assert sentence in answer.content.decode()
    assert not TimeTransfer.objects.exists()


def test_bounds_are_widened_with_a_reason_that_owners_read(hours: Cast, as_member) -> None:
    client = as_member("odo")
    words = {"bounds-handle": "lea", "bounds-floor": "15", "bounds-ceiling": "40"}
    answer = client.post("/c/open-house/hours/bounds/", words | {"bounds-reason": "A long course."})

    assert answer.status_code == 303
    assert TimeAccount.objects.get(member=hours.lea).floor == -900
    change = LimitChange.objects.get()
    assert (change.actor, change.reason) == (hours.odo, "A long course.")
    assert "A long course." in client.get("/c/open-house/hours/").content.decode()
    narrower = words | {"bounds-reason": "Less.", "bounds-floor": "1"}
    refused = client.post("/c/open-house/hours/bounds/", narrower)
    assert refused.status_code == 422
    assert "can only be widened" in refused.content.decode()


def test_an_owner_corrects_an_entry_whose_code_they_were_told(hours: Cast, as_member) -> None:
    first = settle(hours, hours.lea, hours.ben, 120, "one")
    words = {"correction-hours": "0.5", "correction-note": "Half.", "correction-key": KEY}
    client = as_member("odo")
    for _click in range(2):
        answer = client.post(
            "/c/open-house/hours/correct/", words | {"correction-code": first.code}
        )
        assert answer.status_code == 303

    assert TimeAccount.objects.get(member=hours.lea).balance == 30
    wrong = client.post("/c/open-house/hours/correct/", words | {"correction-code": "nothing"})
    assert wrong.status_code == 422
    assert "No entry of this community has this code." in wrong.content.decode()


def test_what_is_being_clarified_is_not_corrected_by_an_owner(hours: Cast, as_member) -> None:
    first = settle(hours, hours.lea, hours.ben, 120, "one")
    TimeTransfer.objects.update(is_disputed=True)
    words = {"correction-hours": "0", "correction-note": "No.", "correction-key": KEY}
    answer = as_member("odo").post(
        "/c/open-house/hours/correct/", words | {"correction-code": first.code}
    )

    assert answer.status_code == 409
    assert TimeAccount.objects.get(member=hours.lea).balance == 120


def test_a_community_one_has_left_is_called_by_no_new_name(hours: Cast, as_member, program) -> None:
    """The hours stay; its present name is for those who may know of it."""
    settle(hours, hours.lea, hours.ben, 90, "a")
    assert "Open House" in as_member("lea").get("/hours/").content.decode()
    hours.public.memberships.filter(member=hours.lea).update(state="left")
    Community.objects.filter(pk=hours.public.pk).update(
        visibility=Visibility.INVITATION, name="Behind the Curtain"
    )
    page = as_member("lea").get("/hours/").content.decode()
    assert "Behind the Curtain" not in page and hours.public.slug not in page
    assert page.count("a community that is not open to you any more") == 2
    (row,) = program("lea").get("me/hours/").json()
    assert (row["community"], row["given"]) == (None, 90)
    assert "Behind the Curtain" in as_member("ben").get("/hours/").content.decode()


@pytest.mark.parametrize("page", ["rules", "give", "bounds", "correct"])
def test_only_owners_decide(hours: Cast, as_member, page: str) -> None:
    for who in ("lea", "mara"):
        assert as_member(who).post(f"/c/open-house/hours/{page}/", RULES).status_code == 403
    assert as_member("nora").post(f"/c/on-request/hours/{page}/", RULES).status_code == 404
