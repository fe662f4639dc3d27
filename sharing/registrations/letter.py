"""What the letter says of this floor: who fits, who waits, what became of one's own."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.markup.dates import day
from members.markup.prose import excerpt
from members.models import Member
from members.shelves import DigestItem, DigestSection, digest_sections
from sharing.matching import Kind
from sharing.reading.letter import (
    answered_questions,
    exchanges_done,
    near_experience,
    running_out,
    unanswered_request,
)
from sharing.services.matches import Found, digest_matches, key_of, note_followed, note_shown
from sharing.wording import question_for, why_in_short

# One screen: a letter holds seven things in all.
MOST_ANSWERED, MOST_DONE, MOST_RUNNING_OUT = 2, 1, 2


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


def unanswered(member: Member, since: datetime) -> Sequence[DigestItem]:
    """One request of one's communities that nobody has answered."""
    request = unanswered_request(member)
    if request is None:
        return []
    why = gettext("Nobody has answered %(name)s yet. A question back is an answer, too.")
    if request.is_near:
        why = gettext("Nobody has answered %(name)s yet, and you can do what is looked for.")
    return [
        DigestItem(
            title=request.title,
            url=request.get_absolute_url(),
            why=why % {"name": request.member.name},
            text=excerpt(request.text, 160),
            title_language=request.language,
            text_language=request.language,
            kind="request",
            key=f"request:{request.pk}",
        )
    ]


def what_became(member: Member, since: datetime) -> Iterable[DigestItem]:
    """What became of one's own: answered, done together, about to run out."""
    for question in answered_questions(member, since)[:MOST_ANSWERED]:
        yield DigestItem(
            title=gettext("%(name)s answered you") % {"name": question.addressee.name},
            url=question.get_absolute_url(),
            why=gettext("You asked; with the answer you can go on talking."),
            kind="answer",
            key=f"question:{question.pk}",
        )
    for exchange in exchanges_done(member, since)[:MOST_DONE]:
        yield DigestItem(
            title=exchange.title,
            url=exchange.get_absolute_url(),
            why=gettext("It is done. If you like, say what you learnt, or do it again."),
            title_language=exchange.title_language,
            kind="exchange",
            key=f"exchange:{exchange.pk}",
        )
    for listing in running_out(member)[:MOST_RUNNING_OUT]:
        yield DigestItem(
            title=listing.title,
            url=listing.get_absolute_url(),
            why=gettext("It runs out on %(day)s. One click there renews it.")
            % {"day": day(listing.until)},
            title_language=listing.language,
            kind="renewal",
            key=f"{listing._meta.model_name}:{listing.pk}:{listing.until}",
        )


def experience(member: Member, since: datetime) -> Sequence[DigestItem]:
    """One note of experience near to what one asked for."""
    note = near_experience(member)
    if note is None:
        return []
    return [
        DigestItem(
            title=note.title,
            url=note.get_absolute_url(),
            why=gettext("Somebody has been through something close to what you ask for."),
            text=excerpt(note.situation, 160),
            title_language=note.language,
            text_language=note.language,
            kind="experience",
            key=f"experience:{note.pk}",
        )
    ]


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
digest_sections.register(
    DigestSection(
        name="sharing.unanswered",
        title=_("Somebody waits for an answer"),
        items=unanswered,
        order=30,
    )
)
digest_sections.register(
    DigestSection(
        name="sharing.became",
        title=_("What became of yours"),
        items=lambda member, since: list(what_became(member, since)),
        order=40,
    )
)
digest_sections.register(
    DigestSection(
        name="sharing.experience",
        title=_("Somebody has tried it"),
        items=experience,
        order=50,
    )
)
