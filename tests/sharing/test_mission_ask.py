"""A request serves a mission: its carriers make one of what it needs."""

import pytest

from debates.models import NeededSkill
from members.refusals import NotAllowed
from sharing.models import Request
from sharing.services.listings import make_request

pytestmark = [pytest.mark.django_db, pytest.mark.clock]


def test_a_carrier_makes_a_request_of_what_the_mission_needs(cast, as_member, stage) -> None:
    mission = stage["mission.public"]
    need = NeededSkill.objects.get(mission=mission)
    client = as_member("lea")
    page = client.get(mission.get_absolute_url()).content.decode()
    address = f"/requests/new/?mission={mission.code}&needed={need.pk}"
    assert address.replace("&", "&amp;") in page
    form = client.get(address).context["form"]
    assert form.initial["title"] == need.words and form.search_words == need.words
    assert form.initial["communities"] == [str(cast.public.pk)]
    typed = {
        "title": need.words,
        "text": "An evening in January.",
        "language": "en",
        "own_skills": [need.words],
        "ways": ["gift"],
        "is_online": "on",
        "communities": [str(cast.public.pk)],
        "looked": "1",
    }
    assert client.post(address, typed).status_code == 303
    made = Request.objects.get(mission=mission)
    assert made.needed == need
    assert made.get_absolute_url() in client.get(mission.get_absolute_url()).content.decode()
    shown = as_member("ben").get(made.get_absolute_url()).content.decode()
    assert mission.get_absolute_url() in shown


def test_whoever_does_not_carry_it_is_offered_no_request_and_makes_none(
    cast, as_member, stage, words, bookkeeping
) -> None:
    mission = stage["mission.public"]
    page = as_member("ben").get(mission.get_absolute_url()).content.decode()
    assert "/requests/new/?mission" not in page
    form = as_member("ben").get(f"/requests/new/?mission={mission.code}").context["form"]
    assert "title" not in form.initial
    with pytest.raises(NotAllowed, match="carry a mission"):
        make_request(
            member=cast.ben,
            communities=[cast.public],
            skills=[bookkeeping],
            mission=mission,
            **words,
        )


def test_a_visitor_never_learns_of_requests_in_a_closed_community(client, stage) -> None:
    Request.objects.filter(pk=stage["request.closed"].pk).update(mission=stage["mission.public"])
    page = client.get(stage["mission.public"].get_absolute_url()).content.decode()
    assert stage["request.closed"].get_absolute_url() not in page


def test_an_address_that_names_nothing_is_an_empty_form(as_member) -> None:
    for address in ("?mission=zzz", "?mission=0000000000&needed=x", "?needed=1"):
        assert as_member("lea").get(f"/requests/new/{address}").status_code == 200
