"""What a decision takes out of a profile, and brings back."""

from django.db import transaction

from members.models import Member
from members.services import revisions

SHOWN = ("role", "story", "curious_about")


@transaction.atomic
def hide_profile(member: Member) -> None:
    """Take the words out of a profile; the earlier version keeps them. Name and account stay."""
    member = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    revisions.rewrite(member, editor=None, fields=dict.fromkeys(SHOWN, ""))


@transaction.atomic
def restore_profile(member: Member) -> None:
    """Bring back the words a decision took out, where the member has not written new ones."""
    member = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    taken = revisions.revisions_of(member).filter(editor=None).first()
    if taken is None:
        return
    empty = {name: words for name, words in taken.fields.items() if not getattr(member, name)}
    revisions.rewrite(member, editor=None, fields=empty)
