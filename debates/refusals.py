"""The named refusals of this floor."""

from django.utils.translation import gettext_lazy as _

from members.refusals import NotAllowed, Refusal


class TopicClosed(Refusal):
    sentence = _("This topic is closed. You can read it, but it takes no positions any more.")


class TopicStillOpen(Refusal):
    sentence = _("This topic is open already.")


class OthersStandHere(Refusal):
    sentence = _(
        "Others have taken a position here, so the topic stays readable. You can close it instead."
    )


class HiddenByModeration(NotAllowed):
    sentence = _(
        "A decision of the moderators took your position out of sight. You can object to that "
        "decision; until then it cannot be changed."
    )


class AnotherConversation(Refusal):
    """An import whose topic exists already, but with other data."""
