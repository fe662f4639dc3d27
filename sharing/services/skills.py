"""What members can do and want to learn, and skills in their own words."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import Q, Value
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from members.models import Member
from members.refusals import Invalid, Refusal
from sharing.models import MemberSkill, Skill
from sharing.vocabulary.words import names_column, tidy

LONGEST = 80
MOST_PER_DIRECTION = 40


def coin_skill(*, member: Member, words: str, language: str = "") -> Skill:
    """A skill in own words, kept as typed; the same words in other letters are the same skill.

    Words that are a label of the classification are that skill, so that two who mean it meet.
    """
    words = tidy(words)
    if not any(sign.isalnum() for sign in words) or len(words) < 2:
        raise Invalid(_("A skill needs a word or two, with letters."), field="skill_words")
    if len(words) > LONGEST:
        raise Invalid(
            _("A skill has at most 80 characters. Say the rest in your text."), field="skill_words"
        )
    return _labelled(words) or _in_these_words(words) or _coin(words, language or member.language)


def _labelled(words: str) -> Skill | None:
    labels = Q(label_de__iexact=words) | Q(label_en__iexact=words) | Q(label_fr__iexact=words)
    # `names` has the index; the labels decide.
    begun = names_column([words], []).rstrip("\n")
    return Skill.objects.from_esco().filter(labels, names__contains=begun).first()


def _in_these_words(words: str) -> Skill | None:
    same = Skill.objects.in_own_words().annotate(lower=Lower("words"))
    return same.filter(lower=Lower(Value(words))).first()


def _coin(words: str, language: str) -> Skill:
    try:
        with transaction.atomic():
            return Skill.objects.create(
                words=words, language=language, names=names_column([words], [])
            )
    except IntegrityError:
        # Somebody coined the same words in this very moment.
        skill = _in_these_words(words)
        if skill is None:
            raise
        return skill


@transaction.atomic
def add_skill(*, member: Member, skill: Skill, direction: str, note: str = "") -> MemberSkill:
    """Say that one can or wants to learn something; a second time changes the note."""
    if direction not in MemberSkill.Direction.values:
        raise Invalid(_("Say whether you can do it or want to learn it."))
    # Two at once must not pass the limit together.
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    own = MemberSkill.objects.filter(member=member, direction=direction)
    if entry := own.filter(skill=skill).first():
        entry.note = tidy(note)
        entry.save(update_fields=["note"])
        return entry
    if own.count() >= MOST_PER_DIRECTION:
        raise Refusal(_("Forty skills are on your list already. Take one away first."))
    return MemberSkill.objects.create(
        member=member, skill=skill, direction=direction, note=tidy(note)
    )


@transaction.atomic
def add_skills(
    *, member: Member, skills: Sequence[Skill], own_skills: Sequence[str] = (), direction: str
) -> None:
    """Say that one can or wants to learn several things, all or none."""
    coined = [coin_skill(member=member, words=words) for words in own_skills]
    known = MemberSkill.objects.filter(member=member, direction=direction)
    named = set(known.values_list("skill", flat=True))
    for skill in dict.fromkeys([*skills, *coined]):
        if skill.pk not in named:
            add_skill(member=member, skill=skill, direction=direction)


def drop_skill(*, member: Member, skill: Skill, direction: str) -> None:
    """Take a skill off one's page; a second time changes nothing."""
    MemberSkill.objects.filter(member=member, skill=skill, direction=direction).delete()
