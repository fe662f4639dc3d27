"""How sure, how important, the story, who reads it, and what moved somebody."""

import pytest

from communities.models import Visibility
from debates.models import Position, PositionVersion, Readers
from debates.services.positions import Rest, Thanks, withdraw_position
from members.refusals import Invalid
from members.services.privacy import export_of
from tests.debates.conftest import MOVED
from tests.programs import problem_of

pytestmark = pytest.mark.django_db


def test_a_version_keeps_how_sure_how_important_and_the_story(cast, topic, stand):
    version = stand(cast.ben, topic, confidence=2, importance=5, story=" I was there. ").current
    assert (version.confidence, version.importance, version.story) == (2, 5, "I was there.")
    silent = stand(cast.mara, topic).current
    assert (silent.confidence, silent.importance, silent.story) == (None, None, "")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"confidence": 0}, "confidence"),
        ({"confidence": 6}, "confidence"),
        ({"importance": 6}, "importance"),
        ({"story": "x" * 4001}, "story"),
        ({"because": "x" * 1001}, "because"),
        ({"visibility": "nobody"}, "visibility"),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_field(cast, topic, stand, fields, field):
    with pytest.raises(Invalid) as refused:
        stand(cast.ben, topic, **fields)
    assert (refused.value.field, refused.value.status) == (field, 400)
    assert not Position.objects.exists()


@pytest.mark.parametrize("because", ["", "   ", "too short"])
def test_one_ground_at_least_has_a_because(cast, topic, stand, value_of, because):
    statement = value_of(cast.ben)
    with pytest.raises(Invalid) as refused:
        stand(cast.ben, topic, grounds=[Rest(statement.pk, because)])
    assert refused.value.field == "grounds"
    other = value_of(cast.ben, "security", "I stand for doors that lock.")
    stand(
        cast.ben, topic, grounds=[Rest(statement.pk, because), Rest(other.pk, "A lock is a yes.")]
    )


@pytest.mark.parametrize(("length", "is_enough"), [(0, False), (49, False), (50, True)])
def test_another_stance_asks_for_a_because(cast, topic, stand, length, is_enough):
    stand(cast.ben, topic, 1)
    if is_enough:
        assert stand(cast.ben, topic, -1, because="x" * length).current.because == "x" * length
        return
    with pytest.raises(Invalid) as refused:
        stand(cast.ben, topic, -1, because="x" * length)
    assert refused.value.field == "because"
    assert f"so far there are {length}." in str(refused.value.sentence)
    assert Position.objects.get().stance == 1


def test_other_words_ask_for_none(cast, topic, stand):
    stand(cast.ben, topic, 1)
    assert stand(cast.ben, topic, 1, core="Said better.").current.because == ""


def test_whoever_stands_nowhere_any_more_begins_anew(cast, topic, stand):
    withdraw_position(member=cast.ben, position=stand(cast.ben, topic, 1))
    position = stand(cast.ben, topic, -1, because="")
    assert (position.stance, position.stands) == (-1, True)


def test_the_same_move_twice_is_one(cast, topic, stand):
    stand(cast.mara, topic)
    stand(cast.ben, topic, 1)
    thanks = [Thanks("member", cast.mara.pk)]
    for _ in range(2):
        stand(cast.ben, topic, -1, because=MOVED, credits=thanks)
    assert PositionVersion.objects.filter(position__member=cast.ben).count() == 2
    assert cast.ben.credits_given.count() == 1


def test_members_read_it_at_first_and_everyone_only_by_choice(cast, topic, stand):
    position = stand(cast.ben, topic, visibility=None)
    assert position.visibility == Readers.MEMBERS
    assert not Position.objects.visible_to(None).exists()
    assert Position.objects.visible_to(cast.nora).exists()
    stand(cast.ben, topic, visibility=Readers.EVERYONE)
    assert Position.objects.visible_to(None).exists()
    assert PositionVersion.objects.count() == 1


def test_a_community_may_keep_it_to_itself(cast, topic, stand):
    stand(cast.ben, topic, visibility=Readers.COMMUNITY)
    assert not Position.objects.visible_to(cast.nora).exists()
    assert Position.objects.visible_to(cast.lea).exists()


def test_a_change_leaves_the_readers_as_they_were(cast, topic, stand):
    stand(cast.ben, topic, visibility=Readers.COMMUNITY)
    assert stand(cast.ben, topic, -1, visibility=None).visibility == Readers.COMMUNITY


def test_what_was_said_among_members_stays_there_when_the_community_opens(cast, ask, stand):
    position = stand(cast.ben, ask(cast.lea, cast.closed), visibility=Readers.EVERYONE)
    assert position.visibility == Readers.COMMUNITY
    cast.closed.visibility = Visibility.PUBLIC
    cast.closed.save()
    assert not Position.objects.visible_to(cast.nora).exists()


def test_the_form_offers_the_readers_and_says_who_each_is(cast, ask, topic, as_member):
    client = as_member("ben")
    page = client.get(f"{topic.get_absolute_url()}position/").content.decode()
    for sentence in (
        "everyone can read it, also people without an account",
        "Whoever is signed in to Resonanz can read it",
        "The members of “Open House” can read it, and nobody else.",
    ):
        assert sentence in page
    assert 'value="members"' in page and page.count(" checked") == 1
    closed = client.get(f"{ask(cast.lea, cast.closed).get_absolute_url()}position/")
    assert 'name="visibility"' not in closed.content.decode()


def test_a_because_that_is_too_short_keeps_everything_typed(cast, topic, stand, as_member):
    statement = stand(cast.ben, topic, 1).current.grounds.get().statement
    typed = {
        "stance": "-1",
        "confidence": "2",
        "core": "Now I say no.",
        "story": "It was in March.",
        "reasons": "I have seen it.",
        "because": "She asked.",
        "language": "en",
        "visibility": "everyone",
        "grounds": statement.code,
        f"because_{statement.code}": "because they stay",
    }
    answer = as_member("ben").post(f"{topic.get_absolute_url()}position/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "so far there are 10." in page
    for kept in ("Now I say no.", "It was in March.", "She asked.", "because they stay"):
        assert kept in page


def test_the_story_stands_above_the_reasons(cast, topic, stand, as_member):
    position = stand(cast.ben, topic, story="I was in the kitchen.", confidence=2, importance=5)
    page = as_member(None).get(position.get_absolute_url()).content.decode()
    assert page.index("I was in the kitchen.") < page.index("I have seen it go well and go wrong.")
    assert "How sure: rather unsure" in page
    assert "How important: it matters greatly to me" in page


def test_every_earlier_version_says_what_moved_there(cast, topic, stand, as_member):
    stand(cast.ben, topic, 1)
    stand(cast.ben, topic, -1, because=f"First. {MOVED}")
    position = stand(cast.ben, topic, 0, because=f"Second. {MOVED}")
    page = as_member(None).get(position.get_absolute_url()).content.decode()
    assert page.index("Second. Somebody") < page.index("First. Somebody")
    assert page.count("What moved Ben") == 2


def test_the_api_names_the_field_that_is_wrong(cast, topic, stand, value_of, program):
    stand(cast.ben, topic, 1)
    ben, here = program("ben"), f"topics/{topic.code}/position/"
    sent = {
        "stance": -1,
        "core": "No.",
        "reasons": "I have seen it.",
        "language": "en",
        "grounds": [{"statement": value_of(cast.ben).code, "because": "They stay if they trust."}],
    }
    for wrong, field in [
        ({}, "because"),
        ({"because": MOVED, "grounds": [sent["grounds"][0] | {"because": ""}]}, "grounds"),
        ({"because": MOVED, "confidence": 9}, "confidence"),
        ({"because": MOVED, "visibility": "nobody"}, "visibility"),
        ({"because": MOVED, "credits": [{"kind": "member", "id": cast.nora.code}]}, "credits"),
    ]:
        answer = ben.put(here, sent | wrong)
        assert answer.status_code == 400
        assert list(problem_of(answer)["errors"]) == [field]


def test_the_api_tells_and_takes_all_of_it(cast, topic, stand, value_of, program):
    stand(cast.mara, topic)
    first = stand(cast.ben, topic, 1)
    ben, here = program("ben"), f"topics/{topic.code}/position/"
    sent = {
        "stance": -1,
        "confidence": 4,
        "importance": 3,
        "core": "No.",
        "story": "It was in March.",
        "reasons": "I have seen it.",
        "because": MOVED,
        "credits": [{"kind": "member", "id": cast.mara.code, "words": "She stayed."}],
        "visibility": "everyone",
        "language": "en",
        "grounds": [{"statement": value_of(cast.ben).code, "because": "They stay if they trust."}],
    }
    told = ben.put(here, sent).json()
    for name in ("confidence", "importance", "story", "visibility"):
        assert told[name] == sent[name]
    versions = program(None).get(f"positions/{first.code}/versions/").json()["results"]
    (credit,) = versions[0]["credits"]
    assert (credit["sentence"], credit["words"]) == ("Moved by Mara.", "She stayed.")
    assert versions[1]["credits"] == []


def test_credit_is_given_and_withdrawn_over_the_api(cast, topic, stand, program):
    stand(cast.mara, topic)
    stand(cast.ben, topic, 1)
    position = stand(cast.ben, topic, -1)
    ben, here = program("ben"), f"positions/{position.code}/credits/"
    sent = {"kind": "member", "id": cast.mara.code}
    made = ben.post(here, sent)
    assert made.status_code == 201
    assert ben.post(here, {"kind": "member", "id": cast.ben.code}).status_code == 403
    assert ben.post(here, {"kind": "story", "id": cast.mara.code}).status_code == 400
    assert program("mara").post(here, sent).status_code == 403
    credit = f"credits/{made.json()['id']}/"
    assert program("mara").delete(credit).status_code == 404
    assert ben.delete(credit).status_code == 204
    assert ben.post(f"{credit}restore/").json()["kind"] == "member"


def test_a_member_takes_all_of_it_along(cast, topic, stand):
    stand(cast.mara, topic)
    stand(cast.ben, topic, 1, confidence=2, importance=4, story="It was in March.")
    stand(cast.ben, topic, -1, credits=[Thanks("member", cast.mara.pk, "She stayed.")])
    kinds = export_of(cast.ben)["kinds"]
    first, second = kinds["debates.positions"]["rows"]
    assert (first["confidence"], first["importance"]) == (2, 4)
    assert (first["story"], second["because"]) == ("It was in March.", MOVED)
    (given,) = kinds["debates.credits"]["rows"]
    assert (given["received_by"]["name"], given["words"]) == ("Mara", "She stayed.")
    (received,) = export_of(cast.mara)["kinds"]["debates.credits"]["rows"]
    assert received["given_by"]["name"] == "Ben"
