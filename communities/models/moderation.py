"""Report, case, decision, complaint, as in the EU Digital Services Act (arts. 16, 17, 20)."""

from typing import Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.validators import MaxLengthValidator, MinLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from communities.models.community import Community
from members.models import Member, Record
from members.models.fields import LineField, TextField


class AboutSomething(models.Model):
    """What was reported; nothing of ours where somebody described it in words only."""

    target_type = models.ForeignKey(
        ContentType, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    target_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        abstract = True


class Reason(models.TextChoices):
    """Why something is reported."""

    GUIDELINES = "guidelines", _("It breaks the guidelines of the community")
    HARASSMENT = "harassment", _("It attacks or harasses somebody")
    HATE = "hate", _("It incites hatred")
    PRIVACY = "privacy", _("It reveals something private")
    ADVERTISING = "advertising", _("It is advertising or spam")
    ILLEGAL = "illegal", _("It is against the law")
    OTHER = "other", _("Something else")


class CaseState(models.TextChoices):
    OPEN = "open", _("waiting for a decision")
    DECIDED = "decided", _("decided")


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> Self:
        return self.filter(state=CaseState.OPEN)

    def about(self, thing: models.Model) -> Self:
        return self.filter(target_type=ContentType.objects.get_for_model(thing), target_id=thing.pk)

    def visible_to(self, member: Member | None) -> Self:
        """Moderators see those of their communities, staff all; nobody those about what they wrote
        or have a part in, since a case names who reported.
        """
        if member is None:
            return self.none()
        others = self.exclude(author=member).exclude(parties=member)
        if member.is_staff:
            return others
        return others.filter(community__in=Community.objects.moderated_by(member))

    def decided(self) -> Self:
        return self.filter(state=CaseState.DECIDED)

    def told_to_author(self, member: Member) -> Self:
        """About what this member wrote, as far as a decision was told to them; no open ones."""
        told = Decision.objects.told_to_author(member)
        return self.filter(pk__in=told.values("case"))

    def with_complaints(self) -> Self:
        """Decided ones against which somebody complained and nobody answered yet."""
        waiting = Complaint.objects.filter(answered_at__isnull=True)
        return self.filter(pk__in=waiting.values("decision__case"))


class Case(AboutSomething, Record):
    """All reports about one thing, until somebody decides."""

    community = models.ForeignKey(
        Community, null=True, blank=True, on_delete=models.CASCADE, related_name="cases"
    )
    author = models.ForeignKey(
        Member, null=True, on_delete=models.CASCADE, related_name="cases_about"
    )
    # Who has a part in it beside its author: who wrote it too, or to whom it was written.
    parties = models.ManyToManyField(Member, blank=True, related_name="+")
    target = GenericForeignKey("target_type", "target_id")
    # Only two could read it when it was reported: news of it would tell its author who did.
    between_two = models.BooleanField(default=False, editable=False)
    # The words as they stood when the first report came, kept for as long as one may complain.
    snapshot = TextField(blank=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=CaseState, default=CaseState.OPEN)
    due_at = models.DateTimeField(_("due"), editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [
            models.UniqueConstraint(
                fields=["target_type", "target_id"],
                condition=Q(state="open"),
                name="one_open_case_per_thing",
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(decided_at__isnull=False),
                name="a_decided_case_says_when",
            ),
        ]
        indexes = [models.Index(fields=["community", "state", "due_at"], name="cases_by_due")]

    def __str__(self) -> str:
        return f"{_('case')} {self.code}"

    def get_absolute_url(self) -> str:
        return reverse("communities:case", args=[self.pk])


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, member: Member | None) -> Self:
        """One's own; moderators read them on the page of the case."""
        return self.none() if member is None else self.filter(reporter=member)

    def from_outside(self) -> Self:
        """Sent without an account, with an address to answer to."""
        return self.filter(reporter=None).exclude(email="")


class Report(AboutSomething, Record):
    """Somebody says that something is not right. Also possible without an account."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reports")
    target = GenericForeignKey("target_type", "target_id")
    reporter = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="reports"
    )
    # Of people without an account.
    name = LineField(_("your name"), max_length=120, blank=True)
    email = models.EmailField(_("your e-mail address"), blank=True)
    # What was pasted into the page that reports without an account.
    address = LineField(_("address of the page"), max_length=400, blank=True)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason)
    explanation = TextField(_("explanation"), blank=True, validators=[MaxLengthValidator(3000)])
    # The language in which somebody without an account is written to, and when that was done.
    language = models.CharField(max_length=5, default="en", editable=False)
    receipt_sent_at = models.DateTimeField(null=True, editable=False)
    answer_sent_at = models.DateTimeField(null=True, editable=False)
    in_good_faith = models.BooleanField(
        _("I believe in good faith that this is accurate"), default=False
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "reporter"],
                condition=Q(reporter__isnull=False),
                name="one_report_per_member_and_case",
            ),
        ]

    def __str__(self) -> str:
        return f"{_('report')} {self.code}"

    def get_absolute_url(self) -> str:
        return reverse("communities:report_status", args=[self.pk])


class Measure(models.TextChoices):
    NONE = "none", _("Leave it as it stands")
    HIDE = "hide", _("Hide it")


class Ground(models.TextChoices):
    GUIDELINES = "guidelines", _("the guidelines of the community")
    TERMS = "terms", _("the terms of Resonanz")
    LAW = "law", _("the law")


class DecisionQuerySet(models.QuerySet["Decision"]):
    def told_to_author(self, member: Member) -> Self:
        """About what this member wrote. Where only two could read that, they hear of a decision
        only if it changed something, or answers one that did: otherwise they would learn who
        reported them, and for nothing.
        """
        changed = Q(measure=Measure.HIDE) | Q(overrules__measure=Measure.HIDE)
        return self.filter(Q(case__between_two=False) | changed, case__author=member)

    def standing_about(self, thing: models.Model) -> Self:
        """Those on one thing that no later decision overruled, the latest first."""
        cases = Case.objects.about(thing)
        return self.filter(case__in=cases, overruled_by=None).order_by("-created_at", "-id")

    def visible_to(self, member: Member | None) -> Self:
        """Whoever it concerns: author, reporters, and those who see the case."""
        if member is None:
            return self.none()
        told = Decision.objects.told_to_author(member)
        return self.filter(
            Q(pk__in=told.values("pk"))
            | Q(case__in=Report.objects.filter(reporter=member).values("case"))
            | Q(case__in=Case.objects.visible_to(member).values("pk"))
        )


class Decision(Record):
    """A statement of reasons: what was decided, on which facts, by which rule."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="decisions")
    moderator = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="decisions"
    )
    measure = models.CharField(_("measure"), max_length=8, choices=Measure)
    ground = models.CharField(_("ground"), max_length=12, choices=Ground, blank=True)
    rule = LineField(_("which rule or law"), max_length=280, blank=True)
    reason = TextField(_("reason"), validators=[MinLengthValidator(20), MaxLengthValidator(3000)])
    # Set when this decision answers a complaint against an earlier one.
    overrules = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="overruled_by"
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="decision_gives_a_reason"),
            models.CheckConstraint(
                condition=Q(measure="none") | ~Q(ground=""), name="a_measure_names_its_ground"
            ),
        ]

    def __str__(self) -> str:
        return f"{_('decision')} {self.code}"

    def get_absolute_url(self) -> str:
        return reverse("communities:decision", args=[self.pk])


class Complaint(Record):
    """Author or reporter object to a decision; another person decides anew. Open for 184 days."""

    DAYS = 184

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="complaints")
    complainant = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="complaints")
    text = TextField(_("complaint"), validators=[MinLengthValidator(20), MaxLengthValidator(3000)])
    answered_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "complainant"], name="one_complaint_per_decision_and_person"
            )
        ]

    def __str__(self) -> str:
        return f"{_('complaint')} {self.code}"
