"""Questions: how contact starts. One about one thing somebody wrote."""

from collections import defaultdict
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from members.api.fields import About, AddressField, CodeField, KindField, TextField
from members.api.people import MemberRefSerializer
from members.api.rooms import MembersRoom, Readable
from members.models import Language, Member, Question, QuestionKind, QuestionState
from members.services import questions
from members.shelves import Askable, askables

WAITING, ASKED, ANSWERED = "waiting", "asked", "answered"


def kinds() -> list[str]:
    """The kinds of things one may ask about."""
    return [entry.name for entry in askables]


class SubjectSerializer(serializers.Serializer[Any]):
    """What a question is about."""

    kind = KindField(askables, read_only=True)
    id = CodeField(read_only=True)
    words = serializers.CharField(read_only=True)
    url = serializers.CharField(read_only=True)


class QuestionSerializer(serializers.ModelSerializer[Question]):
    """A question between two members; nobody else reads it unless both wish so."""

    id = CodeField(source="pk", read_only=True)
    asker = MemberRefSerializer(read_only=True)
    addressee = MemberRefSerializer(read_only=True)
    about = SubjectSerializer(
        read_only=True,
        allow_null=True,
        help_text="Null where the thing is gone, or no longer open to me.",
    )
    kind = serializers.ChoiceField(
        choices=QuestionKind.choices,
        allow_blank=True,
        read_only=True,
        help_text="What it is after; empty where it is not about a position.",
    )
    answer_language = serializers.ChoiceField(
        choices=Language.choices, allow_blank=True, read_only=True
    )
    url = AddressField()

    class Meta:
        model = Question
        fields = (
            "id",
            "asker",
            "addressee",
            "about",
            "text",
            "language",
            "kind",
            "state",
            "answer",
            "answer_language",
            "answered_at",
            "asker_shows",
            "addressee_shows",
            "created_at",
            "url",
        )
        read_only_fields = fields


class AboutAskableSerializer(About):
    shelf = askables


class AskingSerializer(serializers.Serializer[Any]):
    about = AboutAskableSerializer()
    text = TextField(max_length=questions.LONGEST)
    kind = serializers.ChoiceField(
        choices=QuestionKind.choices,
        allow_blank=True,
        default="",
        help_text="What it is after; needed where it is about a position, else ignored.",
    )
    language = serializers.ChoiceField(choices=Language.choices)
    shows = serializers.BooleanField(
        default=False, help_text="Show it beside what it is about, if the other wishes so too."
    )


class AnswerSerializer(serializers.Serializer[Any]):
    text = TextField(max_length=4000)
    language = serializers.ChoiceField(choices=Language.choices)
    shows = serializers.BooleanField(
        default=False, help_text="Show it beside what it is about, if the other wishes so too."
    )


class ShowingSerializer(serializers.Serializer[Any]):
    shows = serializers.BooleanField()


class QuestionFilter(filters.FilterSet):
    show = filters.ChoiceFilter(
        method="shown",
        choices=[(WAITING, WAITING), (ASKED, ASKED), (ANSWERED, ANSWERED)],
        help_text="Waiting for me, asked by me and not answered yet, or answered.",
    )

    def shown(self, rows: QuerySet[Question], name: str, which: str) -> QuerySet[Question]:
        member = self.request.user
        if which == WAITING:
            return rows.filter(pk__in=Question.objects.waiting_for(member).values("pk"))
        if which == ASKED:
            return rows.filter(asker=member).exclude(state=QuestionState.ANSWERED)
        return rows.filter(state=QuestionState.ANSWERED)


ASKING = OpenApiExample(
    "A question about an offer",
    value={
        "about": {"kind": "offer", "id": "4h7kq2mzx9"},
        "text": "What do you wish somebody had told you before your first winter?",
        "language": "en",
        "shows": False,
    },
    request_only=True,
)


@extend_schema(tags=["Questions"])
class QuestionsViewSet(Readable, MembersRoom):
    """Questions between me and somebody else."""

    serializer_class = QuestionSerializer
    filterset_class = QuestionFilter
    says = {
        "list": "Questions put to me and asked by me, the newest first.",
        "retrieve": "One question, if I asked it or it was put to me.",
    }

    def get_queryset(self) -> QuerySet[Question]:
        return Question.objects.readable_by(self.member).select_related("asker", "addressee")

    def complete(self, rows: list[Question]) -> list[Question]:
        """Say what each is about; one query for each kind of thing."""
        subjects = _subjects_of(rows, self.actor)
        for row in rows:
            row.about = subjects.get((row.target_type_id, row.target_id))  # type: ignore[attr-defined]
            row.state = row.state_for(self.actor)
        return rows

    @extend_schema(request=AskingSerializer, responses={201: QuestionSerializer}, examples=[ASKING])
    def create(self, request: Request) -> Response:
        """Ask somebody about one thing they wrote.

        At most five of my questions wait for an answer at a time; a first question carries no
        links, e-mail addresses or telephone numbers. About a position it says with `kind` what it
        is after. To ask back, ask about the question; that one stays open.
        """
        given = self.given(AskingSerializer)
        thing = given.pop("about")
        return self.made(questions.ask(member=self.actor, target=thing, **given))

    @extend_schema(request=AnswerSerializer)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, id: int) -> Response:
        """Answer a question put to me; a conversation opens between the two of us."""
        question, given = self.get_object(), self.given(AnswerSerializer)
        return self.stands(questions.answer(member=self.actor, question=question, **given))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def rest(self, request: Request, id: int) -> Response:
        """Let a question rest; nobody is told, and it may still be answered later."""
        return self.stands(questions.rest(member=self.actor, question=self.get_object()))

    @extend_schema(request=ShowingSerializer)
    @action(detail=True, methods=["put"])
    def showing(self, request: Request, id: int) -> Response:
        """Release question and answer for others to read, or take that back; both must wish it."""
        question = self.get_object()
        given = self.given(ShowingSerializer)
        questions.choose_to_show(member=self.actor, question=question, shows=given["shows"])
        return self.stands(question)

    def destroy(self, request: Request, id: int) -> Response:
        """Withdraw a question of mine while it waits."""
        questions.withdraw(member=self.actor, question=self.get_object())
        return self.done()


def _subjects_of(rows: list[Question], member: Member) -> dict[tuple[int, int], dict[str, Any]]:
    """What questions are about, by type and id, as far as this member may see it."""
    wanted: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        wanted[row.target_type_id].add(row.target_id)
    found: dict[tuple[int, int], dict[str, Any]] = {}
    for type_id, ids in wanted.items():
        entry = _entry_of(type_id)
        if entry is not None:
            things = entry.visible_to(member).filter(pk__in=ids)
            found |= {(type_id, thing.pk): _said(entry, thing) for thing in things}
    return found


def _entry_of(type_id: int) -> Askable | None:
    model = ContentType.objects.get_for_id(type_id).model_class()
    return next((entry for entry in askables if entry.model is model), None)


def _said(entry: Askable, thing: Any) -> dict[str, Any]:
    words, url = entry.words(thing), entry.url(thing)
    return {"kind": entry.name, "id": thing.pk, "words": words, "url": url}
