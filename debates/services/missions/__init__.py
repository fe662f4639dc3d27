"""The verbs of missions: start, carry, set out, promise, settle, tell, end."""

from debates.services.missions.commitments import (
    answer_as_witness,
    promise,
    settle,
    take_back,
)
from debates.services.missions.course import (
    carry,
    end_mission,
    forget_starter,
    leave_mission,
    set_out,
    start_mission,
    tell_progress,
)

__all__ = [
    "answer_as_witness",
    "carry",
    "end_mission",
    "forget_starter",
    "leave_mission",
    "promise",
    "set_out",
    "settle",
    "start_mission",
    "take_back",
    "tell_progress",
]
