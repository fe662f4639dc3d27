"""Coming in, inviting, answering."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from communities.models import Role
from members.forms.fields import LineField, TextField
from members.models import Member


class AskForm(forms.Form):
    """What somebody who would like to join says."""

    answer = TextField(
        label=_("A few words about you"),
        help_text=_("The moderators read this, and nobody else."),
        max_length=1200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, question: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        if question:
            self.fields["answer"].label = question
            self.fields["answer"].required = True


class ReplyForm(forms.Form):
    """Why somebody is not let in, or has to go. They read exactly this."""

    reply = TextField(
        label=_("Your word to them"),
        help_text=_("They read exactly this text."),
        min_length=20,
        max_length=1200,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"min_length": _("Please write at least one whole sentence.")},
    )


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, widget=forms.RadioSelect)


class InviteForm(forms.Form):
    """Whom to invite, by handle, and why."""

    handle = LineField(
        label=_("Handle"),
        help_text=_("It stands on their page and in its address, such as “lea-amstutz”."),
        max_length=60,
    )
    words = LineField(
        label=_("A personal word"),
        help_text=_("Why you think of this person."),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, inviter: Member, **kwargs):
        super().__init__(*args, **kwargs)
        self.inviter = inviter

    def clean_handle(self) -> Member:
        handle = self.cleaned_data["handle"].strip().strip("@/").lower().rpartition("/")[2]
        people = Member.objects.visible_to(self.inviter).exclude(pk=self.inviter.pk)
        invitee = people.filter(handle=handle).first()
        if invitee is None:
            raise ValidationError(_("There is nobody by this handle whom you could invite."))
        return invitee
