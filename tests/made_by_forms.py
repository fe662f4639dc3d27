"""Every form that makes something, and something sound to send with it."""

from typing import Any

from tests.limit_doors import (
    ASKED,
    CLAIMED,
    FOUNDED,
    INTRODUCED,
    LEARNT,
    OFFERED,
    QUESTION,
    REPORTED,
    WORDS,
)
from tests.makings import (
    Making,
    ben_is_witness,
    lea_moved,
    no_witness_yet,
    not_introduced,
    nothing_at_work,
)


def guarded(
    name: str, arguments: str, who: str | None, sent: dict[str, Any], **more: Any
) -> Making:
    return Making(name, arguments, who, sent, marked=False, **more)


VALUE = {"value": "security", "words": "I stand for what holds.", "language": "en"}
ANSWERED = {"text": "I took the dog for a walk.", "language": "en"}
ARGUED = {"kind": "experience", "text": WORDS, "language": "en"}
RESTATED = {"text": WORDS, "language": "en"}
SKILLED = {"own_skills": ["saws"]}
OFFER = OFFERED | SKILLED | {"ways": ["gift"], "communities": ["{pk:community.public}"]}
PROPOSAL = {
    "what": "An evening with your accounts.",
    "giver": "lea",
    "starts_at": "{now+7}",
    "minutes": "2",
    "way": "gift",
    "is_online": "on",
}
KEY = "0123456789abcdef"

MEMBERS = [
    Making("members:ask", "kind=offer target_id=offer.public", "odo", ASKED),
    Making("members:question", "pk=question", "lea", ANSWERED),
    Making("members:conversation", "pk=conversation", "lea", {"text": WORDS}),
    Making("members:value_settings", "", "lea", VALUE),
    Making("members:welcome_step", "name=values", "nora", VALUE, marked=False),
    Making("members:send_me_one", "", "lea"),
    guarded(
        "members:token_settings",
        "",
        "lea",
        {"name": "calendar", "scopes": ["read"], "days": "90"},
        answers=200,
    ),
]
COMMUNITIES = [
    Making("communities:found", "", "nora", FOUNDED),
    Making("communities:ask", "slug=community.closed", "sam", {"answer": WORDS}),
    Making("communities:invite", "slug=community.secret", "odo", {"handle": "nora"}),
    Making("communities:remove", "slug=community.public pk=membership", "odo", {"reply": WORDS}),
    Making(
        "communities:decline_request", "slug=community.closed pk=asked", "mara", {"reply": WORDS}
    ),
    Making("communities:report", "kind=offer target_id=offer.public", "mara", REPORTED),
    Making(
        "communities:report",
        "kind=offer target_id=offer.public",
        None,
        REPORTED | {"email": "somebody@example.org"},
    ),
    Making("communities:report_anything", "", None, REPORTED | {"email": "somebody@example.org"}),
    Making("communities:case", "pk=case.open.public", "mara", {"measure": "none", "reason": WORDS}),
    Making("communities:decision", "pk=decision.public", "lea", {"text": WORDS}),
]
DEBATES = [
    Making(
        "debates:open_topic",
        "slug=community.public",
        "lea",
        {"question": QUESTION, "language": "en"},
    ),
    Making("debates:statements", "pk=topic.public", "lea", CLAIMED),
    Making(
        "debates:credits",
        "pk=position.public",
        "lea",
        {"credits": "argument:{reply.public}"},
        before=lea_moved,
    ),
    Making("debates:restate_position", "pk=position.public", "odo", RESTATED),
    Making("debates:restate_argument", "pk=argument.public", "odo", RESTATED),
    Making("debates:argue_position", "pk=position.public", "mara", ARGUED),
    Making("debates:argue_argument", "pk=argument.public", "mara", ARGUED),
    Making(
        "debates:not_quite",
        "pk=restatement.public",
        "lea",
        {"correction": "It is not only about trust."},
    ),
    Making(
        "debates:call_witness",
        "pk=unheard.public",
        "odo",
        {"witness": "{ben}"},
        before=no_witness_yet,
    ),
    Making(
        "debates:judge",
        "pk=unheard.public",
        "ben",
        {"is_fair": "yes", "words": "It says what she meant."},
        before=ben_is_witness,
    ),
    Making("debates:joint_statements", "pk=topic.public", "lea", CLAIMED, before=nothing_at_work),
    Making(
        "debates:missions",
        "pk=topic.public",
        "lea",
        {
            "aim": "Three firms try a talk about pay.",
            "ground": "Whoever asks gets an answer.",
            "skills": "listening",
            "review_on": "{day+60}",
            "language": "en",
            "publish": "on",
        },
    ),
    Making(
        "debates:tell_progress",
        "pk=mission.public",
        "lea",
        {"text": "It goes well.", "language": "en"},
    ),
    Making(
        "debates:end_mission",
        "pk=mission.public",
        "lea",
        {"state": "stopped", "learnt": "Begin with two firms, not with five."},
    ),
    Making(
        "debates:promise",
        "pk=mission.public",
        "lea",
        {
            "deed": "I ask the head of our school.",
            "due": "{day+10}",
            "obstacle": "She is away.",
            "then": "I ask her deputy.",
            "language": "en",
        },
    ),
]
EXCHANGES = [
    Making("sharing:exchange_proposal", "pk=exchange.talking", "lea", PROPOSAL),
    Making("sharing:exchange_decline", "pk=exchange.proposed", "lea"),
    Making("sharing:exchange_cancel", "pk=exchange.agreed", "lea"),
    Making("sharing:exchange_done", "pk=exchange.begun", "lea", {"minutes": "2"}),
    Making("sharing:exchange_changes", "pk=exchange.done_by_one", "lea", {"words": WORDS}),
    Making(
        "sharing:exchange_did-not-happen",
        "pk=exchange.begun",
        "lea",
        {"kind": "no_word", "words": WORDS},
    ),
    Making("sharing:exchange_dispute", "pk=exchange.done", "lea", {"words": WORDS}),
    Making("sharing:exchange_settle", "pk=exchange.disputed", "lea", {"outcome": "did_not_happen"}),
    Making(
        "sharing:exchange_reflect",
        "pk=exchange.done",
        "lea",
        {"learnt": "To ask earlier.", "language": "en"},
    ),
    Making("sharing:exchange_date", "pk=exchange.agreed", "lea", {"starts_at": "{now+9}"}),
    Making("sharing:exchange_again", "pk=exchange.done", "lea", {"starts_at": "{now+9}"}),
]
SHARING = [
    Making("sharing:new_offer", "", "lea", OFFER),
    Making("sharing:new_request", "", "lea", OFFER | {"looked": "1"}),
    Making(
        "sharing:new_experience",
        "",
        "lea",
        LEARNT | SKILLED | {"community": "{pk:community.public}", "publish": "1"},
    ),
    Making("sharing:tell_trial", "pk=experience.public", "ben", ANSWERED),
    Making(
        "sharing:new_introduction",
        "",
        "odo",
        INTRODUCED | {"one": "lea", "other": "ben"},
        before=not_introduced,
    ),
    Making("sharing:save_search", "", "lea", {"kind": "offer", "query": "q=planes"}),
    Making(
        "sharing:hours_give",
        "slug=community.public",
        "odo",
        {"gift-handle": "ben", "gift-hours": "1", "gift-key": KEY},
    ),
    Making(
        "sharing:hours_correct",
        "slug=community.public",
        "odo",
        {
            "correction-code": "{transfer}",
            "correction-hours": "1",
            "correction-note": "It was half of it.",
            "correction-key": KEY,
        },
    ),
    Making(
        "sharing:hours_bounds",
        "slug=community.public",
        "odo",
        {
            "bounds-handle": "lea",
            "bounds-floor": "20",
            "bounds-ceiling": "60",
            "bounds-reason": "She builds for all of us.",
        },
    ),
]
MAKINGS = [*MEMBERS, *COMMUNITIES, *DEBATES, *EXCHANGES, *SHARING]
