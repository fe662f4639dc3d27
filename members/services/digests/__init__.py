"""A finite letter: what awaits an answer, what fits, what is new.

Sent to whoever consented, once a period, less often while nobody follows its links.
"""

from members.services.digests.contents import MOST_ITEMS, Part, gather, read_again, since_last
from members.services.digests.delivery import (
    Letter,
    ask_for_digest,
    lines_of,
    mail_of,
    question_of,
    send_digest,
)
from members.services.digests.following import follow, forget_old_lines, line_behind, link_token
from members.services.digests.periods import due_members, open_due, queue
from members.services.digests.planning import read_rhythm, rhythm_path, schedule, set_rhythm

__all__ = [
    "MOST_ITEMS",
    "Letter",
    "Part",
    "ask_for_digest",
    "due_members",
    "follow",
    "forget_old_lines",
    "gather",
    "line_behind",
    "lines_of",
    "link_token",
    "mail_of",
    "open_due",
    "question_of",
    "queue",
    "read_again",
    "read_rhythm",
    "rhythm_path",
    "schedule",
    "send_digest",
    "set_rhythm",
    "since_last",
]
