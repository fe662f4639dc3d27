"""The demonstration's files: what they promise, before anything is loaded."""

from collections import Counter
from itertools import chain

import pytest

from communities.models import Visibility
from config.demonstration.sign_ins import CAST
from config.demonstration.world import FOLDER, Asked, World, read_world
from members.models import Language, Purpose
from members.values import all_values
from sharing.vocabulary.reading import read

FILES = sorted(FOLDER.rglob("*.toml"))
# The two alphabets the house's fonts hold, and the marks both languages are set with.
LETTERS_OF_THE_FONTS = {*map(chr, range(0x20, 0x180)), *"“”‘’–…\n"}


@pytest.fixture(scope="module")
def world() -> World:
    return read_world()


def people(world: World) -> dict:
    return {person.handle: person for person in world.people}


def opinions(world: World):
    return [(topic, opinion) for topic in world.topics for opinion in topic.positions]


def test_the_world_is_as_large_as_promised(world):
    assert len(world.people) == 40
    assert Counter(place.visibility for place in world.places) == {
        Visibility.PUBLIC: 2,
        Visibility.REQUEST: 1,
        Visibility.INVITATION: 1,
    }
    homes = Counter(topic.community for topic in world.topics)
    assert sorted(homes.values()) == [2, 5, 5]
    assert Counter(notice.kind for notice in world.notices) == {"offer": 30, "request": 30}
    assert 25 <= len(world.questions) <= 30


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_set_as_the_house_sets_type(path):
    text = path.read_text(encoding="utf-8")
    prose = text.replace('"', "")
    assert "ß" not in prose
    assert set(prose) <= LETTERS_OF_THE_FONTS
    assert not set("'„`") & set(prose)
    assert len(text.splitlines()) < 500


def test_handles_and_names_are_unique(world):
    assert len(people(world)) == len({person.name for person in world.people}) == 40


def test_the_cast_is_there_and_nora_belongs_nowhere(world):
    there = people(world)
    assert set(CAST) - {"staff"} <= set(there)
    assert there["lea"].communities and there["ben"].communities
    assert not there["nora"].communities
    assert any("mara" in place.moderators for place in world.places)


def test_stories_differ_in_length_and_one_is_empty(world):
    lengths = sorted(len(person.story.split()) for person in world.people)
    assert lengths[0] == 0
    assert lengths[-1] > 400
    assert all(60 <= length <= 250 for length in lengths[1:-1])


def test_everybody_stands_for_one_to_four_values_and_all_ten_are_declared(world):
    declared = Counter(value.slug for person in world.people for value in person.values)
    assert set(declared) == set(all_values())
    for person in world.people:
        slugs = [value.slug for value in person.values]
        assert 1 <= len(slugs) <= 4
        assert len(set(slugs)) == len(slugs)
        assert all(len(value.stands_for) <= 280 for value in person.values)


def test_settings_of_people_are_words_the_house_knows(world):
    for person in world.people:
        assert set(person.languages) <= set(Language.values)
        assert person.interface in {"de", "en"}
        assert set(person.withholds) <= set(Purpose.values)
        assert len(person.curious_about) <= 300


def test_people_belong_to_communities_that_exist(world):
    slugs = {place.slug for place in world.places}
    for person in world.people:
        assert set(person.communities) <= slugs
    for place in world.places:
        named = {place.founder, *place.moderators, *place.answers, *place.invitations}
        assert all(place.slug in people(world)[handle].communities for handle in named)
        assert all(place.slug not in people(world)[handle].communities for handle in place.waiting)


def test_every_topic_has_positions_on_both_sides(world):
    for topic in world.topics:
        sides = {(opinion.stance > 0) - (opinion.stance < 0) for opinion in topic.positions}
        assert {-1, 1} <= sides, topic.key
        assert 4 <= len(topic.positions) <= 14
        handles = [opinion.member for opinion in topic.positions]
        assert len(set(handles)) == len(handles)


def test_positions_rest_on_values_of_their_authors_with_a_because(world):
    for topic, opinion in opinions(world):
        own = {value.slug for value in people(world)[opinion.member].values}
        for version in opinion.versions:
            assert version.grounds and set(version.grounds) <= own, (topic.key, opinion.member)
        assert any(opinion.grounds.values())


def test_positions_give_reasons_of_a_readable_length(world):
    for topic, opinion in opinions(world):
        for version in opinion.versions:
            words = len(version.reasons.split())
            assert 40 <= words <= 160, (topic.key, opinion.member, words)
            assert len(version.core) <= 200


def test_several_members_have_moved(world):
    moved = [opinion for _topic, opinion in opinions(world) if opinion.earlier]
    assert len(moved) >= 8
    assert all(opinion.earlier.stance != opinion.stance for opinion in moved)


def test_people_speak_where_they_belong(world):
    there = people(world)
    for topic, opinion in opinions(world):
        assert topic.community in there[opinion.member].communities
    for notice in world.notices:
        assert notice.community in there[notice.member].communities


def test_nobody_speaks_before_they_came_or_before_there_was_something_to_say(world):
    there = people(world)
    for topic, opinion in opinions(world):
        days = [topic.asked, *(version.taken for version in opinion.versions)]
        assert days == sorted(days, reverse=True), (topic.key, opinion.member)
        assert all(day <= there[opinion.member].joined - 2 for day in days[1:])
        assert topic.closed is None or topic.closed < opinion.taken
    for notice in world.notices:
        assert notice.posted <= there[notice.member].joined - 2


def test_questions_are_about_what_stood_there_already(world):
    written = {f"position:{topic.key}/{one.member}": one.taken for topic, one in opinions(world)}
    written |= {f"{notice.kind}:{notice.key}": notice.posted for notice in world.notices}
    for person in world.people:
        written[f"story:{person.handle}"] = person.joined
        written |= {f"value:{person.handle}/{value.slug}": person.joined for value in person.values}
    for asked in world.questions:
        assert asked.asked <= written[asked.about], asked.about
        assert asked.asked <= people(world)[asked.asker].joined
        assert 10 <= len(asked.text) <= 400
        assert _days(asked) == sorted(_days(asked), reverse=True)
    for told in world.reports:
        assert told.reported <= written[told.about]


def _days(asked: Asked) -> list[int]:
    later = [day for day in (asked.answered, asked.rests) if day is not None]
    return [asked.asked, *later, *(line.sent for line in asked.messages)]


def test_questions_are_open_answered_and_at_rest_and_six_became_conversations(world):
    states = Counter(
        "answered" if asked.answered else "resting" if asked.rests else "open"
        for asked in world.questions
    )
    assert states["resting"] == 1
    assert states["open"] >= 5
    talks = [len(asked.messages) for asked in world.questions if asked.messages]
    assert len(talks) == 6
    assert all(2 <= length <= 6 for length in talks)


def test_one_report_waits_and_one_is_decided(world):
    assert sorted(told.decision is not None for told in world.reports) == [False, True]


def test_every_skill_stands_in_the_shipped_vocabulary(world):
    labels = {row.labels["en"] for row in read().skills}
    assert world.skill_labels <= labels


def test_offers_and_requests_name_their_terms(world):
    for notice in world.notices:
        assert notice.gift or notice.exchange or notice.amount
        assert bool(notice.amount) == bool(notice.currency)
        assert notice.online or notice.place
    assert {notice.currency for notice in world.notices} == {"", "CHF", "EUR"}


def test_many_offers_meet_a_request_and_some_both_ways(world):
    gives = [notice for notice in world.notices if notice.kind == "offer"]
    seeks = [notice for notice in world.notices if notice.kind == "request"]
    pairs = {
        (offer.member, request.member)
        for offer in gives
        for request in seeks
        if offer.member != request.member and set(offer.skills) & set(request.skills)
    }
    both_ways = {pair for pair in pairs if pair[::-1] in pairs}
    assert len(pairs) >= 25
    assert len(both_ways) >= 2 * 4


def test_both_languages_speak(world):
    spoken = Counter(
        chain(
            (opinion.language for _topic, opinion in opinions(world)),
            (notice.language for notice in world.notices),
        )
    )
    assert spoken["de"] > 60
    assert spoken["en"] > 60
