"""What a member stands for."""

from typing import Self

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from members import values
from members.models.base import Hideable, Language, LanguageField, Record
from members.models.consent import Consent, Purpose
from members.models.fields import LineField, TextField
from members.models.member import Member
from members.models.readership import ONLY_AUTHORS, KeepsVersions, Readership


class ValueStatementQuerySet(models.QuerySet["ValueStatement"]):
    def current(self) -> Self:
        return self.filter(withdrawn_at__isnull=True, hidden_at__isnull=True)

    def visible_to(self, member: Member | None) -> Self:
        """One's own always; those of others while they consent and their page is open to one."""
        shown = Exists(
            Consent.objects.given(Purpose.SHOW_VALUES).filter(member=OuterRef("member_id"))
        )
        readable = Q(shown, member__in=Member.objects.visible_to(member))
        if member is not None:
            readable |= Q(member=member)
        return self.current().filter(readable)


class ValueStatement(KeepsVersions, Hideable, Record):
    """“I stand for …”: a basic value in the member's own words, with an example of it lived."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="value_statements")
    value = models.CharField(_("value"), max_length=20, choices=values.choices)
    words = LineField(_("I stand for …"), max_length=280)
    example = TextField(_("how I live it"), blank=True, validators=[MaxLengthValidator(1200)])
    language = LanguageField(_("language"), default=Language.GERMAN)

    objects = ValueStatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("value statement")
        verbose_name_plural = _("value statements")
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="value_statement_has_words")
        ]
        indexes = [models.Index(fields=["member", "created_at"], name="values_of_a_member")]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return f"{self.member.get_absolute_url()}#value-{self.code}"

    def readership(self) -> Readership:
        """Others read the words that stand, and no earlier ones."""
        return ONLY_AUTHORS

    def belongs_to(self, member: Member) -> bool:
        return self.member_id == member.pk

    @property
    def basic(self) -> values.BasicValue:
        return values.all_values()[self.value]
