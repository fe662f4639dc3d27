"""What a member stands for, in their own words."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members import access, values
from members.models import Member, ValueStatement
from members.refusals import Invalid, Refusal
from members.services.revisions import rewrite
from members.text import clean_line, clean_text

MOST = 10


class EnoughValues(Refusal):
    sentence = _(
        "Ten value statements stand on your page. Withdraw one before you declare another."
    )


@transaction.atomic
def declare_value(
    *, member: Member, value: str, words: str, example: str = "", language: str
) -> ValueStatement:
    """State one of the ten basic values in one's own words; ten statements may stand."""
    _check(value, words)
    Member.objects.select_for_update().get(pk=member.pk)
    if statements_of(member).count() >= MOST:
        raise EnoughValues
    return ValueStatement.objects.create(
        member=member,
        value=value,
        words=clean_line(words),
        example=clean_text(example),
        language=language,
    )


@transaction.atomic
def reword_value(
    *,
    member: Member,
    statement: ValueStatement,
    value: str,
    words: str,
    example: str = "",
    language: str,
) -> ValueStatement:
    """Put a value statement differently; what stood before is kept."""
    access.require(access.can_edit_value, member, statement)
    _check(value, words)
    fields = {"value": value, "words": clean_line(words), "example": clean_text(example)}
    rewrite(statement, editor=member, fields=fields | {"language": language})
    return statement


def withdraw_value(*, member: Member, statement: ValueStatement) -> None:
    """Take a value statement off one's page; positions that rest on it keep their own words."""
    access.require(access.can_edit_value, member, statement)
    statement.withdrawn_at = statement.withdrawn_at or timezone.now()
    statement.save(update_fields=["withdrawn_at"])


@transaction.atomic
def take_up_value(*, member: Member, statement: ValueStatement) -> None:
    """Undo a withdrawal."""
    access.require(access.can_edit_value, member, statement)
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    if statements_of(member).exclude(pk=statement.pk).count() >= MOST:
        raise EnoughValues
    statement.withdrawn_at = None
    statement.save(update_fields=["withdrawn_at"])


def statements_of(member: Member) -> QuerySet[ValueStatement]:
    """One's own statements that were not withdrawn, also those a moderator took out of sight."""
    return ValueStatement.objects.filter(member=member, withdrawn_at__isnull=True)


def _check(value: str, words: str) -> None:
    if value not in values.all_values():
        raise Invalid(_("Choose one of the ten values."), field="value")
    if not clean_line(words):
        raise Invalid(_("Finish the sentence in your own words."), field="words")
