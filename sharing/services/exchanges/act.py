"""One step while it is being taken, and the names of all steps."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from members.models import Member
from sharing.models import Exchange


class Event(StrEnum):
    """Everything that can happen in an exchange."""

    ANSWER = "answer"
    WITHDRAW = "withdraw"
    REST = "rest"
    TAKE_UP = "take_up"
    PROPOSE = "propose"
    AGREE = "agree"
    DECLINE = "decline"
    EXPIRE = "expire"
    PROPOSE_DATE = "propose_date"
    ACCEPT_DATE = "accept_date"
    DROP_DATE = "drop_date"
    CANCEL = "cancel"
    SAY_DONE = "say_done"
    ASK_CHANGES = "ask_changes"
    CONFIRM = "confirm"
    # Fourteen days of silence are a yes, if no more than agreed was given.
    CONFIRM_BY_SILENCE = "confirm_by_silence"
    # Tell how it came that it did not happen; and the day after which that is final.
    TELL = "tell"
    MAKE_FINAL = "make_final"
    LAPSE = "lapse"
    DISPUTE = "dispute"
    # One of the two says how it could be settled; the other says the same, or the mediator decides.
    SUGGEST = "suggest"
    SETTLE = "settle"
    REFLECT = "reflect"
    OPEN_REFLECTIONS = "open_reflections"
    CLOSE = "close"
    # Hours that could not be entered when it was done.
    ENTER_HOURS = "enter_hours"


# With these an exchange begins; they stand in its history and lead to no other state.
ASKED, FROM_RING, AGAIN = "asked", "from_ring", "again"


@dataclass
class Act:
    """What somebody does: guards look at it, effects carry it out and note what history keeps."""

    exchange: Exchange
    event: Event
    member: Member | None
    now: datetime
    given: dict[str, Any] = field(default_factory=dict)
    noted: dict[str, Any] = field(default_factory=dict)

    @property
    def actor(self) -> Member:
        """Who does it, where it is not the clock."""
        assert self.member is not None
        return self.member

    @property
    def partner(self) -> Member | None:
        return self.exchange.partner_of(self.member) if self.member else None
