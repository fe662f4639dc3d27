"""Contributions in a thread: written, reworded, withdrawn, and what stays when somebody leaves."""

import pytest
from django.utils import timezone

from debates.models import Argument, Position
from debates.models.argument import DEEPEST, STEP
from debates.refusals import ArgumentHidden, TopicClosed
from debates.services.arguments import (
    argue,
    edit_argument,
    restore_argument,
    withdraw_argument,
)
from debates.services.moderation import hide_argument
from debates.services.moderation import restore_argument as show_argument
from debates.services.topics import close_topic
from members.models import Block, Consent, Outbox, Purpose, Question, Revision
from members.refusals import Invalid, NotAllowed
from members.services import limits
from members.services.consents import consents_to, withdraw_consent
from members.services.privacy import erase_account, export_of
from members.services.questions import ask as ask_question
from members.services.revisions import revisions_of
from members.shelves import notification_kinds


@pytest.fixture
def position(cast, topic, stand):
    return stand(cast.ben, topic, -1)


@pytest.fixture
def write(position):
    """Somebody writes in the thread: `write(cast.mara)`, `write(cast.lea, above)`."""

    def writing(member, parent=None, **fields) -> Argument:
        fields.setdefault("kind", "answer" if parent else "experience")
        fields.setdefault("text", f"{member.name} says so, number {Argument.objects.count()}.")
        return argue(member=member, position=position, parent=parent, **fields)

    return writing


def told_by(argument: Argument) -> set:
    kind = notification_kinds["debates.argued"]
    return set(kind.recipients(Argument.objects.get(pk=argument.pk), argument.author))


def test_a_contribution_remembers_what_it_answers_and_which_version_stood(cast, position, write):
    first = write(cast.mara, sources="https://example.org/wages")
    assert (first.version, first.parent, first.depth) == (position.current, None, 0)
    answer = write(cast.ben, first)
    assert (answer.parent, answer.depth) == (first, 1)
    assert answer.path.startswith(first.path)
    assert (told_by(first), told_by(answer)) == ({cast.ben}, {cast.mara})
    assert Outbox.objects.filter(kind="debates.argued").count() == 2


def test_every_contribution_stands_below_what_it_answers_the_earlier_first(cast, write):
    one, two = write(cast.mara), write(cast.lea)
    below_two, below_one = write(cast.ben, two), write(cast.ben, one)
    again = write(cast.odo, one)
    order = list(Argument.objects.in_reading_order())
    assert order == [one, below_one, again, two, below_two]


@limits.lifted()
def test_any_depth_works(cast, write):
    above = None
    for _ in range(DEEPEST + 5):
        above = write(cast.lea, above, kind="answer" if above else "support")
    assert above.depth == DEEPEST - 1
    assert len(above.path) == STEP * DEEPEST
    chain, row = 0, above
    while row.parent is not None:
        chain, row = chain + 1, row.parent
    assert chain == DEEPEST + 4
    assert Argument.objects.in_reading_order().last() == above


def test_the_same_words_twice_are_one_contribution(cast, write):
    assert write(cast.mara, text="Once.") == write(cast.mara, text=" Once. ")
    write(cast.lea, text="Once.")
    assert Argument.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"text": "   "}, "text", "no words yet"),
        ({"text": "w" * 4001}, "text", "too long"),
        ({"sources": "w" * 2001}, "sources", "too long"),
        ({"kind": "answer"}, "kind", "needs a contribution"),
        ({"kind": "applause"}, "kind", "Choose what it is"),
        ({"language": "xx"}, "language", "language you wrote in"),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field(cast, write, fields, field, sentence):
    with pytest.raises(Invalid, match=sentence) as refused:
        write(cast.mara, **fields)
    assert refused.value.field == field


def test_whoever_does_not_belong_reads_along(cast, write):
    with pytest.raises(NotAllowed, match="once you belong"):
        write(cast.nora)


def test_a_closed_topic_takes_no_words(cast, topic, write):
    first = write(cast.mara)
    close_topic(member=cast.lea, topic=topic)
    with pytest.raises(TopicClosed):
        write(cast.lea)
    with pytest.raises(TopicClosed):
        edit_argument(member=cast.mara, argument=first, text="New.", sources="", language="en")


def test_it_needs_the_consent_and_follows_it(cast, position, write):
    Consent.objects.filter(member=cast.mara).delete()
    with pytest.raises(Invalid) as refused:
        write(cast.mara)
    assert refused.value.field == "publish"
    first = write(cast.mara, publish=True)
    assert consents_to(cast.mara, Purpose.PUBLISH_POSITIONS)
    withdraw_consent(member=cast.mara, purpose=Purpose.PUBLISH_POSITIONS)
    assert not Argument.objects.visible_to(cast.lea).exists()
    assert Argument.objects.visible_to(cast.mara).get() == first


def test_nobody_answers_what_they_cannot_read(cast, write):
    first = write(cast.mara)
    Block.objects.create(blocker=cast.mara, blocked=cast.lea)
    with pytest.raises(Invalid, match="no longer there"):
        write(cast.lea, first)


def test_an_answer_stays_in_its_thread(cast, topic, stand, write):
    elsewhere = argue(
        member=cast.lea, position=stand(cast.odo, topic, 2), kind="support", text="There."
    )
    with pytest.raises(Invalid, match="no longer there"):
        write(cast.mara, elsewhere)


@pytest.mark.clock
def test_an_invisible_position_takes_no_words(cast, position, write):
    Position.objects.update(withdrawn_at=timezone.now())
    with pytest.raises(NotAllowed):
        write(cast.mara)


def test_rewording_keeps_what_stood_before(cast, write):
    first = write(cast.mara, text="First.")
    edit_argument(member=cast.mara, argument=first, text="Then.", sources="", language="en")
    first.refresh_from_db()
    assert first.text == "Then."
    assert revisions_of(first).get().fields["text"] == "First."


@pytest.mark.parametrize("who", ["lea", "ben", "odo", "sam"])
def test_only_the_author_rewords_and_withdraws(cast, write, who):
    first = write(cast.mara)
    with pytest.raises(NotAllowed, match="change its words"):
        edit_argument(member=cast[who], argument=first, text="No.", sources="", language="en")
    for act in (withdraw_argument, restore_argument):
        with pytest.raises(NotAllowed, match="withdraw it or bring it back"):
            act(member=cast[who], argument=first)


def test_withdrawing_can_be_undone(cast, write):
    first = write(cast.mara)
    withdraw_argument(member=cast.mara, argument=first)
    withdraw_argument(member=cast.mara, argument=first)
    assert not Argument.objects.visible_to(cast.mara).exists()
    restore_argument(member=cast.mara, argument=first)
    assert Argument.objects.visible_to(None).get() == first


def test_a_decision_is_not_written_over(cast, write):
    first = write(cast.mara)
    hide_argument(first)
    for act in (
        lambda: edit_argument(
            member=cast.mara, argument=first, text="New.", sources="", language="en"
        ),
        lambda: restore_argument(member=cast.mara, argument=first),
    ):
        with pytest.raises(ArgumentHidden):
            act()
    show_argument(first)
    assert Argument.objects.visible_to(None).exists()


def test_one_asks_about_a_contribution(cast, write):
    first = write(cast.mara)
    ask_question(member=cast.nora, target=first, text="What happened then, exactly?", language="en")
    assert Question.objects.get().addressee == cast.mara


def test_a_member_takes_their_words_along(cast, write):
    first = write(cast.mara, text="First.")
    withdraw_argument(member=cast.mara, argument=first)
    rows = export_of(cast.mara)["kinds"]["debates.arguments"]["rows"]
    assert [row["text"] for row in rows] == ["First."]


def test_answers_survive_whoever_they_answered(cast, write):
    first = write(cast.mara, text="Soon gone.")
    edit_argument(member=cast.mara, argument=first, text="Gone.", sources="x", language="en")
    answer = write(cast.lea, first)
    below = write(cast.mara, answer)
    write(cast.mara, below)
    deeper = write(cast.odo, write(cast.mara, answer))
    erase_account(member=cast.mara)
    left = list(Argument.objects.in_reading_order())
    assert [row.author for row in left] == [None, cast.lea, None, cast.odo]
    assert left[1] == answer and left[3] == deeper
    assert {row.text + row.sources for row in left if row.author is None} == {""}
    assert not Revision.objects.filter(target_id=first.pk).exists()
    assert set(Argument.objects.visible_to(cast.ben)) == {answer, deeper}
