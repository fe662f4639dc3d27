"""Reporting, deciding, complaining."""

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.models import Complaint, Decision, Ground, Measure, Reason, Report
from communities.services.moderation import Verdict, Words

NEEDED_TO_HIDE = {
    "ground": _("Say on which ground it is hidden."),
    "rule": _("Name the rule or the law, so that it can be looked up."),
}


class ReportForm(forms.ModelForm):
    """What is not right. Members need no more than a reason."""

    class Meta:
        model = Report
        fields = ("reason", "explanation", "in_good_faith")
        widgets = {"reason": forms.RadioSelect, "explanation": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "explanation": _(
                "What happened, and which rule or law does it touch? "
                "Needed if it is against the law."
            ),
            "in_good_faith": _("Needed if it is against the law."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = Reason.choices

    def words(self) -> Words:
        return Words(**self.cleaned_data)


class VisitorReportForm(ReportForm):
    """The same without an account: how to reach you is up to you."""

    class Meta(ReportForm.Meta):
        fields = (*ReportForm.Meta.fields, "name", "email")
        help_texts = {
            **ReportForm.Meta.help_texts,
            "email": _("So that we can write to you. You can also follow your report without it."),
        }


class AnythingReportForm(VisitorReportForm):
    """The same for anything, by the address of a page."""

    field_order = ["address", "reason", "explanation", "in_good_faith", "name", "email"]

    class Meta(VisitorReportForm.Meta):
        fields = (*VisitorReportForm.Meta.fields, "address")
        help_texts = {
            **VisitorReportForm.Meta.help_texts,
            "address": _(
                "Copy it from the address bar. If you have none, describe where it stands."
            ),
        }

    def __init__(self, *args, is_member: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if is_member:
            del self.fields["name"], self.fields["email"]


class DecisionForm(forms.ModelForm):
    """The mildest measure that is enough, on a ground, by a rule, with its reason."""

    class Meta:
        model = Decision
        fields = ("measure", "ground", "rule", "reason")
        widgets = {
            "measure": forms.RadioSelect,
            "ground": forms.RadioSelect,
            "reason": forms.Textarea(attrs={"rows": 6}),
        }
        labels = {"reason": _("Your reasons to the author and to those who reported")}
        help_texts = {
            "ground": _("Needed if you hide it."),
            "rule": _("Such as “guideline 2: we speak of firms, never of absent people”."),
            "reason": _(
                "What are the facts, what do you base it on, what can the author do? "
                "They read exactly this text."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = Measure.choices
        self.fields["measure"].choice_help = {
            Measure.NONE: _("Those who reported it read why."),
            Measure.HIDE: _("Nobody sees it any more. The author reads why and can complain."),
        }
        self.fields["ground"].choices = Ground.choices
        self.fields["ground"].required = False

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("measure") == Measure.HIDE:
            for name, sentence in NEEDED_TO_HIDE.items():
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return cleaned

    def verdict(self) -> Verdict:
        return Verdict(**self.cleaned_data)


class ComplaintForm(forms.ModelForm):
    class Meta:
        model = Complaint
        fields = ("text",)
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}
        labels = {"text": _("What was not seen, or not understood?")}
        help_texts = {"text": _("Somebody else reads it and decides anew.")}
