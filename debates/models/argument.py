"""A contribution in the thread under a position: support, objection, experience or answer."""

from typing import Self

from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from communities.models import Activity
from debates.models.position import Position, PositionVersion
from members.expressions import row_by_row
from members.models import (
    ONLY_AUTHORS,
    Consent,
    Encounter,
    Hideable,
    KeepsVersions,
    Language,
    LanguageField,
    Member,
    Notification,
    Purpose,
    Question,
    Readership,
    Record,
    Revision,
)
from members.models.fields import TextField

# One step of a path: microseconds since 1970 and the end of the id, in hexadecimal digits.
STEP = 20
DEEPEST = 60


class ArgumentKind(models.TextChoices):
    SUPPORT = "support", pgettext_lazy("argument", "Support")
    OBJECTION = "objection", pgettext_lazy("argument", "Objection")
    EXPERIENCE = "experience", pgettext_lazy("argument", "Experience")
    ANSWER = "answer", pgettext_lazy("argument", "Answer")


class ArgumentQuerySet(models.QuerySet["Argument"]):
    def standing(self) -> Self:
        return self.filter(hidden_at__isnull=True, withdrawn_at__isnull=True)

    def visible_to(self, member: Member | None) -> Self:
        """Standing, under a visible position, by somebody who consents to publish; one's own."""
        return self.published_to(member).filter(position__in=Position.objects.visible_to(member))

    def published_to(self, member: Member | None) -> Self:
        """The same for arguments under a position that was loaded as visible."""
        consent = Consent.objects.given(Purpose.PUBLISH_POSITIONS)
        theirs = consent.filter(member=OuterRef("author_id"))
        published = Q(row_by_row(theirs, "withdrawn_at"))
        standing = self.standing().filter(author__is_active=True)
        if member is None:
            return standing.filter(published)
        return standing.filter(published | Q(author=member)).exclude(author__in=member.blocked_ids)

    def in_reading_order(self) -> Self:
        """Every contribution directly below what it answers, the earlier one first."""
        return self.order_by("path")


class Argument(KeepsVersions, Hideable, Record):
    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="arguments")
    # Which version of the position stood when it was written.
    version = models.ForeignKey(PositionVersion, on_delete=models.CASCADE, related_name="+")
    # What it answers; nothing where it speaks to the position itself.
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="answers"
    )
    # Nobody, and no words, where the author has left and others had answered.
    author = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="arguments"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ArgumentKind)
    text = TextField(_("your contribution"), validators=[MaxLengthValidator(4000)])
    sources = TextField(_("sources"), blank=True, validators=[MaxLengthValidator(2000)])
    language = LanguageField(_("language"), default=Language.GERMAN)
    # The steps from the position down to here; read in its order, the thread is in reading order.
    path = models.CharField(max_length=STEP * DEEPEST, editable=False, db_collation="C")
    depth = models.PositiveSmallIntegerField(default=0, editable=False)
    # An objection whose restatement nobody answered says so.
    was_unanswered = models.BooleanField(default=False, editable=False)
    # A real deletion takes the traces along; a generic key does not cascade by itself.
    activities = GenericRelation(Activity, "target_id", "target_type")
    questions = GenericRelation(Question, "target_id", "target_type")
    encounters = GenericRelation(Encounter, "target_id", "target_type")
    notifications = GenericRelation(Notification, "target_id", "target_type")
    revisions = GenericRelation(Revision, "target_id", "target_type")

    objects = ArgumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("argument")
        verbose_name_plural = _("arguments")
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | Q(author__isnull=True), name="argument_has_words"
            ),
            models.CheckConstraint(
                condition=~Q(kind="answer") | Q(parent__isnull=False),
                name="an_answer_answers_something",
            ),
            models.UniqueConstraint(fields=["position", "path"], name="one_place_in_a_thread"),
        ]
        indexes = [
            models.Index(fields=["author", "-created_at"], name="arguments_of_a_member"),
        ]

    def __str__(self) -> str:
        return f"{_('argument')} {self.code}"

    def get_absolute_url(self) -> str:
        return f"/arguments/{self.code}/"

    def readership(self) -> Readership:
        """No page shows how a contribution stood before."""
        return ONLY_AUTHORS

    def belongs_to(self, member: Member) -> bool:
        return self.author_id == member.pk
