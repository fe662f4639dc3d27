"""People listen to each other, argue, vote, find common ground and take up a deed."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from config.demonstration.held import CHOICES, Claim, Deed, Held, Promise, Reply, Retold, Thanked
from config.demonstration.stage import Act, Rank, Stage
from debates.services import arguments, credits, joint, missions, restatements, statements


def held_acts(debates: tuple[Held, ...], stage: Stage) -> Iterator[Act]:
    """Everything that followed on the positions, topic by topic."""
    for held in debates:
        yield from _claims(held, stage)
        yield from _listening(held, stage)
        yield from _arguing(held, stage)
        if held.joint is not None:
            yield from _joining(held, stage)
        if held.mission is not None:
            yield from _doing(held, held.mission, stage)


def _language(stage: Stage, held: Held) -> str:
    return stage.topics[held.topic].language


def _claims(held: Held, stage: Stage) -> Iterator[Act]:
    for place, claim in enumerate(held.statements):
        yield Act(claim.written, Rank.CLAIM, partial(_claim, stage, held, place, claim))
    latest = min((claim.written for claim in held.statements), default=0)
    for voter, signs in held.votes.items():
        yield Act(max(latest - 1, 0), Rank.VOTE, partial(_vote, stage, held, voter, signs))


def _claim(stage: Stage, held: Held, place: int, claim: Claim) -> None:
    stage.statements[held.topic, place] = statements.write_statement(
        member=stage.members[claim.author],
        topic=stage.topics[held.topic],
        text=claim.text,
        language=_language(stage, held),
    )


def _vote(stage: Stage, held: Held, voter: str, signs: str) -> None:
    for place, sign in enumerate(signs):
        if sign in CHOICES:
            statements.cast_vote(
                member=stage.members[voter],
                statement=stage.statements[held.topic, place],
                choice=CHOICES[sign],
            )


def _listening(held: Held, stage: Stage) -> Iterator[Act]:
    for retold in held.restatements:
        yield Act(retold.sent, Rank.RESTATE, partial(_restate, stage, held, retold))
        if retold.answered is not None:
            yield Act(retold.answered, Rank.HEAR, partial(_answer, stage, held, retold))


def _restate(stage: Stage, held: Held, retold: Retold) -> None:
    stage.restatements[held.topic, retold.listener, retold.of] = restatements.restate(
        member=stage.members[retold.listener],
        target=stage.positions[held.topic, retold.of],
        text=retold.text,
        also_agree=retold.also_agree,
        learned=retold.learned,
        language=_language(stage, held),
    )


def _answer(stage: Stage, held: Held, retold: Retold) -> None:
    member = stage.members[retold.of]
    restatement = stage.restatements[held.topic, retold.listener, retold.of]
    if retold.heard:
        restatements.confirm_heard(member=member, restatement=restatement)
    else:
        restatements.answer_not_quite(
            member=member, restatement=restatement, correction=retold.correction
        )


def _arguing(held: Held, stage: Stage) -> Iterator[Act]:
    for reply in held.arguments:
        yield Act(reply.written, Rank.ARGUE, partial(_argue, stage, held, reply))
    for thanked in held.credits:
        yield Act(thanked.given, Rank.THANK, partial(_thank, stage, held, thanked))


def _argue(stage: Stage, held: Held, reply: Reply) -> None:
    stage.arguments[held.topic, reply.key] = arguments.argue(
        member=stage.members[reply.author],
        position=stage.positions[held.topic, reply.position],
        parent=stage.arguments[held.topic, reply.parent] if reply.parent else None,
        kind=reply.kind,
        text=reply.text,
        sources=reply.sources,
        language=_language(stage, held),
    )


def _thank(stage: Stage, held: Held, thanked: Thanked) -> None:
    position = stage.positions[held.topic, thanked.giver]
    position.refresh_from_db()
    assert position.current is not None
    credits.give_credit(
        member=stage.members[thanked.giver],
        version=position.current,
        thanks=_thanks(stage, held, thanked),
    )


def _thanks(stage: Stage, held: Held, thanked: Thanked) -> credits.Thanks:
    if thanked.restatement:
        listener, _slash, author = thanked.restatement.partition("/")
        restatement = stage.restatements[held.topic, listener, author]
        return credits.Thanks("restatement", restatement.pk, thanked.words)
    if thanked.argument:
        argument = stage.arguments[held.topic, thanked.argument]
        return credits.Thanks("argument", argument.pk, thanked.words)
    return credits.Thanks("member", stage.members[thanked.member].pk, thanked.words)


def _joining(held: Held, stage: Stage) -> Iterator[Act]:
    found = held.joint
    assert found is not None
    yield Act(found.drafted, Rank.JOIN, partial(_draft, stage, held))
    yield Act(found.cosigned, Rank.JOIN, partial(_cosign, stage, held))
    for answer in found.answers:
        yield Act(answer.answered, Rank.JOIN, partial(_ratify, stage, held, answer.member))


def _draft(stage: Stage, held: Held) -> None:
    assert held.joint is not None
    stage.joint[held.topic] = joint.draft_joint(
        member=stage.members[held.joint.author],
        topic=stage.topics[held.topic],
        text=held.joint.text,
        stands_on=[stage.statements[held.topic, place].pk for place in held.joint.statements],
        language=_language(stage, held),
    )


def _cosign(stage: Stage, held: Held) -> None:
    assert held.joint is not None
    joint.cosign(member=stage.members[held.joint.coauthor], joint=stage.joint[held.topic])


def _ratify(stage: Stage, held: Held, handle: str) -> None:
    assert held.joint is not None
    answer = next(one for one in held.joint.answers if one.member == handle)
    joint.ratify(
        member=stage.members[handle],
        joint=stage.joint[held.topic],
        agrees=answer.agrees,
        dissent=answer.dissent,
        language=_language(stage, held),
    )


def _doing(held: Held, deed: Deed, stage: Stage) -> Iterator[Act]:
    yield Act(deed.started, Rank.JOIN, partial(_start, stage, held, deed))
    yield Act(deed.set_out, Rank.JOIN, partial(_set_out, stage, held, deed))
    for promise in deed.promises:
        yield Act(promise.promised, Rank.PROMISE, partial(_promise, stage, held, promise))
        if promise.settled is not None:
            yield Act(promise.settled, Rank.PROMISE, partial(_settle, stage, held, promise))
    for told in deed.progress:
        tell = partial(_tell, stage, held, stage_member=told.member, text=told.text)
        yield Act(told.told, Rank.PROMISE, tell)


def _start(stage: Stage, held: Held, deed: Deed) -> None:
    joint_statement = stage.joint.get(held.topic)
    if joint_statement is not None:
        joint_statement.refresh_from_db()
    mission = missions.start_mission(
        member=stage.members[deed.starter],
        topic=stage.topics[held.topic],
        aim=deed.aim,
        ground=deed.ground,
        joint=joint_statement,
        review_on=stage.today + timedelta(days=deed.review_in),
        skills=deed.skills,
        language=_language(stage, held),
    )
    stage.missions[held.topic] = mission
    for handle in deed.carriers:
        missions.carry(member=stage.members[handle], mission=mission)


def _set_out(stage: Stage, held: Held, deed: Deed) -> None:
    member = stage.members[deed.starter]
    missions.set_out(member=member, mission=stage.missions[held.topic])


def _promise(stage: Stage, held: Held, promise: Promise) -> None:
    stage.commitments[held.topic, promise.member] = missions.promise(
        member=stage.members[promise.member],
        mission=stage.missions[held.topic],
        deed=promise.deed,
        due=stage.today + timedelta(days=promise.due_in),
        obstacle=promise.obstacle,
        then=promise.then,
        witness=stage.members[promise.witness] if promise.witness else None,
        language=_language(stage, held),
    )


def _settle(stage: Stage, held: Held, promise: Promise) -> None:
    missions.settle(
        member=stage.members[promise.member],
        commitment=stage.commitments[held.topic, promise.member],
        state=promise.state,
        words=promise.words,
    )


def _tell(stage: Stage, held: Held, stage_member: str, text: str) -> None:
    missions.tell_progress(
        member=stage.members[stage_member],
        mission=stage.missions[held.topic],
        text=text,
        language=_language(stage, held),
    )
