"""Forms validate and clean; they never save."""

from debates.forms.credits import CreditForm
from debates.forms.joint import AsideForm, CosignForm, JointForm, RatifyForm
from debates.forms.missions import (
    CarryForm,
    EndForm,
    MissionForm,
    ProgressForm,
    PromiseForm,
    SettleForm,
)
from debates.forms.positions import PositionForm, readers_in_words
from debates.forms.topics import TopicEditForm, TopicFilter, TopicForm

__all__ = [
    "AsideForm",
    "CarryForm",
    "CosignForm",
    "CreditForm",
    "EndForm",
    "JointForm",
    "MissionForm",
    "PositionForm",
    "ProgressForm",
    "PromiseForm",
    "RatifyForm",
    "SettleForm",
    "TopicEditForm",
    "TopicFilter",
    "TopicForm",
    "readers_in_words",
]
