"""Short claims under a topic, and the votes on them. Single votes are never shown to others."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from communities.models import Membership
from debates.models.topic import Topic
from members.models import Consent, Language, LanguageField, Member, Purpose, Record
from members.models.fields import LineField


class Participant(models.Model):
    """Somebody of an imported conversation: of that topic only, never a member account."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="participants")
    external_id = models.CharField(max_length=40)
    published_group = models.SmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "external_id"], name="one_participant_per_topic_and_id"
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic_id}, {self.external_id}"


class Moderated(models.IntegerChoices):
    REJECTED = -1, _("rejected")
    NOT_REVIEWED = 0, _("not reviewed")
    ACCEPTED = 1, _("accepted")


class StatementQuerySet(models.QuerySet["Statement"]):
    def visible_to(self, member: Member | None) -> Self:
        """Statements of visible topics; rejected ones are shown to nobody."""
        return self.readable().filter(topic__in=Topic.objects.visible_to(member))

    def readable(self) -> Self:
        """The same for statements of a topic that was loaded as visible."""
        return self.exclude(moderated=Moderated.REJECTED)


class Statement(Record):
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="statements")
    author = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="statements"
    )
    participant = models.ForeignKey(
        Participant, null=True, blank=True, on_delete=models.SET_NULL, related_name="statements"
    )
    external_id = models.CharField(max_length=40, blank=True)
    # Empty only where an import left out the words of a rejected statement.
    text = LineField(_("statement"), max_length=1000, blank=True)
    language = LanguageField(_("language"), default=Language.GERMAN)
    moderated = models.SmallIntegerField(choices=Moderated, default=Moderated.ACCEPTED)
    # As the landscape last published says; nothing before there is one.
    bridging = models.FloatField(null=True, editable=False)
    consensus = models.FloatField(null=True, editable=False)
    # How likely it is drawn when somebody votes; shown to nobody.
    priority = models.FloatField(null=True, editable=False)
    # A real deletion takes the traces along; a generic key does not cascade by itself.

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "external_id"],
                condition=~Q(external_id=""),
                name="one_statement_per_topic_and_id",
            ),
            models.CheckConstraint(
                condition=Q(moderated=-1) | ~Q(text=""), name="statement_has_words_unless_rejected"
            ),
        ]
        indexes = [models.Index(fields=["topic", "-created_at"], name="statements_of_a_topic")]

    def __str__(self) -> str:
        return f"{_('statement')} {self.code}"

    def get_absolute_url(self) -> str:
        return f"/statements/{self.code}/"

    @property
    def is_rejected(self) -> bool:
        return self.moderated == Moderated.REJECTED


class VoteQuerySet(models.QuerySet["Vote"]):
    def counting(self, topic: Topic) -> Self:
        """What a landscape counts: participants of an import, and active members of the community
        who consent to vote now.
        """
        consenting = Consent.objects.given(Purpose.VOTE).values("member")
        neighbours = Membership.objects.active().filter(community=topic.community_id)
        voters = Member.objects.filter(is_active=True, pk__in=consenting)
        voters = voters.filter(pk__in=neighbours.values("member"))
        counting = Q(participant__isnull=False) | Q(member__in=voters.values("pk"))
        return self.filter(counting, statement__topic=topic)

    def visible_to(self, member: Member | None) -> Self:
        """One's own only; a single vote is shown to nobody else."""
        return self.none() if member is None else self.filter(member=member)


class Vote(models.Model):
    """Agree, disagree or pass, of a member or a participant of an import. The last one counts."""

    class Choice(models.IntegerChoices):
        DISAGREE = -1, _("disagree")
        PASS = 0, _("pass")
        AGREE = 1, _("agree")

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="votes")
    member = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="votes")
    participant = models.ForeignKey(
        Participant, null=True, on_delete=models.CASCADE, related_name="votes"
    )
    choice = models.SmallIntegerField(choices=Choice)
    cast_at = models.DateTimeField()
    # What was counted when the figures of the statement were last published; nothing if it was not.
    published_as = models.SmallIntegerField(null=True, choices=Choice, editable=False)

    objects = VoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "member"],
                condition=Q(member__isnull=False),
                name="one_vote_per_member_and_statement",
            ),
            models.UniqueConstraint(
                fields=["statement", "participant"],
                condition=Q(participant__isnull=False),
                name="one_vote_per_participant_and_statement",
            ),
            models.CheckConstraint(
                condition=Q(member__isnull=False, participant__isnull=True)
                | Q(member__isnull=True, participant__isnull=False),
                name="a_vote_is_of_a_member_or_a_participant",
            ),
            models.CheckConstraint(
                condition=Q(choice__in=[-1, 0, 1]), name="vote_is_agree_disagree_or_pass"
            ),
        ]
        indexes = [
            models.Index(fields=["member", "-cast_at"], name="votes_of_a_member"),
            models.Index(fields=["cast_at"], name="votes_by_time"),
        ]

    def __str__(self) -> str:
        # A single vote is shown to nobody, so it has no words.
        return f"vote {self.pk}"
