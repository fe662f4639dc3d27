"""Experiences: write, agree, change, withdraw, try, and find before asking."""

from sharing.services.experiences.agreeing import (
    agree_to_experience,
    restore_experience,
    withdraw_experience,
)
from sharing.services.experiences.fitting import fitting_experiences
from sharing.services.experiences.leaving import forget_writer
from sharing.services.experiences.trials import (
    restore_trial,
    tell_trial,
    withdraw_trial,
)
from sharing.services.experiences.writing import (
    edit_experience,
    hide_experience,
    show_experience,
    write_experience,
)

__all__ = [
    "agree_to_experience",
    "edit_experience",
    "fitting_experiences",
    "forget_writer",
    "hide_experience",
    "restore_experience",
    "restore_trial",
    "show_experience",
    "tell_trial",
    "withdraw_experience",
    "withdraw_trial",
    "write_experience",
]
