"""Who may do what in a debate: plain predicates, each with the sentence by which it refuses."""

from debates.access.positions import can_take_position, can_withdraw_position
from debates.access.topics import (
    can_close_topic,
    can_edit_topic,
    can_open_topic,
    can_see_topic,
    can_withdraw_topic,
)

__all__ = [
    "can_close_topic",
    "can_edit_topic",
    "can_open_topic",
    "can_see_topic",
    "can_take_position",
    "can_withdraw_position",
    "can_withdraw_topic",
]
