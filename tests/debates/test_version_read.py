"""Whoever could read a version of a position when it was current still can, and nobody else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from communities.models import Community, Visibility
from debates.models import ArgumentKind, CreditKind, Position, PositionVersion, Readers
from debates.services.arguments import argue
from debates.services.credits import Thanks, give_credit
from debates.services.positions import withdraw_position
from debates.services.restatements import confirm_heard
from members.models import Member, Reach
from members.refusals import Invalid
from members.services.privacy import export_of
from members.services.questions import answer, ask, choose_to_show
from tests.conftest import join

OLD, NEW = "The first of my reasons.", "The second of my reasons."


@pytest.fixture
def moved(cast, topic, stand) -> Position:
    """Ben stood there for the community, and stands there for everyone with other words."""
    stand(cast.ben, topic, reasons=OLD, story="It began in March.", visibility=Readers.COMMUNITY)
    return stand(cast.ben, topic, reasons=NEW)


def first_of(position: Position) -> PositionVersion:
    return position.versions.get(number=1)


def reads_first(member, position: Position) -> bool:
    return PositionVersion.objects.visible_to(member).filter(pk=first_of(position).pk).exists()


def test_it_notes_who_could_read_it_when_the_next_takes_its_place(cast, moved):
    first = first_of(moved)
    assert (first.reach, first.read_in) == (Reach.COMMUNITIES, [cast.public.pk])
    assert moved.current is not None and moved.current.reach == Reach.AUTHORS


def test_whoever_joins_the_community_reads_what_was_written_for_it(cast, moved):
    assert not reads_first(cast.nora, moved)
    join(cast.nora, cast.public)
    assert reads_first(cast.nora, moved)


def test_the_last_readers_count_where_they_changed_without_new_words(cast, topic, stand):
    stand(cast.ben, topic, reasons=OLD)
    stand(cast.ben, topic, reasons=OLD, visibility=Readers.COMMUNITY)
    position = stand(cast.ben, topic, reasons=NEW)
    assert reads_first(cast.lea, position) and not reads_first(cast.nora, position)


def test_what_everyone_read_stays_with_the_members_of_a_community_that_closed(cast, topic, stand):
    stand(cast.ben, topic, reasons=OLD)
    Community.objects.filter(pk=cast.public.pk).update(visibility=Visibility.INVITATION)
    position = stand(cast.ben, topic, reasons=NEW)
    assert first_of(position).reach == Reach.COMMUNITIES
    assert reads_first(cast.lea, position) and not reads_first(cast.nora, position)


def test_what_was_withdrawn_stays_with_its_author_when_other_words_follow(cast, topic, stand):
    position = stand(cast.ben, topic, reasons=OLD)
    withdraw_position(member=cast.ben, position=position)
    position = stand(cast.ben, topic, reasons=NEW)
    assert reads_first(cast.ben, position) and not reads_first(cast.lea, position)


def test_the_stance_before_is_told_to_those_who_could_read_it(cast, topic, stand, as_member):
    stand(cast.ben, topic, 2, reasons=OLD, visibility=Readers.COMMUNITY)
    position = stand(cast.ben, topic, -2, reasons=NEW)
    for name, knows in (("lea", True), ("nora", False), (None, False)):
        page = as_member(name).get(position.get_absolute_url()).content.decode()
        assert ("firmly against, before: firmly for" in page) == knows


def test_a_restatement_shows_the_words_of_that_time_to_those_who_could_read_them(
    cast, topic, stand, retell, as_member
):
    position = stand(cast.ben, topic, reasons=OLD, visibility=Readers.COMMUNITY)
    row = retell(cast.lea, position)
    confirm_heard(member=cast.ben, restatement=row)
    stand(cast.ben, topic, reasons=NEW, visibility=Readers.COMMUNITY)
    # As it may have been opened before that was refused.
    Position.objects.filter(pk=position.pk).update(visibility=Readers.EVERYONE)
    for name, reads in (("ben", True), ("lea", True), ("mara", True), ("nora", False)):
        page = as_member(name).get(row.get_absolute_url()).content.decode()
        assert (OLD in page) == reads
        assert ("it was written for fewer people" in page) != reads


def test_a_restatement_shows_no_original_that_its_listener_can_no_longer_read(
    cast, topic, stand, retell, as_member
):
    position = stand(cast.ben, topic, reasons=OLD)
    row = retell(cast.lea, position)
    withdraw_position(member=cast.ben, position=position)
    assert OLD not in as_member("lea").get(row.get_absolute_url()).content.decode()
    assert OLD in as_member("ben").get(row.get_absolute_url()).content.decode()


def test_a_story_of_an_earlier_version_is_thanked_for_by_those_who_could_read_it(
    cast, moved, topic, stand
):
    thanks = Thanks(CreditKind.STORY, first_of(moved).pk)
    stand(cast.lea, topic, 1)
    mine = stand(cast.lea, topic, -1)
    assert mine.current is not None
    assert give_credit(member=cast.lea, version=mine.current, thanks=thanks).receiver == cast.ben
    PositionVersion.objects.filter(pk=thanks.id).update(reach=Reach.AUTHORS)
    stand(cast.mara, topic, 1)
    theirs = stand(cast.mara, topic, -1)
    assert theirs.current is not None
    with pytest.raises(Invalid, match="you can no longer read it"):
        give_credit(member=cast.mara, version=theirs.current, thanks=thanks)


def test_the_export_says_of_each_version_who_reads_it(cast, moved):
    rows = export_of(cast.ben)["kinds"]["debates.positions"]["rows"]
    assert [row["who_reads_it"] for row in rows] == [Reach.COMMUNITIES, Readers.EVERYONE]


@pytest.mark.parametrize("name", ["nora", "lea", None])
def test_many_versions_cost_as_many_queries_as_two(
    cast, topic, stand, moved, as_member, program, name
):
    page = (as_member(name).get, moved.get_absolute_url())
    answer = (program(name).get, f"positions/{moved.code}/versions/")

    def asked() -> list[int]:
        counts = []
        for get, address in (page, answer):
            with CaptureQueriesContext(connection) as queries:
                assert get(address).status_code == 200
            counts.append(len(queries))
        return counts

    asked()
    few = asked()
    for number in range(6):
        stand(cast.ben, topic, reasons=f"{number}. {NEW}")
    assert asked() == few


def support(member: Member, position: Position) -> None:
    argue(
        member=member,
        position=position,
        kind=ArgumentKind.EXPERIENCE,
        text="I saw the same happen, twice.",
        language="en",
    )


def test_what_others_wrote_for_few_is_not_opened_to_more(cast, topic, stand):
    """Fewer may read it at any time; more only while nobody else's words stand under it."""
    position = stand(cast.ben, topic, reasons=OLD, visibility=Readers.COMMUNITY)
    stand(cast.ben, topic, reasons=OLD, visibility=Readers.MEMBERS)
    support(cast.ben, position)
    stand(cast.ben, topic, reasons=OLD, visibility=Readers.EVERYONE)
    support(cast.lea, position)
    stand(cast.ben, topic, reasons=OLD, visibility=Readers.MEMBERS)
    for reasons in (OLD, NEW):
        with pytest.raises(Invalid, match="no longer more") as refused:
            stand(cast.ben, topic, reasons=reasons, visibility=Readers.EVERYONE)
        assert refused.value.field == "visibility"
    position.refresh_from_db()
    assert position.visibility == Readers.MEMBERS
    assert position.versions.count() == 1
    stand(cast.ben, topic, reasons=NEW, visibility=Readers.COMMUNITY)


def test_a_position_in_which_somebody_felt_heard_is_not_opened_to_more(cast, topic, stand, retell):
    position = stand(cast.ben, topic, reasons=OLD, visibility=Readers.MEMBERS)
    confirm_heard(member=cast.ben, restatement=retell(cast.lea, position))
    with pytest.raises(Invalid, match="no longer more"):
        stand(cast.ben, topic, reasons=OLD, visibility=Readers.EVERYONE)


def test_a_position_with_a_question_that_was_released_is_not_opened_to_more(cast, topic, stand):
    position = stand(cast.ben, topic, reasons=OLD, visibility=Readers.MEMBERS)
    words = {"text": "Did this ever happen in your shop?", "language": "en", "shows": True}
    question = ask(member=cast.lea, target=position, kind="experience", **words)
    answer(member=cast.ben, question=question, text="Once, yes.", language="en", shows=True)
    with pytest.raises(Invalid, match="no longer more") as refused:
        stand(cast.ben, topic, reasons=OLD, visibility=Readers.EVERYONE)
    assert refused.value.field == "visibility"
    choose_to_show(member=cast.lea, question=question, shows=False)
    stand(cast.ben, topic, reasons=OLD, visibility=Readers.EVERYONE)
