"""The words an exchange is told in: how it stands, on which terms, and what came of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ExchangeState(models.TextChoices):
    ASKED = "asked", _("asked")
    TALKING = "talking", _("in conversation")
    PROPOSED = "proposed", _("proposed")
    AGREED = "agreed", _("agreed")
    DONE_BY_ONE = "done_by_one", _("done, to be confirmed")
    CHANGES_ASKED = "changes_asked", _("to be corrected")
    DONE = "done", _("done")
    REFLECTED = "reflected", _("done and reflected")
    DID_NOT_HAPPEN = "did_not_happen", _("did not happen")
    DISPUTED = "disputed", _("to be clarified")
    SETTLED = "settled", _("clarified")
    WITHDRAWN = "withdrawn", _("withdrawn")
    RESTED = "rested", _("at rest")
    DECLINED = "declined", _("declined")
    EXPIRED = "expired", _("ran out")
    CANCELLED = "cancelled", _("called off")
    LAPSED = "lapsed", _("without a word")
    CLOSED = "closed", _("closed")


# In which something may still happen between the two; “did not happen” until it is final.
OPEN = (
    ExchangeState.ASKED,
    ExchangeState.TALKING,
    ExchangeState.RESTED,
    ExchangeState.PROPOSED,
    ExchangeState.AGREED,
    ExchangeState.DONE_BY_ONE,
    ExchangeState.CHANGES_ASKED,
    ExchangeState.DISPUTED,
)


class Way(models.TextChoices):
    """On which terms; gift first."""

    GIFT = "gift", _("as a gift")
    HOURS = "hours", _("in exchange for hours")
    PAID = "paid", _("paid")


class Outcome(models.TextChoices):
    DONE = "done", _("it was done")
    PARTLY = "partly", _("it was done in part")
    DID_NOT_HAPPEN = "did_not_happen", _("it did not happen")


class NotEntered(models.TextChoices):
    """Why hours that were given stand in no account."""

    NO_ACCOUNTS = "no_accounts", _("the community keeps no time accounts")
    LEFT = "left", _("one of you does not belong to the community any more")
    NO_ROOM = "no_room", _("there is not enough room for so many hours")
    # It was done before the reason was written down; `check_hours` finds it.
    UNTOLD = "untold", _("nobody wrote down why")
