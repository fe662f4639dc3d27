"""Who may do what in a debate: plain predicates, each with the sentence by which it refuses."""

from debates.access.arguments import can_argue_in, can_edit_argument, can_withdraw_argument
from debates.access.credits import can_credit, can_give_credit, can_withdraw_credit
from debates.access.joint import can_cosign, can_draft_joint, can_ratify, can_set_aside
from debates.access.listening import (
    Gate,
    Step,
    author_of,
    can_object_to,
    gate_of,
    gates_of,
    given_by,
    restating_comes_first,
)
from debates.access.missions import (
    can_answer_as_witness,
    can_carry,
    can_settle,
    can_start_mission,
    can_witness,
    carries,
)
from debates.access.positions import can_take_position, can_withdraw_position
from debates.access.statements import can_vote, can_write_statement
from debates.access.topics import (
    can_close_topic,
    can_edit_topic,
    can_open_topic,
    can_see_topic,
    can_withdraw_topic,
)
from debates.access.witnesses import (
    can_accept_witness,
    can_answer_restatement,
    can_call_witness,
    can_judge,
    can_restate,
    can_restate_in,
    can_set_rules,
    is_free,
    is_silent,
    judges_of,
    may_call_moderators,
    witnesses_for,
)

__all__ = [
    "Gate",
    "Step",
    "author_of",
    "can_accept_witness",
    "can_answer_as_witness",
    "can_answer_restatement",
    "can_argue_in",
    "can_call_witness",
    "can_carry",
    "can_close_topic",
    "can_cosign",
    "can_credit",
    "can_draft_joint",
    "can_edit_argument",
    "can_edit_topic",
    "can_give_credit",
    "can_judge",
    "can_object_to",
    "can_open_topic",
    "can_ratify",
    "can_restate",
    "can_restate_in",
    "can_see_topic",
    "can_set_aside",
    "can_set_rules",
    "can_settle",
    "can_start_mission",
    "can_take_position",
    "can_vote",
    "can_withdraw_argument",
    "can_withdraw_credit",
    "can_withdraw_position",
    "can_withdraw_topic",
    "can_witness",
    "can_write_statement",
    "carries",
    "gate_of",
    "gates_of",
    "given_by",
    "is_free",
    "is_silent",
    "judges_of",
    "may_call_moderators",
    "restating_comes_first",
    "witnesses_for",
]
