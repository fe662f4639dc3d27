"""Names and handles."""

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.text import slugify

from members import names
from members.ids import random_id, to_code
from members.models import VERSIONS, Acceptance, Accepted, FormerHandle, Member
from members.refusals import Invalid, Refusal

UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)


class EmailTaken(Refusal):
    """Somebody signed up with this address a moment ago, probably by a second click."""


@transaction.atomic
def save_new(member: Member) -> None:
    """Save somebody who signs up, with all they accepted, under a handle made of their name.

    Nobody else may have had address or handle when the form was looked at, and yet have them now.
    """
    require_name(member.name)
    while member._state.adding:
        member.handle = free_handle(member.name)
        try:
            with transaction.atomic():
                member.save()
        except IntegrityError as taken:
            if Member.objects.filter(email__iexact=member.email).exists():
                raise EmailTaken from taken
            if not Member.objects.filter(handle=member.handle).exists():
                raise
    accept_all(member=member)


def vouch_for(*, member: Member) -> None:
    """Take a member's address as confirmed, because whoever runs the house made the account."""
    if member.handle.startswith("m-"):
        member.handle = free_handle(member.name)
        member.save(update_fields=["handle"])
    EmailAddress.objects.get_or_create(
        user=member, email=member.email, defaults={"verified": True, "primary": True}
    )


def accept_all(*, member: Member) -> None:
    """Keep that somebody confirmed terms and age, each in the version of today."""
    Acceptance.objects.bulk_create(
        Acceptance(member=member, what=what, version=version) for what, version in VERSIONS.items()
    )


def accept_terms(*, member: Member) -> None:
    """Keep that somebody accepted the terms that hold today; a second time changes nothing."""
    Acceptance.objects.get_or_create(
        member=member, what=Accepted.TERMS, version=VERSIONS[Accepted.TERMS]
    )


def who_has_to_accept(member: Member) -> list[QuerySet[Member]]:
    """The member, where the terms have changed since they accepted them.

    Nobody while the first version holds: no account was ever made without accepting it.
    """
    version = VERSIONS[Accepted.TERMS]
    if version == 1:
        return []
    accepted = Acceptance.objects.filter(what=Accepted.TERMS, version=version)
    return [Member.objects.filter(pk=member.pk).exclude(pk__in=accepted.values("member"))]


def choose_language(*, member: Member, language: str) -> None:
    """Read the house in this language from now on, on every device."""
    Member.objects.filter(pk=member.pk).update(language=language)


def require_name(name: str) -> None:
    """Refuse a name that hides something, looks like another, or speaks for the house."""
    if fault := names.fault_in(name):
        raise Invalid(fault, field="name")


def free_handle(name: str) -> str:
    """A handle from a name, followed by three random letters unless it can be had without them.

    It cannot where somebody has it, somebody who left had it, or it is kept for the house.
    """
    base = slugify(name.translate(UMLAUTS))[:34].strip("-") or "mitglied"
    handle = base if len(base) > 1 else _completed(base)
    while not _is_free(handle):
        handle = _completed(base)
    return handle


def _completed(base: str) -> str:
    return f"{base}-{to_code(random_id())[:3]}"


def _is_free(handle: str) -> bool:
    return not (
        names.is_reserved(handle)
        or Member.objects.filter(handle=handle).exists()
        or FormerHandle.objects.of(handle).exists()
    )


def choose_place(*, member: Member, language: str, time_zone: str) -> None:
    """Choose the language the house speaks, and the clock by which it tells the time."""
    member.language, member.time_zone = language, time_zone
    member.save(update_fields=["language", "time_zone"])
