"""What is stored about sharing, and always true."""

from sharing.models.account import (
    AccountKind,
    Cause,
    LimitChange,
    TimeAccount,
    TimeEntry,
    TimeRules,
    TimeTransfer,
    TransferKind,
)
from sharing.models.afterwards import Reflection, Telling, TellingKind
from sharing.models.exchange import Exchange, ExchangeEvent, Mediator, Proposal
from sharing.models.experience import Experience, ExperienceWriter, Trial
from sharing.models.finding import (
    Availability,
    NotForMe,
    NotForMeReason,
    SavedSearch,
    Showing,
    Suggestion,
)
from sharing.models.introduction import Introduction, IntroductionState
from sharing.models.listing import Currency, Listing, ListingQuerySet, Offer, Request
from sharing.models.ring import Ring, RingSeat, RingState
from sharing.models.rota import RotaSeat, RotaState, RotaTurn
from sharing.models.skill import (
    Gained,
    KnownWord,
    Level,
    MemberSkill,
    Occupation,
    Skill,
    SkillGroup,
)
from sharing.models.stages import OPEN, ExchangeState, NotEntered, Outcome, Way

__all__ = [
    "OPEN",
    "AccountKind",
    "Availability",
    "Cause",
    "Currency",
    "Exchange",
    "ExchangeEvent",
    "ExchangeState",
    "Experience",
    "ExperienceWriter",
    "Gained",
    "Introduction",
    "IntroductionState",
    "KnownWord",
    "Level",
    "LimitChange",
    "Listing",
    "ListingQuerySet",
    "Mediator",
    "MemberSkill",
    "NotEntered",
    "NotForMe",
    "NotForMeReason",
    "Occupation",
    "Offer",
    "Outcome",
    "Proposal",
    "Reflection",
    "Request",
    "Ring",
    "RingSeat",
    "RingState",
    "RotaSeat",
    "RotaState",
    "RotaTurn",
    "SavedSearch",
    "Showing",
    "Skill",
    "SkillGroup",
    "Suggestion",
    "Telling",
    "TellingKind",
    "TimeAccount",
    "TimeEntry",
    "TimeRules",
    "TimeTransfer",
    "TransferKind",
    "Trial",
    "Way",
]
