"""A place with a purpose, and who belongs to it."""

from datetime import date
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members import days
from members.models import Hideable, Language, LanguageField, Member, Record, search_column
from members.models.fields import LineField, TextField
from members.models.readership import ONLY_AUTHORS, KeepsVersions, Reach, Readership

SLUG = RegexValidator(
    r"^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])$",
    _("Use 2 to 60 lower-case letters, digits and hyphens."),
)


class Visibility(models.TextChoices):
    """Who may read and who may come in."""

    PUBLIC = "public", _("Public: everyone reads, every member may join")
    REQUEST = (
        "request",
        _("On request: everyone sees that it exists, members read, a moderator lets people in"),
    )
    INVITATION = "invitation", _("By invitation: only members know of it")


def readable_by(member: Member | None, at: str = "") -> Q:
    """Standing communities that are public or one's own; `at` leads there from what is asked for,
    so that a list which names its communities reads them once.
    """
    standing = Q(**{f"{at}hidden_at__isnull": True, f"{at}withdrawn_at__isnull": True})
    readable = Q(**{f"{at}visibility": Visibility.PUBLIC})
    if member is not None:
        own = Membership.objects.active().filter(member=member).values("community")
        readable |= Q(**{f"{at}pk__in": own})
    return standing & readable


class CommunityQuerySet(models.QuerySet["Community"]):
    def of(self, member: Member) -> Self:
        """Those a member belongs to."""
        return self.filter(
            pk__in=Membership.objects.active().filter(member=member).values("community")
        )

    def standing(self) -> Self:
        """Those nobody closed and no decision took out of sight."""
        return self.filter(hidden_at__isnull=True, withdrawn_at__isnull=True)

    def listed_for(self, member: Member | None) -> Self:
        """Those a person may know of: all but the ones by invitation they are not in."""
        listed = ~Q(visibility=Visibility.INVITATION)
        if member is not None:
            listed |= Q(pk__in=Community.objects.of(member).values("pk"))
            invited = Invitation.objects.open().filter(invitee=member).values("community")
            listed |= Q(pk__in=invited)
        return self.standing().filter(listed)

    def visible_to(self, member: Member | None) -> Self:
        """Those whose content a person may read: the public ones, and their own."""
        return self.filter(readable_by(member))

    def moderated_by(self, member: Member) -> Self:
        """Standing ones; where one was closed or hidden, the site team decides."""
        roles = [Role.MODERATOR, Role.OWNER]
        return self.standing().filter(
            pk__in=Membership.objects.active()
            .filter(member=member, role__in=roles)
            .values("community")
        )


class CommunityManager(models.Manager.from_queryset(CommunityQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> CommunityQuerySet:
        return super().get_queryset().defer("search")


class Community(KeepsVersions, Hideable, Record):
    slug = models.CharField(_("address"), max_length=60, unique=True, validators=[SLUG])
    name = LineField(_("name"), max_length=100)
    purpose = LineField(_("purpose, in one sentence"), max_length=280)
    about = TextField(_("about"), blank=True, validators=[MaxLengthValidator(6000)])
    guidelines = TextField(_("guidelines"), blank=True, validators=[MaxLengthValidator(6000)])
    language = LanguageField(_("main language"), default=Language.GERMAN)
    # Slugs of the ten basic values (members.values).
    shared_values = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, verbose_name=_("shared values")
    )
    # By its clock the days of this place begin and end, for everybody.
    time_zone = models.CharField(_("time zone"), max_length=50, default="Europe/Zurich")
    visibility = models.CharField(
        _("visibility"), max_length=12, choices=Visibility, default=Visibility.PUBLIC
    )
    join_question = LineField(_("question to those who ask to join"), max_length=280, blank=True)
    # Whether search engines may list its public pages. Off unless its owners choose otherwise.
    is_indexable = models.BooleanField(_("search engines may list it"), default=False)
    founder = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    search = search_column(language="language", first=["name", "purpose"], then=["about"])

    objects = CommunityManager()

    class Meta:
        verbose_name = _("community")
        verbose_name_plural = _("communities")
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(purpose=""), name="community_has_name_and_purpose"
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="communities_newest"),
            GinIndex(fields=["search"], name="communities_search"),
            GinIndex(OpClass("name", name="gin_trgm_ops"), name="communities_like_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        # Written by hand, since lists ask for it twenty times; a test holds it to the URL's name.
        return f"/c/{self.slug}/"

    def readership(self) -> Readership:
        """Of what is written here; of its own words, too."""
        if not self.stands:
            return ONLY_AUTHORS
        if self.visibility == Visibility.PUBLIC:
            return Readership(Reach.EVERYONE)
        return Readership(Reach.COMMUNITIES, (self.pk,))

    def today(self) -> date:
        """Which day it is here, wherever one reads."""
        return days.today(self.time_zone)

    def belongs_to(self, member: Member) -> bool:
        """Its words are nobody's own; owners read them as members."""
        return False


class Role(models.TextChoices):
    MEMBER = "member", _("member")
    MODERATOR = "moderator", _("moderator")
    OWNER = "owner", _("owner")


class MembershipState(models.TextChoices):
    REQUESTED = "requested", _("asked to join")
    ACTIVE = "active", _("belongs")
    DECLINED = "declined", _("declined")
    LEFT = "left", _("left")
    REMOVED = "removed", _("removed")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self) -> Self:
        return self.filter(state=MembershipState.ACTIVE)

    def requested(self) -> Self:
        return self.filter(state=MembershipState.REQUESTED, member__is_active=True)

    def moderating(self) -> Self:
        return self.active().filter(role__in=[Role.MODERATOR, Role.OWNER])

    def visible_to(self, member: Member | None) -> Self:
        """Who belongs is known to those who belong, too; people parted by a block do not meet, but
        no block keeps a moderator from knowing who belongs where they moderate.
        """
        if member is None:
            return self.none()
        own = Membership.objects.active().filter(member=member).values("community")
        moderated = Community.objects.moderated_by(member).values("pk")
        return self.active().filter(
            Q(community__in=moderated) | ~Q(member__in=member.blocked_ids),
            community__in=own,
            member__is_active=True,
        )


class Membership(Record):
    """One row per member and community; its state moves, and the row stays."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="memberships")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.MEMBER)
    state = models.CharField(
        _("state"), max_length=10, choices=MembershipState, default=MembershipState.ACTIVE
    )
    # What the member answered to the join question.
    answer = TextField(_("answer"), blank=True, validators=[MaxLengthValidator(1200)])
    # What a moderator said when declining or removing.
    reply = TextField(_("reply"), blank=True, validators=[MaxLengthValidator(1200)])
    state_since = models.DateTimeField(default=timezone.now, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["community", "member"], name="one_membership_per_member_and_community"
            ),
            models.CheckConstraint(
                condition=Q(role="member") | Q(state="active"),
                name="only_active_members_have_a_role",
            ),
        ]
        indexes = [
            models.Index(
                fields=["member", "community"],
                name="memberships_active",
                condition=Q(state="active"),
            ),
            models.Index(
                fields=["community", "state", "-state_since"], name="memberships_by_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} · {self.community_id}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> Self:
        """Those that can be answered; an invitation ends with the account of whoever sent it."""
        return self.filter(
            answered_at__isnull=True,
            withdrawn_at__isnull=True,
            expires_at__gt=timezone.now(),
            inviter__is_active=True,
        )

    def seems_open(self) -> Self:
        """Open ones as everybody but the invited person sees them: nobody is told of a no."""
        return self.seems_unanswered().filter(
            expires_at__gt=timezone.now(), inviter__is_active=True
        )

    def seems_unanswered(self) -> Self:
        """Neither accepted nor withdrawn, also over ones. Whatever befalls an invitation without
        an answer befalls a declined one, so that a no stays unsaid.
        """
        return self.filter(
            Q(answered_at__isnull=True) | Q(accepted=False), withdrawn_at__isnull=True
        )

    def waiting_for(self, member: Member) -> Self:
        """Open ones to communities that stand, from people one still meets; the newest first."""
        return (
            self.open()
            .filter(
                invitee=member,
                inviter__is_active=True,
                community__in=Community.objects.standing(),
            )
            .exclude(inviter__in=member.blocked_ids)
            .select_related("community", "inviter")
            .order_by("-created_at", "-pk")
        )

    def visible_to(self, member: Member | None) -> Self:
        """The two people, and whoever lets people in, as long as the two are here."""
        if member is None:
            return self.none()
        return self.filter(
            Q(inviter=member)
            | Q(invitee=member)
            | Q(community__in=Community.objects.moderated_by(member)),
            inviter__is_active=True,
            invitee__is_active=True,
        )


class Invitation(Record):
    """A member brings another in, with a personal word."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="invitations")
    inviter = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="invitations_sent")
    invitee = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="invitations_received"
    )
    words = LineField(_("a personal word"), max_length=400, blank=True)
    expires_at = models.DateTimeField(editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    accepted = models.BooleanField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["community", "invitee"],
                condition=Q(answered_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_invitation_per_member_and_community",
            ),
            models.CheckConstraint(
                condition=~Q(inviter=models.F("invitee")), name="nobody_invites_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"{_('invitation')} {self.code}"


def role_in(community: Community, member: Any) -> str | None:
    """The role a member has in a community, or None."""
    if member is None or not getattr(member, "pk", None):
        return None
    return (
        Membership.objects.active()
        .filter(community=community, member=member)
        .values_list("role", flat=True)
        .first()
    )
