"""What the letter says of this floor: who fits, and why."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.models import Member
from members.shelves import DigestItem, DigestSection, digest_sections
from sharing.matching import Kind
from sharing.services.matches import Found, digest_matches, key_of, note_followed, note_shown
from sharing.wording import question_for, why_in_short


def matches(member: Member, since: datetime) -> Sequence[DigestItem]:
    """Who fits, at most three."""
    return [_item(found) for found in digest_matches(member, since)]


def _shown(member: Member, items: Sequence[DigestItem], at: datetime) -> None:
    note_shown(member, [item.key for item in items], at)


def _item(found: Found) -> DigestItem:
    return DigestItem(
        title=title_of(found),
        url=found.theirs.get_absolute_url(),
        why=why_in_short(found),
        text=question_for(found),
        kind="match",
        key=key_of(found),
    )


def title_of(found: Found) -> str:
    """Who, and with what one would begin."""
    if found.kind is Kind.MEMBER:
        return found.member.name
    title = {
        Kind.OFFER: gettext("%(name)s offers: %(title)s"),
        Kind.REQUEST: gettext("%(name)s is looking for: %(title)s"),
    }[found.kind]
    return title % {"name": found.member.name, "title": found.theirs.title}


digest_sections.register(
    DigestSection(
        name="sharing.matches",
        title=_("Who fits you"),
        items=matches,
        order=20,
        sent=_shown,
        followed=note_followed,
    )
)
