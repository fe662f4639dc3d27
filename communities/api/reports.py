"""Reports: say that something is not right, and follow what becomes of it."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from communities.models import CaseState, Decision, Ground, Measure, Report
from communities.services import moderation
from communities.shelves import reportables
from members.api.fields import About, AddressField, CodeField, WordsSerializer
from members.api.rooms import MembersRoom, Readable
from members.models import Scope


def kinds() -> list[str]:
    """The kinds of things that can be reported."""
    return [entry.name for entry in reportables]


class ReportDecisionSerializer(serializers.ModelSerializer[Decision]):
    """What was decided, and why."""

    id = CodeField(source="pk", read_only=True)
    measure = serializers.ChoiceField(choices=Measure.choices, read_only=True)
    ground = serializers.ChoiceField(choices=Ground.choices, allow_blank=True, read_only=True)
    url = AddressField()

    class Meta:
        model = Decision
        fields = ("id", "measure", "ground", "rule", "reason", "created_at", "url")
        read_only_fields = fields


class ReportSerializer(serializers.ModelSerializer[Report]):
    """A report of mine and what became of it."""

    id = CodeField(source="pk", read_only=True)
    state = serializers.ChoiceField(choices=CaseState.choices, source="case.state", read_only=True)
    due_at = serializers.DateTimeField(source="case.due_at", read_only=True)
    decision = serializers.SerializerMethodField(help_text="Null until somebody has decided.")
    url = AddressField()

    class Meta:
        model = Report
        fields = (
            "id",
            "reason",
            "explanation",
            "in_good_faith",
            "state",
            "due_at",
            "decision",
            "created_at",
            "url",
        )
        read_only_fields = fields

    @extend_schema_field(ReportDecisionSerializer(allow_null=True))
    def get_decision(self, report: Report) -> dict[str, Any] | None:
        decisions = list(report.case.decisions.all())
        return ReportDecisionSerializer(decisions[-1]).data if decisions else None


class AboutReportableSerializer(About):
    shelf = reportables


class ReportingSerializer(WordsSerializer):
    about = AboutReportableSerializer()

    class Meta:
        model = Report
        fields = ("about", "reason", "explanation", "in_good_faith")
        extra_kwargs = {
            "explanation": {"help_text": "Needed if it is against the law."},
            "in_good_faith": {"help_text": "Needed if it is against the law."},
        }


REPORTING = OpenApiExample(
    "A report",
    value={
        "about": {"kind": "position", "id": "4h7kq2mzx9"},
        "reason": "privacy",
        "explanation": "It names my employer and my salary.",
    },
    request_only=True,
)


@extend_schema(tags=["Reports"])
class ReportsViewSet(Readable, MembersRoom):
    """My own reports."""

    scopes = {"list": Scope.PRIVACY, "retrieve": Scope.PRIVACY}
    serializer_class = ReportSerializer
    filter_backends = ()
    says = {"list": "My reports, the newest first.", "retrieve": "One report of mine."}

    def get_queryset(self) -> QuerySet[Report]:
        own = Report.objects.visible_to(self.member)
        return own.select_related("case").prefetch_related("case__decisions")

    @extend_schema(
        request=ReportingSerializer, responses={201: ReportSerializer}, examples=[REPORTING]
    )
    def create(self, request: Request) -> Response:
        """Report something; a person decides, and tells its author and you why.

        Without an account, use the page at /report/.
        """
        given = self.given(ReportingSerializer)
        thing = given.pop("about")
        words = moderation.Words(**given)
        return self.made(moderation.report(reporter=self.actor, thing=thing, words=words))
