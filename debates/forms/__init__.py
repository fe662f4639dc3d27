"""Forms validate and clean; they never save."""

from debates.forms.positions import PositionForm, readers_in_words
from debates.forms.topics import TopicFilter, TopicForm

__all__ = ["PositionForm", "TopicFilter", "TopicForm", "readers_in_words"]
