"""manage.py landscape prints what may be printed, or says what is wrong."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from debates.models import Moderated, Statement, Topic, Vote
from tests.conftest import join, make_member
from tests.pure.debates.landscape.conftest import WAGE
from tests.pure.debates.landscape.reference import alike, groups_in

GROUPS = WAGE / "groups.csv"


@pytest.fixture
def imported(cast) -> Topic:
    call_command("import_polis", str(WAGE), community="open-house", stdout=StringIO())
    return Topic.objects.get(source__name="small_minimum_wage")


def printed(topic: Topic, *words: str) -> str:
    out = StringIO()
    call_command("landscape", topic.code, *words, stdout=out, stderr=StringIO())
    return out.getvalue()


def figures(topic: Topic, *words: str) -> dict[str, Any]:
    return json.loads(printed(topic, "--json", *words))


def test_an_imported_topic_prints_every_figure_with_the_ids_of_its_file(imported, wage):
    found = figures(imported)
    camps = {str(one["id"]): one["camp"] for one in found["participants"]}
    assert len(camps) == 339
    grouped = {key: camp for key, camp in camps.items() if camp is not None}
    assert alike(groups_in(wage), grouped) >= 0.85
    assert found["k"] == 2
    assert set(found["representative"]) == {"0", "1"}
    accepted = {int(claim.id) for claim in wage.claims if claim.moderated >= 0}
    assert set(found["common_ground"]) == accepted
    assert {one["id"] for one in found["statements"]} == accepted
    names = {"camp", "agree", "disagree", "seen", "repness", "repness_test", "p_success"}
    names |= {"p_test", "metric", "side", "best_agree"}
    assert set(found["statements"][0]["camps"][0]) == names


def test_given_groups_give_the_reference_lists(imported, wage_reference):
    found = figures(imported, "--groups", str(GROUPS))
    for camp, told in wage_reference["representative_statements"].items():
        ids = [one["statement_id"] for one in told["selected"]]
        assert found["representative"][camp] == ids
    for side, told in wage_reference["overall_consensus"].items():
        assert found["overall"][side] == [one["statement_id"] for one in told]
    told = wage_reference["group_informed_consensus"]["top_agree"]
    assert found["common_ground"][:10] == [one["statement_id"] for one in told]


def test_the_gist_is_readable(imported):
    said = printed(imported, "--camps", "3")
    assert "3 camps, silhouette 0.3" in said
    assert "Common ground\n  " in said
    assert "Good move. Will boost econy here" in said


def test_the_number_of_a_topic_is_as_good_as_its_code(imported):
    out = StringIO()
    call_command("landscape", str(imported.pk), stdout=out)
    assert imported.question in out.getvalue()


@pytest.mark.clock
def test_what_members_add_to_an_imported_topic_is_left_out(cast, imported):
    before = figures(imported)
    statement = imported.statements.exclude(moderated=Moderated.REJECTED)[0]
    Vote.objects.create(statement=statement, member=cast.ben, choice=1, cast_at=timezone.now())
    after = figures(imported)
    assert {**before, "seconds": 0} == {**after, "seconds": 0}


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--camps", "1"], "--camps is a number from 2 to 5, not “1”"),
        (["--camps", "many"], "--camps is a number from 2 to 5, not “many”"),
        (["--camps", "2", "--groups", str(GROUPS)], "Give --camps or --groups, not both"),
        (["--groups", "/nowhere/groups.csv"], "groups.csv: this file is missing"),
    ],
)
def test_words_that_make_no_sense_are_refused(imported, words, reason):
    with pytest.raises(CommandError, match=reason):
        printed(imported, *words)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("participant_id\n1\n", "mine.csv, line 1: the column published_group is missing"),
        ("participant_id,published_group\n1,0\n3,x\n", "mine.csv, line 3: published_group is 'x'"),
        ("participant_id,published_group\n1,0\n1,1\n", "mine.csv, line 3: participant 1 stands"),
        ("participant_id,published_group\n1,0\n99999,1\n", "participant 99999 is not of this"),
        ("participant_id,published_group\n1,\n", "mine.csv: nobody is in a group"),
    ],
)
def test_damaged_groups_are_refused_with_their_line(imported, tmp_path: Path, content, reason):
    file = tmp_path / "mine.csv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(CommandError, match=reason):
        printed(imported, "--groups", str(file))


@pytest.mark.parametrize("word", ["nonsense", "zzzzzzzzzz", "12345", "9" * 40])
def test_a_topic_that_is_none_is_refused(db, word):
    with pytest.raises(CommandError, match=f"There is no topic “{word}”"):
        call_command("landscape", word)


@pytest.fixture
def voted(topic):
    """`voted(8, 7)`: so many members of each opinion vote on twelve statements of a topic."""

    def vote(*sizes: int) -> Topic:
        statements = Statement.objects.bulk_create(
            Statement(topic=topic, text=f"Claim {number}") for number in range(12)
        )
        now, rows = timezone.now(), []
        for camp, size in enumerate(sizes):
            for number in range(size):
                member = make_member(f"voter{camp}x{number}")
                join(member, topic.community)
                for place, statement in enumerate(statements):
                    choice = 0 if (number + place) % 7 == 0 else -1 if camp and place % 3 else 1
                    rows.append(
                        Vote(statement=statement, member=member, choice=choice, cast_at=now)
                    )
        Vote.objects.bulk_create(rows)
        return topic

    return vote


@pytest.mark.clock
def test_where_members_stand_is_printed_for_nobody(voted):
    topic = voted(9, 7)
    found = figures(topic)
    assert (found["k"], found["participants"]) == (2, [])
    assert len(found["statements"]) == 12
    assert "voter" not in printed(topic)


@pytest.mark.clock
def test_fewer_than_fifteen_voters_get_a_sentence_and_no_figure(voted):
    topic, out, said = voted(7, 7), StringIO(), StringIO()
    call_command("landscape", topic.code, "--json", stdout=out, stderr=said)
    found = json.loads(out.getvalue())
    assert (found["k"], found["statements"], found["common_ground"]) == (0, [], [])
    assert "14 members have 7 votes; there is a landscape from 15 on." in said.getvalue()


def test_a_topic_without_statements_is_no_error(topic):
    assert figures(topic)["k"] == 0


def test_groups_are_only_for_an_imported_topic(topic):
    with pytest.raises(CommandError, match="needs an imported topic"):
        printed(topic, "--groups", str(GROUPS))


@pytest.mark.clock
def test_the_votes_are_read_at_once(voted, django_assert_max_num_queries):
    topic = voted(9, 7)
    with django_assert_max_num_queries(6):
        figures(topic)
