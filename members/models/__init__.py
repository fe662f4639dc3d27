"""What is stored about people, and always true."""

from members.models.acceptance import TERMS_VERSION, VERSIONS, Acceptance, Accepted
from members.models.base import (
    AboutAnything,
    Hideable,
    Language,
    LanguageField,
    Record,
    search_column,
)
from members.models.consent import Consent, Purpose
from members.models.digest import DigestLine, DigestRun, DigestState
from members.models.former import FormerHandle
from members.models.member import Audience, Block, Member, MemberQuerySet, Rhythm, named
from members.models.news import (
    MailState,
    Notification,
    NotificationChoice,
    Outbox,
    OutboxState,
)
from members.models.once import SentOnce
from members.models.readership import (
    ONLY_AUTHORS,
    Circle,
    EarlierVersion,
    KeepsVersions,
    Reach,
    Readership,
    circles,
    readership_of_any,
    was_open_to,
)
from members.models.revision import Revision
from members.models.talk import (
    Conversation,
    Encounter,
    EncounterKind,
    Message,
    Opening,
    Question,
    QuestionKind,
    QuestionState,
)
from members.models.token import ApiToken, Scope
from members.models.values import ValueStatement

__all__ = [
    "ONLY_AUTHORS",
    "TERMS_VERSION",
    "VERSIONS",
    "AboutAnything",
    "Acceptance",
    "Accepted",
    "ApiToken",
    "Audience",
    "Block",
    "Circle",
    "Consent",
    "Conversation",
    "DigestLine",
    "DigestRun",
    "DigestState",
    "EarlierVersion",
    "Encounter",
    "EncounterKind",
    "FormerHandle",
    "Hideable",
    "KeepsVersions",
    "Language",
    "LanguageField",
    "MailState",
    "Member",
    "MemberQuerySet",
    "Message",
    "Notification",
    "NotificationChoice",
    "Opening",
    "Outbox",
    "OutboxState",
    "Purpose",
    "Question",
    "QuestionKind",
    "QuestionState",
    "Reach",
    "Readership",
    "Record",
    "Revision",
    "Rhythm",
    "Scope",
    "SentOnce",
    "ValueStatement",
    "circles",
    "named",
    "readership_of_any",
    "search_column",
    "was_open_to",
]
