"""What every contribution to a debate asks first: an open topic, a consent, words that fit."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from debates.models import Topic
from debates.refusals import TopicClosed
from members.models import Language, Member, Purpose
from members.refusals import Invalid
from members.services.consents import consents_to, give_consent
from members.text import clean_text


def lock_member(member: Member) -> None:
    """Two clicks at once wait for each other here."""
    Member.objects.select_for_update(no_key=True).only("pk").get(pk=member.pk)


def open_for_words(topic: Topic) -> None:
    """Refuse where the topic is closed, or past its day."""
    if topic.is_over:
        raise TopicClosed(_("This topic is closed. You can read it, but nothing new is written."))


def consenting(member: Member, publish: bool) -> None:
    """What others read under one's name needs the consent to it; `publish` gives it now."""
    if publish:
        give_consent(member=member, purpose=Purpose.PUBLISH_POSITIONS)
    elif not consents_to(member, Purpose.PUBLISH_POSITIONS):
        raise Invalid(
            _("Others read this under your name. Tick that you agree to this."), field="publish"
        )


def known_language(language: str) -> None:
    if language not in Language.values:
        raise Invalid(_("Please choose the language you wrote in."), field="language")


def short_enough(field: str, text: Any, most: int) -> str:
    """The text without the space around it, or a refusal at its field."""
    words = clean_text(str(text))
    if len(words) > most:
        raise Invalid(_("This is too long. Please shorten it."), field=field)
    return words
