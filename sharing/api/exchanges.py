"""Exchanges over HTTP: my own, and every step of them through the one table."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request as HttpRequest
from rest_framework.response import Response

from communities.models import Community
from members.api.fields import AddressField, CodeField, LineField, TextField, ThingField
from members.api.people import MemberRefSerializer
from members.api.rooms import MembersRoom, Readable
from members.models import Language, Member
from members.refusals import Invalid
from sharing.models import (
    Currency,
    Exchange,
    ExchangeEvent,
    NotEntered,
    Offer,
    Outcome,
    Proposal,
    Request,
    TellingKind,
    Way,
)
from sharing.reading.exchange_page import told_exchanges
from sharing.services import exchanges as services
from sharing.services.exchanges.effects import DECLINE_KINDS, LONGEST_REFLECTION
from sharing.services.exchanges.terms import (
    LEAST_MINUTES,
    LONGEST_NOTE,
    LONGEST_WHAT,
    LONGEST_WORDS,
    MOST_MINUTES,
)


def decline_kinds() -> list[tuple[str, Any]]:
    """Why somebody would rather not, if they like to say."""
    return list(DECLINE_KINDS.items())


MINUTES = {"min_value": LEAST_MINUTES, "max_value": MOST_MINUTES}


class ProposalSerializer(serializers.ModelSerializer[Proposal]):
    """One version of the terms."""

    author = MemberRefSerializer(read_only=True, allow_null=True)
    giver = MemberRefSerializer(read_only=True, allow_null=True)
    community = serializers.SerializerMethodField()
    way = serializers.ChoiceField(choices=Way.choices, read_only=True)
    currency = serializers.ChoiceField(choices=Currency.choices, allow_blank=True, read_only=True)

    class Meta:
        model = Proposal
        fields = (
            "number",
            "author",
            "giver",
            "what",
            "way",
            "starts_at",
            "minutes",
            "amount",
            "currency",
            "community",
            "is_online",
            "place",
            "note",
        )
        read_only_fields = fields

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_community(self, proposal: Proposal) -> str | None:
        return proposal.community.slug if proposal.community else None


class HistoryLineSerializer(serializers.ModelSerializer[ExchangeEvent]):
    """One line of the history, which is only ever added to."""

    actor = MemberRefSerializer(read_only=True, allow_null=True)

    class Meta:
        model = ExchangeEvent
        fields = ("event", "actor", "state_after", "at")
        read_only_fields = fields


class ExchangeSerializer(serializers.ModelSerializer[Exchange]):
    """What two members do together; nobody else reads it, but for those asked to mediate."""

    id = CodeField(source="pk", read_only=True)
    asker = MemberRefSerializer(read_only=True, allow_null=True)
    other = MemberRefSerializer(read_only=True, allow_null=True)
    outcome = serializers.ChoiceField(choices=Outcome.choices, allow_blank=True, read_only=True)
    not_entered = serializers.ChoiceField(
        choices=NotEntered.choices,
        allow_blank=True,
        read_only=True,
        help_text="Why hours that were given stand in no account; empty where none are missing.",
    )
    proposals = serializers.SerializerMethodField(help_text="Every version, the first first.")
    agreed = serializers.SerializerMethodField(help_text="The number of the version that stands.")
    history = HistoryLineSerializer(source="all_events", many=True, read_only=True)
    url = AddressField()

    class Meta:
        model = Exchange
        fields = (
            "id",
            "asker",
            "other",
            "title",
            "state",
            "turn",
            "starts_at",
            "ends_at",
            "new_starts_at",
            "minutes_given",
            "outcome",
            "not_entered",
            "proposals",
            "agreed",
            "history",
            "stirred_at",
            "created_at",
            "url",
        )
        read_only_fields = fields

    @extend_schema_field(ProposalSerializer(many=True))
    def get_proposals(self, exchange: Any) -> Any:
        """What a moderator hid is left out."""
        rows = [] if exchange.hidden_at else exchange.all_proposals
        return ProposalSerializer(rows, many=True, context=self.context).data

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_agreed(self, exchange: Exchange) -> int | None:
        return exchange.agreed.number if exchange.agreed else None


class BeginningSerializer(serializers.Serializer[Any]):
    offer = ThingField(Offer.objects.visible_to, required=False, allow_null=True)
    request = ThingField(Request.objects.visible_to, required=False, allow_null=True)
    text = TextField(min_length=10, max_length=400, help_text="The question.")
    language = serializers.ChoiceField(choices=Language.choices)


class TurnSerializer(serializers.Serializer[Any]):
    turn = serializers.IntegerField(
        required=False,
        min_value=0,
        help_text="The turn I last read; a step on an older one is refused, a repeated one is not.",
    )


class TermsSerializer(TurnSerializer):
    what = TextField(max_length=LONGEST_WHAT)
    giver = ThingField(Member.objects.visible_to, help_text="Which of the two gives.")
    way = serializers.ChoiceField(choices=Way.choices)
    starts_at = serializers.DateTimeField()
    minutes = serializers.IntegerField(**MINUTES)
    amount = serializers.DecimalField(
        max_digits=8, decimal_places=2, required=False, allow_null=True
    )
    currency = serializers.ChoiceField(choices=Currency.choices, required=False, allow_blank=True)
    community = ThingField(
        Community.objects.visible_to,
        required=False,
        allow_null=True,
        help_text="Whose time accounts; it keeps some, and both belong to it.",
    )
    is_online = serializers.BooleanField(default=False)
    place = LineField(required=False, allow_blank=True, max_length=120)
    note = LineField(required=False, allow_blank=True, max_length=LONGEST_NOTE)


class DecliningSerializer(TurnSerializer):
    kind = serializers.ChoiceField(choices=decline_kinds(), required=False)


class DateSerializer(TurnSerializer):
    starts_at = serializers.DateTimeField()


class AgainSerializer(serializers.Serializer[Any]):
    starts_at = serializers.DateTimeField()
    as_gift = serializers.BooleanField(
        default=False, help_text="As a gift this time, whatever was agreed before."
    )


class ConfirmingSerializer(TurnSerializer):
    without_hours = serializers.BooleanField(
        default=False, help_text="Confirm it also where the hours cannot be entered."
    )


class WordsSerializer(TurnSerializer):
    words = TextField(required=False, allow_blank=True, max_length=LONGEST_WORDS)


class NeededWordsSerializer(TurnSerializer):
    words = TextField(max_length=LONGEST_WORDS)


class DoneSerializer(WordsSerializer):
    minutes = serializers.IntegerField(
        required=False, **MINUTES, help_text="How long it took; as agreed unless said."
    )


class TellingSerializer(WordsSerializer):
    kind = serializers.ChoiceField(choices=TellingKind.choices)


class OutcomeSerializer(WordsSerializer):
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    minutes = serializers.IntegerField(required=False, **MINUTES)


class ReflectingSerializer(TurnSerializer):
    learnt = TextField(max_length=LONGEST_REFLECTION)
    otherwise = TextField(required=False, allow_blank=True, max_length=LONGEST_REFLECTION)
    language = serializers.ChoiceField(choices=Language.choices)
    may_be_public = serializers.BooleanField(default=False)
    private_word = TextField(
        required=False,
        allow_blank=True,
        max_length=LONGEST_REFLECTION,
        help_text="For the moderators; the other never learns of it.",
    )


PROPOSING = OpenApiExample(
    "As a gift",
    value={
        "what": "An evening with your accounts.",
        "giver": "4h7kq2mzx9",
        "way": "gift",
        "starts_at": "2027-01-31T18:00:00Z",
        "minutes": 120,
        "is_online": True,
    },
    request_only=True,
)


def step(
    name: str, service: Callable[..., Exchange], given: Any, says: str, **more: Any
) -> Callable[..., Response]:
    """One step of the table as an act of the API."""

    def act(self: Any, request: HttpRequest, id: int) -> Response:
        exchange = self.get_object()
        return self.stands(service(member=self.actor, exchange=exchange, **self.given(given)))

    act.__name__, act.__doc__ = name.replace("-", "_"), says
    described = extend_schema(request=given, **more)(act)
    routed: Callable[..., Response] = action(detail=True, methods=["post"], url_path=name)(
        described
    )
    return routed


@extend_schema(tags=["Exchanges"])
class ExchangesViewSet(Readable, MembersRoom):
    """What I do together with others."""

    serializer_class = ExchangeSerializer
    queryset = Exchange.objects.none()
    filter_backends = ()
    newest_by = "-stirred_at"
    says = {"list": "My exchanges, the one that moved last first.", "retrieve": "One exchange."}

    def get_queryset(self) -> "QuerySet[Exchange]":
        rows: QuerySet[Exchange] = told_exchanges(self.member)
        return rows

    @extend_schema(request=BeginningSerializer, responses={201: ExchangeSerializer})
    def create(self, request: HttpRequest) -> Response:
        """Begin with a question about somebody's offer or request."""
        given = self.given(BeginningSerializer)
        listing = given.pop("offer", None) or given.pop("request", None)
        given.pop("request", None)
        if listing is None:
            raise Invalid(_("Name an offer or a request."), field="offer")
        return self.made(services.open_exchange(member=self.actor, listing=listing, **given))

    @extend_schema(request=TermsSerializer, examples=[PROPOSING])
    @action(detail=True, methods=["post"])
    def propose(self, request: HttpRequest, id: int) -> Response:
        """Propose terms, or answer a proposal with another one; six at most."""
        exchange, given = self.get_object(), self.given(TermsSerializer)
        turn = given.pop("turn", None)
        return self.stands(
            services.propose(member=self.actor, exchange=exchange, terms=given, turn=turn)
        )

    agree = step("agree", services.agree, TurnSerializer, "Say yes; the terms stand from now on.")
    decline = step("decline", services.decline, DecliningSerializer, "Rather not.")
    withdraw = step(
        "withdraw", services.withdraw, TurnSerializer, "Take back my question or my proposal."
    )
    rest = step("rest", services.rest, TurnSerializer, "Let the talk rest.")
    take_up = step("take-up", services.take_up, TurnSerializer, "Take up again what rested.")
    date = step("date", services.propose_date, DateSerializer, "Ask for another date.")
    accept_date = step(
        "accept-date", services.accept_date, TurnSerializer, "Say yes to the new date."
    )
    keep_date = step(
        "keep-date", services.decline_date, TurnSerializer, "Keep to the date that was agreed."
    )
    cancel = step("cancel", services.cancel, WordsSerializer, "Call it off before it begins.")
    done = step("done", services.say_done, DoneSerializer, "Say that it is done, and how long.")
    confirm = step(
        "confirm", services.confirm, ConfirmingSerializer, "Confirm what the other said."
    )
    enter_hours = step(
        "enter-hours",
        services.enter_hours,
        TurnSerializer,
        "Enter hours that could not be entered when it was done.",
    )
    changes = step("changes", services.ask_changes, NeededWordsSerializer, "Say what is missing.")
    did_not_happen = step(
        "did-not-happen",
        services.tell_it_did_not_happen,
        TellingSerializer,
        "Tell how it came that it did not happen.",
    )
    dispute = step(
        "dispute", services.dispute, NeededWordsSerializer, "See it differently, and ask for help."
    )
    settle = step(
        "settle", services.settle, OutcomeSerializer, "Say what holds; the same by both settles it."
    )
    reflect = step("reflect", services.reflect, ReflectingSerializer, "Write what I take along.")

    @extend_schema(request=AgainSerializer, responses={201: ExchangeSerializer})
    @action(detail=True, methods=["post"])
    def again(self, request: HttpRequest, id: int) -> Response:
        """Propose the same once more, for another day; a new exchange begins."""
        exchange, given = self.get_object(), self.given(AgainSerializer)
        return self.made(services.repeat(member=self.actor, exchange=exchange, **given))
