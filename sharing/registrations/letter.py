"""What the letter says of this floor: who fits, and why."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.models import Member
from members.shelves import DigestItem, DigestSection, digest_sections
from sharing.matching import Kind
from sharing.services.matches import Found, matches_for
from sharing.wording import question_for, why_in_short

MOST = 4


def new_matches(member: Member, since: datetime) -> Sequence[DigestItem]:
    """What is new since the last letter and fits, best first."""
    return [_item(found) for found in matches_for(member, since=since, most=MOST)]


def _item(found: Found) -> DigestItem:
    return DigestItem(
        title=title_of(found),
        url=found.theirs.get_absolute_url(),
        why=why_in_short(found),
        text=question_for(found),
        kind="match",
        key=f"member-{found.member.code}",
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
    DigestSection(name="sharing.matches", title=_("Who fits you"), items=new_matches, order=20)
)
