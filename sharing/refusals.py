"""Why an exchange does not go on: the refusals of its table, each with its sentence."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from members.refusals import Refusal
from sharing.models import ExchangeState


class PageIsOld(Refusal):
    sentence = _(
        "Something has changed here since you opened the page. What you typed is kept;"
        " look at how things stand, and do it again if it still fits."
    )


class NotFromHere(Refusal):
    """A step that the table does not know from this state; the state says why."""

    def __init__(self, state: str) -> None:
        super().__init__(STANDS[ExchangeState(state)])


class TooEarly(Refusal):
    sentence = _("It is too early for this.")


STANDS: dict[ExchangeState, Any] = {
    ExchangeState.ASKED: _("The question has no answer yet. With the answer you begin to talk."),
    ExchangeState.TALKING: _("Nothing is proposed yet. Say what you would do together, and when."),
    ExchangeState.RESTED: _("This exchange rests. Either of you can take it up again."),
    ExchangeState.PROPOSED: _("A proposal is waiting. It is agreed once the other says yes."),
    ExchangeState.AGREED: _("You have agreed. The terms stand; only the date can still be moved."),
    ExchangeState.DONE_BY_ONE: _("One of you has said that it is done; the other confirms it."),
    ExchangeState.CHANGES_ASKED: _("Something is to be corrected before it can be confirmed."),
    ExchangeState.DONE: _("This is done and confirmed already."),
    ExchangeState.REFLECTED: _("This is done, and what you both took along is open."),
    ExchangeState.DID_NOT_HAPPEN: _("It was told that this did not happen."),
    ExchangeState.DISPUTED: _(
        "You see this differently. Everything stands still until it is clear."
    ),
    ExchangeState.SETTLED: _("This is cleared up."),
    ExchangeState.WITHDRAWN: _("This was taken back."),
    ExchangeState.DECLINED: _("The proposal was declined."),
    ExchangeState.EXPIRED: _("The proposal ran out without an answer."),
    ExchangeState.CANCELLED: _("This was called off."),
    ExchangeState.LAPSED: _("The day passed, and neither of you said a word. It is over."),
    ExchangeState.CLOSED: _("This exchange is closed."),
}
