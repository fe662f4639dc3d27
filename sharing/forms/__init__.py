"""Forms validate and clean; they never save."""

from sharing.forms.browse import BrowseForm
from sharing.forms.listing import ClosingForm, ListingForm
from sharing.forms.skills import NoteForm, Picked, SkillsField, SkillsForm

__all__ = [
    "BrowseForm",
    "ClosingForm",
    "ListingForm",
    "NoteForm",
    "Picked",
    "SkillsField",
    "SkillsForm",
]
