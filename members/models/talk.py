"""How two members come to talk: a question first, a conversation after it."""

from typing import Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.core.validators import MaxLengthValidator, MinLengthValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.models.base import AboutAnything, Hideable, Language, LanguageField, Record
from members.models.fields import TextField
from members.models.member import Member
from members.models.readership import ONLY_AUTHORS, KeepsVersions, Readership


class QuestionState(models.TextChoices):
    OPEN = "open", _("open")
    ANSWERED = "answered", _("answered")
    RESTING = "resting", _("at rest")


class QuestionKind(models.TextChoices):
    """What a question asks for; said where it is about a position."""

    MEANING = "meaning", _("what you mean")
    EXPERIENCE = "experience", _("what you have lived through")
    VALUE = "value", _("what matters to you")
    CONSEQUENCE = "consequence", _("what would follow")


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, member: Member | None) -> Self:
        """The two people, and no one else; a debate shows by `public()` what both released."""
        return self.none() if member is None else self.filter(Q(asker=member) | Q(addressee=member))

    def readable_by(self, member: Member | None) -> Self:
        """What lists, news, programs and the export show: not withdrawn, not hidden, between two
        who are both here and whom no block parts. The page of one stays open to the two, as their
        conversation does.
        """
        standing = self.visible_to(member).filter(
            withdrawn_at__isnull=True,
            hidden_at__isnull=True,
            asker__is_active=True,
            addressee__is_active=True,
        )
        if member is None:
            return standing
        blocked = member.blocked_ids
        return standing.exclude(asker__in=blocked).exclude(addressee__in=blocked)

    def waiting_for(self, member: Member) -> Self:
        return self.filter(
            addressee=member, state=QuestionState.OPEN, hidden_at=None, asker__is_active=True
        ).exclude(asker__in=member.blocked_ids)

    def asked_in_vain(self, member: Member) -> Self:
        """Their own that have no answer yet; whether one rests is the other's to know."""
        states = (QuestionState.OPEN, QuestionState.RESTING)
        waiting = self.filter(asker=member, state__in=states, withdrawn_at=None)
        return waiting.exclude(addressee__blocks_received__blocker=member)

    def public(self) -> Self:
        """Answered, and both wish to show it."""
        return self.filter(state=QuestionState.ANSWERED, asker_shows=True, addressee_shows=True)


class Question(KeepsVersions, AboutAnything, Hideable, Record):
    """Asked by one member to another about one thing they wrote. This is how contact starts."""

    asker = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="questions_asked")
    addressee = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="questions_received"
    )
    target = GenericForeignKey("target_type", "target_id")
    text = TextField(_("question"), validators=[MinLengthValidator(10), MaxLengthValidator(400)])
    language = LanguageField(_("language"), default=Language.GERMAN)
    kind = models.CharField(_("what it asks for"), max_length=11, choices=QuestionKind, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=QuestionState, default=QuestionState.OPEN
    )
    answer = TextField(_("answer"), blank=True, validators=[MaxLengthValidator(4000)])
    answer_language = LanguageField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    asker_shows = models.BooleanField(
        _("show it in the debate if the other wishes so too"), default=False
    )
    addressee_shows = models.BooleanField(
        _("show it in the debate if the other wishes so too"), default=False
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            models.CheckConstraint(
                condition=~Q(asker=F("addressee")), name="nobody_asks_themselves"
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="answered_question_has_an_answer",
            ),
            models.UniqueConstraint(
                fields=["asker", "target_type", "target_id"],
                condition=Q(state="open"),
                name="one_open_question_per_asker_and_thing",
            ),
        ]
        indexes = [
            models.Index(fields=["addressee", "state", "-created_at"], name="questions_received"),
            models.Index(fields=["asker", "-created_at"], name="questions_asked"),
            models.Index(
                fields=["target_type", "target_id", "state"], name="questions_about_a_thing"
            ),
        ]

    def __str__(self) -> str:
        return f"{_('question')} {self.code}"

    @property
    def is_public(self) -> bool:
        """Whether others read it, too: the same as `public()`."""
        answered = self.state == QuestionState.ANSWERED
        return answered and self.asker_shows and self.addressee_shows

    def get_absolute_url(self) -> str:
        return reverse("members:question", args=[self.pk])

    def readership(self) -> Readership:
        """Others read an answer that both released as it stands, and no earlier one."""
        return ONLY_AUTHORS

    def belongs_to(self, member: Member) -> bool:
        """The two it is between."""
        return member.pk in {self.asker_id, self.addressee_id}

    def state_for(self, member: Member) -> str:
        """Its state as this member may know it: nobody tells an asker that it was let rest."""
        rests = self.state == QuestionState.RESTING and self.withdrawn_at is None
        is_kept_from = rests and self.asker_id == member.pk
        return QuestionState.OPEN.value if is_kept_from else self.state


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def visible_to(self, member: Member | None) -> Self:
        return self.none() if member is None else self.filter(Q(one=member) | Q(other=member))


class Opening(models.TextChoices):
    """What opened a conversation. None of them is cold."""

    ANSWER = "answer", _("a question was answered")
    EXCHANGE = "exchange", _("an exchange was proposed")
    CIRCLE = "circle", _("you share a circle")
    INTRODUCTION = "introduction", _("you were introduced")


class Conversation(Record):
    """Private messages between two members."""

    one = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    opening = models.CharField(max_length=12, choices=Opening)
    question = models.ForeignKey(
        Question, null=True, blank=True, on_delete=models.SET_NULL, related_name="conversations"
    )
    latest_at = models.DateTimeField(_("latest message"), editable=False)
    one_read_at = models.DateTimeField(null=True, editable=False)
    other_read_at = models.DateTimeField(null=True, editable=False)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="one_conversation_per_pair"),
            # The pair is stored in one order only, so that it cannot exist twice.
            models.CheckConstraint(
                condition=Q(one__lt=F("other")), name="conversation_pair_in_order"
            ),
        ]
        indexes = [
            models.Index(fields=["one", "-latest_at"], name="conversations_of_one"),
            models.Index(fields=["other", "-latest_at"], name="conversations_of_other"),
        ]

    def __str__(self) -> str:
        return f"{_('conversation')} {self.code}"

    def get_absolute_url(self) -> str:
        return reverse("members:conversation", args=[self.pk])

    def partner_of(self, member: Member) -> Member:
        return self.other if self.one_id == member.pk else self.one


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, member: Member | None) -> Self:
        """The two people's, without what a decision took out of sight."""
        return self.standing().filter(conversation__in=Conversation.objects.visible_to(member))

    def standing(self) -> Self:
        return self.filter(hidden_at__isnull=True)


class Message(Hideable, Record):
    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="messages"
    )
    author = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    text = TextField(_("message"), validators=[MaxLengthValidator(4000)])

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["created_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="message_has_words")]
        indexes = [models.Index(fields=["conversation", "-created_at"], name="messages_newest")]

    def __str__(self) -> str:
        return f"{_('message')} {self.code}"

    def get_absolute_url(self) -> str:
        return f"{Conversation(pk=self.conversation_id).get_absolute_url()}#message-{self.code}"


class EncounterKind(models.TextChoices):
    ANSWERED = "answered", _("answered a question")
    HEARD = "heard", _("felt heard")
    MOVED = "moved", _("moved the other")
    EXCHANGED = "exchanged", _("did something together")
    MET = "met", _("met")
    INTRODUCED = "introduced", _("was introduced")


class Encounter(AboutAnything, Record):
    """One real event between two members, seen by these two. Relationships are made of these."""

    kind = models.CharField(max_length=12, choices=EncounterKind)
    actor = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="encounters_given")
    other = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="encounters_received")
    target = GenericForeignKey("target_type", "target_id")
    at = models.DateTimeField(editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "actor", "other", "target_type", "target_id"],
                name="one_encounter_per_event",
            ),
            models.CheckConstraint(
                condition=~Q(actor=F("other")), name="nobody_encounters_themselves"
            ),
        ]
        indexes = [
            models.Index(fields=["actor", "-at"], name="encounters_given"),
            models.Index(fields=["other", "-at"], name="encounters_received"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"
