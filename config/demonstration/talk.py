"""People ask, answer and write to each other, and somebody reports something."""

from collections.abc import Iterator
from functools import partial

from django.db.models import Q

from communities.models import Case
from communities.services import moderation
from config.demonstration.stage import Act, Rank, Stage
from config.demonstration.world import Asked, Judgement, Line, Told, World
from members.models import Conversation
from members.services import conversations, questions


def talk_acts(world: World, stage: Stage) -> Iterator[Act]:
    for asked in world.questions:
        yield Act(asked.asked, Rank.ASK, partial(_ask, stage, asked))
        if asked.answered is not None:
            yield Act(asked.answered, Rank.ANSWER, partial(_answer, stage, asked))
        if asked.rests is not None:
            yield Act(asked.rests, Rank.ANSWER, partial(_let_rest, stage, asked))
        for line in asked.messages:
            yield Act(line.sent, Rank.WRITE, partial(_write, stage, asked, line))


def report_acts(world: World, stage: Stage) -> Iterator[Act]:
    for told in world.reports:
        yield Act(told.reported, Rank.REPORT, partial(_report, stage, told))
        if verdict := told.decision:
            yield Act(verdict.decided, Rank.DECIDE, partial(_decide, stage, told, verdict))


def _ask(stage: Stage, asked: Asked) -> None:
    stage.questions[asked.asker, asked.about] = questions.ask(
        member=stage.members[asked.asker],
        target=stage.thing(asked.about),
        text=asked.text,
        language=asked.language,
        kind=asked.kind,
        shows=asked.shows,
    )


def _answer(stage: Stage, asked: Asked) -> None:
    question = stage.questions[asked.asker, asked.about]
    questions.answer(
        member=question.addressee,
        question=question,
        text=asked.answer,
        language=asked.answer_language or asked.language,
        shows=asked.answer_shows,
    )


def _let_rest(stage: Stage, asked: Asked) -> None:
    question = stage.questions[asked.asker, asked.about]
    questions.rest(member=question.addressee, question=question)


def _write(stage: Stage, asked: Asked, line: Line) -> None:
    """A message, read by the other on the same day."""
    question = stage.questions[asked.asker, asked.about]
    two = [question.asker, question.addressee]
    conversation = Conversation.objects.get(Q(one__in=two, other__in=two))
    sender = stage.members[line.sender]
    conversations.send_message(member=sender, conversation=conversation, text=line.text)
    reader = next(member for member in two if member != sender)
    conversations.mark_read(member=reader, conversation=conversation)


def _report(stage: Stage, told: Told) -> None:
    moderation.report(
        reporter=stage.members[told.reporter],
        thing=stage.thing(told.about),
        words=moderation.Words(reason=told.reason, explanation=told.text),
    )


def _decide(stage: Stage, told: Told, verdict: Judgement) -> None:
    moderation.decide(
        moderator=stage.members[verdict.moderator],
        case=Case.objects.open().about(stage.thing(told.about)).get(),
        verdict=moderation.Verdict(measure=verdict.measure, reason=verdict.reason),
    )
