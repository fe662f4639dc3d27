"""A person with an account."""

import hashlib
from typing import Any, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxLengthValidator, MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.ids import random_id, to_code
from members.models.base import Language, LanguageField, search_column
from members.models.fields import LineField, TextField
from members.models.readership import KeepsVersions, Reach, Readership

HANDLE = RegexValidator(
    r"^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])$",
    _("Use 2 to 40 lower-case letters, digits and hyphens."),
)
PAPERS = 6


class Audience(models.TextChoices):
    """Who may open a member's page."""

    MEMBERS = "members", _("Members of Resonanz")
    EVERYONE = "everyone", _("Everyone, also without an account")


class Rhythm(models.TextChoices):
    """How often a digest comes."""

    WEEKLY = "weekly", _("Every week")
    FORTNIGHTLY = "fortnightly", _("Every two weeks")
    MONTHLY = "monthly", _("Every four weeks")


def named(person: "Member | None") -> "Member | None":
    """Whoever may be named beneath what stays when people go: nobody whose account is closed, just
    as nobody who has deleted it.

    A closed account is to others as if its owner had left. What is theirs alone is shown to nobody
    (each `visible_to` sees to it), what others build on stands without their name, and what two had
    with each other stays as it was for these two (`tests/test_closed_accounts.py`).
    """
    return person if person is not None and person.is_active else None


class MemberQuerySet(models.QuerySet["Member"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def not_blocked_for(self, member: "Member | None") -> Self:
        """Leave out whoever blocked this member or was blocked by them."""
        return self if member is None else self.exclude(pk__in=member.blocked_ids)

    def visible_to(self, member: "Member | None") -> Self:
        """Members see members; a visitor sees those who opened their page to everyone."""
        if member is None:
            return self.active().filter(audience=Audience.EVERYONE)
        return self.active().not_blocked_for(member)


class MemberManager(BaseUserManager.from_queryset(MemberQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> MemberQuerySet:
        return super().get_queryset().defer("search")

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Member":
        """A member with a hashed password; without one they can only sign in by other means."""
        email = self.normalize_email(email).lower()
        fields.setdefault("name", email.partition("@")[0])
        fields.setdefault("handle", f"m-{to_code(random_id())}")
        member = self.model(email=email, **fields)
        member.set_password(password)
        member.save(using=self._db)
        return member

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Member":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class Member(KeepsVersions, AbstractBaseUser, PermissionsMixin):
    id = models.BigIntegerField(primary_key=True, default=random_id, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    handle = models.CharField(_("handle"), max_length=40, unique=True, validators=[HANDLE])
    name = LineField(_("name"), max_length=120)
    role = LineField(_("what you do, and where"), max_length=160, blank=True)
    story = TextField(_("story"), blank=True, validators=[MaxLengthValidator(6000)])
    story_language = LanguageField(default=Language.GERMAN)
    curious_about = LineField(_("curious about now"), max_length=300, blank=True)
    languages = ArrayField(
        LanguageField(),
        default=list,
        blank=True,
        verbose_name=_("languages"),
    )
    audience = models.CharField(
        _("who may open your page"), max_length=10, choices=Audience, default=Audience.MEMBERS
    )

    language = models.CharField(
        _("language of the interface"),
        max_length=2,
        choices=[("de", "Deutsch"), ("en", "English")],
        default="de",
    )
    time_zone = models.CharField(_("time zone"), max_length=50, default="Europe/Zurich")
    digest_rhythm = models.CharField(
        _("rhythm of the digest"), max_length=12, choices=Rhythm, default=Rhythm.WEEKLY
    )
    digest_weekday = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(6)])
    digest_hour = models.PositiveSmallIntegerField(default=8, validators=[MaxValueValidator(23)])
    next_digest_at = models.DateTimeField(null=True, blank=True, editable=False)
    # How many letters in a row no link of was followed: letters nobody reads come less often.
    letters_unread = models.PositiveSmallIntegerField(default=0, editable=False)

    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("staff"), default=False)
    # Made by the `demo` command; production does not start while there are any.
    is_demonstration = models.BooleanField(default=False, editable=False)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)
    search = search_column(
        language="story_language", first=["name", "role"], then=["curious_about", "story"]
    )

    # What `blocked_ids` was when the member was read, for the questions of `members.compiled`.
    known_blocks: list[int] | None = None
    # What `blocked_ids` shall be of a stand-in in such a question.
    stand_in_blocks: list[int] | None = None
    # Set by who chooses a new password and wants programs to go on with their keys.
    keeps_keys = False

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = MemberManager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_member_per_email"),
            models.UniqueConstraint(Lower("handle"), name="one_member_per_handle"),
            models.CheckConstraint(condition=~Q(name=""), name="member_has_a_name"),
        ]
        indexes = [
            models.Index(fields=["-joined_at", "-id"], name="members_newest"),
            models.Index(
                fields=["next_digest_at"],
                name="digests_due",
                condition=Q(next_digest_at__isnull=False),
            ),
            GinIndex(fields=["search"], name="members_search"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new password ends the keys of programs, wherever it is set, unless they are kept."""
        is_set = getattr(self, "_password", None) is not None
        has_new_password = is_set and not self._state.adding
        super().save(*args, **kwargs)
        if has_new_password and not self.keeps_keys:
            self.api_tokens.current().update(revoked_at=timezone.now())

    def get_absolute_url(self) -> str:
        # Written dozens of times on a page; reverse() would cost more than the row.
        return f"/m/{self.handle}/"

    @property
    def code(self) -> str:
        return to_code(self.pk)

    @property
    def tint(self) -> int:
        """One of six papers, by the handle: always the same for a person, and without meaning."""
        return hashlib.blake2s(self.handle.encode(), digest_size=2).digest()[0] % PAPERS + 1

    @property
    def initials(self) -> str:
        words = [word for word in self.name.replace("-", " ").split() if word[:1].isalpha()]
        return (
            "".join(
                word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)
            ).upper()
            or "·"
        )

    def readership(self) -> Readership:
        """Of the story: whoever may open the page."""
        is_open = self.audience == Audience.EVERYONE
        return Readership(Reach.EVERYONE if is_open else Reach.MEMBERS)

    def belongs_to(self, member: "Member") -> bool:
        return self == member

    @property
    def blocked_ids(self) -> "models.QuerySet[Any] | list[int]":
        """The ids of everybody this member blocked or who blocked this member: as a subquery, so
        that they are those of this moment; as a list only in the questions of `members.compiled`.
        """
        return Block.ids_around(self) if self.stand_in_blocks is None else self.stand_in_blocks


class Block(models.Model):
    """Two people who no longer meet here: neither sees what the other writes."""

    blocker = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="blocks_given")
    blocked = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="blocks_received")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["blocker", "blocked"], name="one_block_per_pair"),
            models.CheckConstraint(
                condition=~Q(blocker=models.F("blocked")), name="nobody_blocks_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.blocker_id} × {self.blocked_id}"

    @classmethod
    def ids_around(cls, member: Member) -> models.QuerySet[Any]:
        given = cls.objects.filter(blocker=member).values_list("blocked_id")
        received = cls.objects.filter(blocked=member).values_list("blocker_id")
        return given.union(received, all=True)

    @classmethod
    def stands_between(cls, one: Member, other: Member) -> bool:
        return cls.objects.filter(
            Q(blocker=one, blocked=other) | Q(blocker=other, blocked=one)
        ).exists()
