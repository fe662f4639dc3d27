"""What joint statements, missions and commitments ask alike before anything is written."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from debates import access
from debates.models import Statement, Topic
from debates.reading.sides import side_of
from debates.refusals import TopicClosed
from members.models import Language, Member, Purpose
from members.refusals import Invalid, NotAllowed, require
from members.services.consents import consents_to, give_consent
from members.text import clean_line, clean_text

# The same words by the same member within this time are a second click.
TWICE = timedelta(minutes=10)
MOST_STATEMENTS = 12


def locked_topic(member: Member, topic: Topic) -> Topic:
    """The open topic as it stands now; whoever comes at the same time waits here."""
    topic = (
        Topic.objects.select_for_update(of=("self",)).select_related("community").get(pk=topic.pk)
    )
    stays_open(member, topic)
    return topic


def stays_open(member: Member, topic: Topic) -> None:
    """Go on only while the topic is visible and open."""
    require(access.can_see_topic, member, topic)
    if topic.is_over:
        raise TopicClosed


def own_side(member: Member, topic: Topic) -> int:
    """The side a member speaks for; their position may have gone in this very moment."""
    side = side_of(member, topic)
    if side is None:
        raise NotAllowed(_("You have no position on this topic any more. Take one first."))
    return side


def agree_to_be_read(member: Member, publish: bool) -> None:
    """Whoever speaks for a side is read by name there, so it needs that consent; given now where
    `publish` says so.
    """
    if publish:
        give_consent(member=member, purpose=Purpose.PUBLISH_POSITIONS)
    elif not consents_to(member, Purpose.PUBLISH_POSITIONS):
        raise Invalid(
            _("This shows under your name where you stand. Tick that you agree to this."),
            field="publish",
        )


def in_words(field: str, text: str, *, most: int, missing: object, least: int = 1) -> str:
    """The words without surrounding white space, or a refusal that names the field."""
    text = clean_text(text)
    if len(text) < least:
        raise Invalid(missing, field=field)
    if len(text) > most:
        raise Invalid(_("This is too long. Please shorten it."), field=field)
    return text


def in_one_line(field: str, text: str, *, most: int, missing: object, least: int = 1) -> str:
    """The same for a sentence."""
    return in_words(field, clean_line(text), most=most, missing=missing, least=least)


def known_language(language: str) -> str:
    if language not in Language.values:
        raise Invalid(_("Please choose the language you wrote in."), field="language")
    return language


def chosen_ground(topic: Topic, ids: Iterable[int]) -> list[Statement]:
    """Statements of this topic, each once; none is possible too."""
    wanted = set(ids)
    found = list(Statement.objects.readable().filter(topic=topic, pk__in=wanted))
    if len(found) != len(wanted) or len(wanted) > MOST_STATEMENTS:
        raise Invalid(
            _("Choose among the statements of this topic, twelve at most."), field="stands_on"
        )
    return found
