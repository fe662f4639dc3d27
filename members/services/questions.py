"""How contact starts: one question about one thing somebody wrote."""

import re
from collections.abc import Sequence

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members import access
from members.models import (
    EncounterKind,
    Member,
    Opening,
    Question,
    QuestionKind,
    QuestionState,
)
from members.refusals import Invalid, NotAllowed, Refusal
from members.services import limits
from members.services.conversations import open_conversation, stir
from members.services.outbox import notify
from members.services.relationships import record_encounter
from members.services.revisions import rewrite
from members.shelves import Askable, askable_for, askables, question_followers
from members.text import clean_text

SHORTEST, LONGEST = 10, 400
MOST_WAITING = 5
MOST_PEOPLE_WITH_ONE_TEXT = 2
LINK = re.compile(r"https?:|www\.|\b[a-z0-9-]+\.(?:ch|com|de|eu|info|io|net|org)\b", re.I)
ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
# Nine digits and more, as telephone numbers have; years and amounts are shorter.
NUMBER = re.compile(r"(?:\d[\s./()-]{0,2}){9,}")


class TooManyWaiting(Refusal):
    sentence = _(
        "Five of your questions are waiting for an answer. "
        "Withdraw one of them, or ask again when one has been answered. Your text is kept."
    )


class AskedAlready(Refusal):
    sentence = _(
        "Your question about this is still waiting for an answer. One at a time keeps it a talk."
    )


class AskedOthersTheSame(Refusal):
    sentence = _(
        "You have asked two other people the same. Ask this person what you would ask nobody else."
    )


@transaction.atomic
def ask(
    *,
    member: Member,
    target: Model,
    text: str,
    language: str,
    shows: bool = False,
    kind: str = "",
) -> Question:
    """Ask somebody about one thing they wrote; at most five of one's questions wait at a time.

    In a debate `kind` says what the question is after.
    """
    entry = _entry(target, member)
    author = entry.author_of(target)
    access.require(access.can_ask, member, author)
    text = _checked(text)
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    _refuse_haste(member, author, target, text)
    kind = _kind(entry, kind)
    with limits.one_more(limits.QUESTIONS, member):
        question = Question.objects.create(
            asker=member,
            addressee=author,
            target_type=ContentType.objects.get_for_model(target),
            target_id=target.pk,
            text=text,
            language=language,
            kind=kind,
            asker_shows=shows and entry.can_be_shown,
        )
        notify("members.question_asked", actor=member, target=question)
        for follower in question_followers:
            follower.asked(question)
    return question


@transaction.atomic
def answer(
    *, member: Member, question: Question, text: str, language: str, shows: bool = False
) -> Question:
    """Answer a question put to oneself; a conversation opens between the two."""
    question = _locked(question)
    access.require(access.can_answer, member, question)
    if not text.strip():
        raise Invalid(_("There is no answer yet. One sentence is enough."), field="text")
    question.state = QuestionState.ANSWERED
    question.answer, question.answer_language = clean_text(text), language
    question.answered_at = timezone.now()
    question.addressee_shows = shows and _can_be_shown(question)
    question.save()
    conversation = open_conversation(
        one=member, other=question.asker, opening=Opening.ANSWER, question=question
    )
    stir(member=member, conversation=conversation)
    record_encounter(
        kind=EncounterKind.ANSWERED, actor=member, other=question.asker, target=question
    )
    notify("members.question_answered", actor=member, target=question)
    for follower in question_followers:
        follower.answered(question)
    return question


@transaction.atomic
def reword_answer(*, member: Member, question: Question, text: str, language: str) -> Question:
    """Put one's answer differently; what stood before is kept."""
    question = _locked(question)
    access.require(access.can_reword_answer, member, question)
    if not text.strip():
        raise Invalid(_("There is no answer yet. One sentence is enough."), field="text")
    fields = {"answer": clean_text(text), "answer_language": language}
    rewrite(question, editor=member, fields=fields)
    return question


@transaction.atomic
def rest(*, member: Member, question: Question) -> Question:
    """Let a question rest: nobody is told, nothing is owed, and it may still be answered later.

    To whoever asked it goes on waiting.
    """
    question = _locked(question)
    access.require(access.can_let_rest, member, question)
    question.state = QuestionState.RESTING
    question.save(update_fields=["state"])
    return question


@transaction.atomic
def withdraw(*, member: Member, question: Question) -> Question:
    """Take back one's own question while it waits; the other no longer sees it."""
    question = _locked(question)
    access.require(access.can_withdraw_question, member, question)
    question.state, question.withdrawn_at = QuestionState.RESTING, timezone.now()
    question.save(update_fields=["state", "withdrawn_at"])
    for follower in question_followers:
        follower.withdrawn(question)
    return question


def choose_to_show(*, member: Member, question: Question, shows: bool) -> None:
    """Release question and answer beside what was asked about; both must wish it."""
    if member.pk not in {question.asker_id, question.addressee_id}:
        raise NotAllowed
    side = "asker_shows" if question.asker_id == member.pk else "addressee_shows"
    setattr(question, side, shows and _can_be_shown(question))
    question.save(update_fields=[side])


def entry_of(question: Question) -> Askable | None:
    """The shelf's entry for what a question is about."""
    model = ContentType.objects.get_for_id(question.target_type_id).model_class()
    return next((entry for entry in askables if entry.model is model), None)


def asked_back(question: Question, member: Member) -> QuerySet[Question]:
    """What was asked about a question before it was answered; for the two people only."""
    kind = ContentType.objects.get_for_model(Question)
    back = Question.objects.visible_to(member).filter(target_type=kind, target_id=question.pk)
    standing = back.filter(withdrawn_at__isnull=True, hidden_at__isnull=True)
    return standing.order_by("created_at", "id")


def subject_of(question: Question, member: Member) -> tuple[Askable, Model] | None:
    """What a question is about, as this member may see it; None when it is gone for them."""
    entry = entry_of(question)
    thing = entry.visible_to(member).filter(pk=question.target_id).first() if entry else None
    return (entry, thing) if entry and thing else None


def shown_beside(things: Sequence[Model], member: Member | None) -> QuerySet[Question]:
    """Answered questions about these things that both people released, the latest first."""
    people = Member.objects.active().not_blocked_for(member)
    return (
        Question.objects.public()
        .filter(_about(things), hidden_at__isnull=True, asker__in=people, addressee__in=people)
        .select_related("asker", "addressee")
        .order_by("-answered_at", "-id")
    )


def open_to_more(*things: Model, refused: Invalid) -> None:
    """An author lets more people read things: not while a question stands beside one of them, since
    whoever asked released it for those who could read it then. A release of the asker alone ends.
    """
    asked = Question.objects.filter(_about(things))
    if asked.public().exists():
        raise refused
    asked.filter(asker_shows=True).update(asker_shows=False)


def goes_on_at(question: Question, member: Member) -> str:
    """Where a question leads on: to what has come of it on an upper floor, else to its page."""
    addresses = (follower.address(question, member) for follower in question_followers)
    return next(filter(None, addresses), question.get_absolute_url())


def _about(things: Sequence[Model]) -> Q:
    """Questions about one of these; whoever is signed in is one behind a lazy object, too."""
    kinds = ContentType.objects.get_for_models(*{thing.__class__ for thing in things})
    about = Q(pk__in=[])
    for thing in things:
        about |= Q(target_type=kinds[thing.__class__], target_id=thing.pk)
    return about


def _entry(target: Model, member: Member) -> Askable:
    entry = askable_for(target)
    if entry is None or not entry.visible_to(member).filter(pk=target.pk).exists():
        raise NotAllowed(_("You cannot ask about this."))
    return entry


def _kind(entry: Askable, kind: str) -> str:
    """What a question is after, where it is asked in a debate; nothing elsewhere."""
    if not entry.asks_for_kind:
        return ""
    if kind not in QuestionKind.values:
        raise Invalid(_("Say what your question is after."), field="kind")
    return kind


def _can_be_shown(question: Question) -> bool:
    entry = entry_of(question)
    return entry is not None and entry.can_be_shown


def _checked(text: str) -> str:
    """The text of a question, or a refusal that says what does not belong into a first one."""
    text = clean_text(text)
    if len(text) < SHORTEST:
        raise Invalid(_("A question needs at least ten characters."), field="text")
    if len(text) > LONGEST:
        raise Invalid(_("Please keep the question under 400 characters."), field="text")
    if LINK.search(text) or ADDRESS.search(text) or NUMBER.search(text):
        raise Invalid(
            _(
                "A first question carries no links, e-mail addresses or telephone numbers. "
                "You can share them in the conversation that opens with the answer."
            ),
            field="text",
        )
    return text


def _refuse_haste(member: Member, author: Member, target: Model, text: str) -> None:
    mine = Question.objects.filter(asker=member)
    waiting = Question.objects.asked_in_vain(member)
    kind = ContentType.objects.get_for_model(target)
    if waiting.filter(target_type=kind, target_id=target.pk).exists():
        raise AskedAlready
    if waiting.count() >= MOST_WAITING:
        raise TooManyWaiting
    others = mine.filter(text__iexact=text).exclude(addressee=author)
    if others.values("addressee").distinct().count() >= MOST_PEOPLE_WITH_ONE_TEXT:
        raise AskedOthersTheSame


def _locked(question: Question) -> Question:
    return (
        Question.objects.select_for_update(of=("self",))
        .select_related("asker", "addressee")
        .get(pk=question.pk)
    )
