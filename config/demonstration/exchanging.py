"""Members do something together, write down what they learnt, and bring others together."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import partial

from django.utils import timezone

from config.demonstration.exchanged import (
    Exchanged,
    Introduced,
    Kept,
    Noted,
    OnCall,
    Reflected,
    Suggested,
    Together,
    Tried,
)
from config.demonstration.stage import Act, Rank, Stage
from members.services import questions
from sharing.models import Exchange, Proposal
from sharing.services import exchanges, experiences, introductions
from sharing.services.accounts import set_rules
from sharing.services.rings import find_rings
from sharing.services.rota import join_rota

SOON = timedelta(days=30)


def exchange_acts(together: Together, stage: Stage) -> Iterator[Act]:
    """Every step of every exchange, and what came of it."""
    for kept in together.hours:
        yield Act(kept.since, Rank.ENTER, partial(_keep_hours, stage, kept))
    for exchanged in together.exchanges:
        yield from _talking(exchanged, stage)
        yield from _doing(exchanged, stage)
    for noted in together.experiences:
        yield from _noting(noted, stage)
    for introduced in together.introductions:
        yield Act(introduced.made, Rank.WRITE, partial(_introduce, stage, introduced))
        if introduced.accepted is not None:
            yield Act(introduced.accepted, Rank.HEAR, partial(_accept, stage, introduced))
    for on_call in together.rotas:
        yield Act(10, Rank.WRITE, partial(_sit, stage, on_call))
    for kept in together.hours:
        yield Act(2, Rank.PROMISE, partial(_look_for_rings, stage, kept.community))


def _talking(exchanged: Exchanged, stage: Stage) -> Iterator[Act]:
    yield Act(exchanged.asked, Rank.ASK, partial(_ask, stage, exchanged))
    if exchanged.answered is not None:
        yield Act(exchanged.answered, Rank.ANSWER, partial(_answer, stage, exchanged))
    for suggested in exchanged.proposals:
        yield Act(suggested.sent, Rank.WRITE, partial(_propose, stage, exchanged, suggested))
    if exchanged.agreed is not None:
        yield Act(exchanged.agreed, Rank.HEAR, partial(_agree, stage, exchanged))


def _doing(exchanged: Exchanged, stage: Stage) -> Iterator[Act]:
    if exchanged.done is not None:
        yield Act(exchanged.done, Rank.THANK, partial(_say_done, stage, exchanged))
    if exchanged.confirmed is not None:
        yield Act(exchanged.confirmed, Rank.JOIN, partial(_confirm, stage, exchanged))
    if exchanged.told is not None:
        yield Act(exchanged.told, Rank.THANK, partial(_tell, stage, exchanged))
    for reflected in exchanged.reflections:
        yield Act(reflected.written, Rank.PROMISE, partial(_reflect, stage, exchanged, reflected))


def _current(stage: Stage, exchanged: Exchanged) -> Exchange:
    return Exchange.objects.get(pk=stage.exchanges[exchanged.key].pk)


def _ask(stage: Stage, exchanged: Exchanged) -> None:
    stage.exchanges[exchanged.key] = exchanges.open_exchange(
        member=stage.members[exchanged.asker],
        listing=stage.notices[exchanged.listing],
        text=exchanged.question,
        language=exchanged.language,
    )


def _answer(stage: Stage, exchanged: Exchanged) -> None:
    exchange = stage.exchanges[exchanged.key]
    assert exchange.question and exchange.other
    questions.answer(
        member=exchange.other,
        question=exchange.question,
        text=exchanged.answer,
        language=exchanged.language,
    )


def _propose(stage: Stage, exchanged: Exchanged, suggested: Suggested) -> None:
    """Proposed for a day to come, and then set to the day of the story."""
    exchanges.propose(
        member=stage.members[suggested.author],
        exchange=_current(stage, exchanged),
        terms={
            "what": suggested.what,
            "giver": stage.members[suggested.giver],
            "way": suggested.way,
            "starts_at": _to_come(stage, suggested),
            "minutes": suggested.minutes,
            "amount": suggested.amount,
            "currency": "CHF" if suggested.amount else "",
            "community": stage.notices[exchanged.listing].communities.first(),
            "is_online": suggested.online,
            "place": suggested.place,
            "note": suggested.note,
        },
    )


def _to_come(stage: Stage, suggested: Suggested) -> datetime:
    """The day of the story, or where that one is over some day that is not."""
    return _begins(stage, suggested) if suggested.starts < 0 else timezone.now() + SOON


def _begins(stage: Stage, suggested: Suggested) -> datetime:
    day = stage.today - timedelta(days=suggested.starts)
    return timezone.make_aware(datetime.combine(day, time(suggested.hour)))


def _agree(stage: Stage, exchanged: Exchanged) -> None:
    exchange = _current(stage, exchanged)
    last = exchanged.proposals[-1]
    other = exchange.other if last.author == exchanged.asker else exchange.asker
    assert other
    exchange = exchanges.agree(member=other, exchange=exchange)
    begins = _begins(stage, last)
    Proposal.objects.filter(pk=exchange.agreed_id).update(starts_at=begins)
    ends = begins + timedelta(minutes=last.minutes)
    Exchange.objects.filter(pk=exchange.pk).update(starts_at=begins, ends_at=ends)


def _say_done(stage: Stage, exchanged: Exchanged) -> None:
    exchanges.say_done(
        member=stage.members[exchanged.proposals[-1].giver],
        exchange=_current(stage, exchanged),
        minutes=exchanged.minutes,
    )


def _confirm(stage: Stage, exchanged: Exchanged) -> None:
    exchange = _current(stage, exchanged)
    giver = stage.members[exchanged.proposals[-1].giver]
    receiver = exchange.asker if exchange.other == giver else exchange.other
    assert receiver
    exchanges.confirm(member=receiver, exchange=exchange)


def _tell(stage: Stage, exchanged: Exchanged) -> None:
    for excused in exchanged.tellings:
        exchanges.tell_it_did_not_happen(
            member=stage.members[excused.member],
            exchange=_current(stage, exchanged),
            kind=excused.kind,
            words=excused.words,
        )


def _reflect(stage: Stage, exchanged: Exchanged, reflected: Reflected) -> None:
    exchanges.reflect(
        member=stage.members[reflected.member],
        exchange=_current(stage, exchanged),
        learnt=reflected.learnt,
        otherwise=reflected.otherwise,
        language=exchanged.language,
        may_be_public=reflected.public,
    )


def _noting(noted: Noted, stage: Stage) -> Iterator[Act]:
    yield Act(noted.written, Rank.RESTATE, partial(_note, stage, noted))
    if noted.agreed is not None:
        yield Act(noted.agreed, Rank.HEAR, partial(_agree_to, stage, noted))
    for tried in noted.trials:
        yield Act(tried.written, Rank.ARGUE, partial(_try, stage, noted, tried))


def _note(stage: Stage, noted: Noted) -> None:
    exchange = stage.exchanges.get(noted.exchange)
    stage.experiences[noted.key] = experiences.write_experience(
        member=stage.members[noted.author],
        community=stage.communities[noted.community],
        exchange=Exchange.objects.get(pk=exchange.pk) if exchange else None,
        skills=[stage.skills[label] for label in noted.skills],
        publish=True,
        title=noted.title,
        situation=noted.situation,
        tried=noted.tried,
        failed=noted.failed,
        again=noted.again,
        language=noted.language,
    )


def _agree_to(stage: Stage, noted: Noted) -> None:
    experience = stage.experiences[noted.key]
    exchange = stage.exchanges[noted.exchange]
    author = stage.members[noted.author]
    other = exchange.asker if exchange.other == author else exchange.other
    assert other
    stage.experiences[noted.key] = experiences.agree_to_experience(
        member=other, experience=experience, version=experience.version
    )


def _try(stage: Stage, noted: Noted, tried: Tried) -> None:
    experiences.tell_trial(
        member=stage.members[tried.member],
        experience=stage.experiences[noted.key],
        text=tried.text,
        language=noted.language,
    )


def _introduce(stage: Stage, introduced: Introduced) -> None:
    stage.introductions[introduced.one, introduced.other] = introductions.introduce(
        member=stage.members[introduced.introducer],
        one=stage.members[introduced.one],
        other=stage.members[introduced.other],
        sentence=introduced.sentence,
        language=introduced.language,
    )


def _accept(stage: Stage, introduced: Introduced) -> None:
    for handle in (introduced.one, introduced.other):
        introductions.answer_introduction(
            member=stage.members[handle],
            introduction=stage.introductions[introduced.one, introduced.other],
            yes=True,
        )


def _sit(stage: Stage, on_call: OnCall) -> None:
    for handle in on_call.members:
        join_rota(member=stage.members[handle], community=stage.communities[on_call.community])


def _look_for_rings(stage: Stage, community: str) -> None:
    find_rings(stage.communities[community].pk)


def _keep_hours(stage: Stage, kept: Kept) -> None:
    set_rules(
        owner=stage.members[kept.owner],
        community=stage.communities[kept.community],
        is_on=True,
        floor=-600,
        lowest_floor=-1500,
        ceiling=2400,
    )
