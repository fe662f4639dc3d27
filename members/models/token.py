"""A key to the API."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models.base import Record
from members.models.fields import LineField
from members.models.member import Member


class Scope(models.TextChoices):
    """What a key opens. The last three open only what is named; neither of the first does."""

    READ = "read", _("Read")
    WRITE = "write", _("Write")
    VOTES = "votes", _("Votes")
    CONSENTS = "consents", _("Consents")
    PRIVACY = "privacy", _("Private matters")


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def current(self) -> Self:
        return self.filter(revoked_at__isnull=True, ends_at__gt=timezone.now())


class ApiToken(Record):
    """Shown once when it is made; only its hash is kept."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="api_tokens")
    name = LineField(_("what it is for"), max_length=80)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = ArrayField(models.CharField(max_length=10, choices=Scope), verbose_name=_("scopes"))
    ends_at = models.DateTimeField(_("ends"))
    used_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="api_token_has_a_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def has_ended(self) -> bool:
        return self.ends_at <= timezone.now()

    @property
    def opens(self) -> list[str]:
        """The names of its scopes, in the order in which they are explained."""
        return [str(scope.label) for scope in Scope if scope in self.scopes]
