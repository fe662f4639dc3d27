"""Forms validate and clean; they never save."""

from debates.forms.credits import CreditForm
from debates.forms.positions import PositionForm, readers_in_words
from debates.forms.topics import TopicFilter, TopicForm

__all__ = ["CreditForm", "PositionForm", "TopicFilter", "TopicForm", "readers_in_words"]
