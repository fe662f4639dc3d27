"""The named refusals of this floor."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from members.refusals import NotAllowed, Refusal


class TopicClosed(Refusal):
    sentence = _("This topic is closed. You can read it, but it takes no positions any more.")


class TopicStillOpen(Refusal):
    sentence = _("This topic is open already.")


class StepNotPossible(Refusal):
    sentence = _("A topic cannot go there from where it stands.")


class NotMovedYet(Refusal):
    sentence = _(
        "Credit says what moved you, and your position stands as you first took it. Change it "
        "first."
    )


class CreditedAlready(Refusal):
    sentence = _("You have given credit for this already. Once says it.")


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


class RestateFirst(NotAllowed):
    """An objection before its gate; the sentence of the gate says what comes first."""


class WaitsAlready(Refusal):
    """A second restatement while the first one waits; `waiting` is the first one."""

    sentence = _(
        "Your restatement of this is still waiting for an answer. One at a time keeps it a talk."
    )

    def __init__(self, waiting: Any) -> None:
        super().__init__()
        self.waiting = waiting


class HeardAlready(Refusal):
    sentence = _("You were heard here already. You can ask, object or support.")


class NoMoreRounds(Refusal):
    sentence = _(
        "Three rounds are enough. Ask a question, or let a witness say whether you were fair."
    )


class AnsweredAlready(Refusal):
    sentence = _("You have answered this restatement already.")


class TooLateForNotQuite(Refusal):
    sentence = _(
        "Three days have passed without an answer, so the other may object now. You can still say "
        "that you feel heard."
    )


class WitnessCalledAlready(Refusal):
    sentence = _("A witness is called already. Wait for the answer, three days at most.")


class WitnessFirst(Refusal):
    sentence = _(
        "Propose somebody who stands for something here first. The moderators come in when nobody "
        "is there, when your proposal was declined, or after three days without an answer."
    )


class JudgedAlready(Refusal):
    sentence = _("This restatement was judged already.")


class ArgumentHidden(NotAllowed):
    sentence = _(
        "A decision of the moderators took this out of sight. You can object to that decision; "
        "until then it cannot be changed."
    )


class SaidAlready(Refusal):
    sentence = _(
        "This statement stands here already, in the same words. Vote on it, or say what it leaves "
        "out."
    )


class StatementTakenOut(Refusal):
    sentence = _(
        "A decision of the moderators took these words out of this topic. Say it in other words, "
        "if it can be said otherwise."
    )
