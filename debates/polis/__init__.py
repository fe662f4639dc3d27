"""Reads a public conversation: the export of Polis, or our own form of it.

Pure: plain files in, dataclasses out, no Django. A folder is right as a whole or refused as a
whole, with the file, the line and the reason.
"""

from debates.polis.conversation import Cast, Claim, Conversation, Damaged, Person, Source
from debates.polis.folder import read_conversation, read_groups

__all__ = [
    "Cast",
    "Claim",
    "Conversation",
    "Damaged",
    "Person",
    "Source",
    "read_conversation",
    "read_groups",
]
