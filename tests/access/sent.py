"""What is sent along when the doors of the API are tried."""

from typing import Any

REPLY = {"reply": "Three warnings were not enough to stop it."}
# What is sent along; an act that is not named here sends nothing.
SENT: dict[str, dict[str, Any]] = {
    "experiences/{id}/agree/": {"version": 1},
    "experiences/{id}/tried/": {"text": "It took two of us.", "language": "en"},
    "introductions/{id}/answer/": {"yes": True},
    "rings/{id}/answer/": {"yes": True},
    "questions/{id}/answer/": {"text": "I took the dog for a walk.", "language": "en"},
    "skills/{id}/tie/": {"to": None},
    "questions/{id}/showing/": {"shows": True},
    "memberships/{id}/": {"role": "moderator"},
    "memberships/{id}/decline/": REPLY,
    "memberships/{id}/remove/": REPLY,
    "me/consents/{purpose}/": {"agrees": True},
    "topics/{id}/choice/": {"wish": "mute"},
    "joint/{id}/answer/": {"agrees": True, "language": "en"},
    "joint/{id}/set-aside/": {"because": "These words lead nowhere."},
    "missions/{id}/end/": {"state": "stopped", "learnt": "Begin with two firms, not with five."},
    "missions/{id}/progress/": {"text": "It goes well.", "language": "en"},
    "commitments/{id}/settle/": {"state": "released"},
    "commitments/{id}/witness/": {"agrees": True},
    "restatements/{id}/not-quite/": {"correction": "It is not only about trust."},
    "restatements/{id}/judgement/": {"is_fair": True, "words": "It says what she meant."},
    "communities/{id}/debate-rules/": {"restating_comes_first": False},
    "topics/{id}/statements/": {"text": "Whoever leads shows first.", "language": "en"},
    "statements/{id}/vote/": {"says": "agree"},
}
