"""What members can do and want to learn, and skills in their own words."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import Q, Value
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from members.models import Member
from members.refusals import Invalid, Refusal, require
from members.text import clean_line
from sharing import access
from sharing.models import Gained, Level, MemberSkill, Skill
from sharing.vocabulary.words import names_column

LONGEST = 80
MOST_PER_DIRECTION = 40


def coin_skill(*, member: Member, words: str, language: str = "") -> Skill:
    """A skill in own words, kept as typed; the same words in other letters are the same skill.

    Words that are a label of the classification are that skill, so that two who mean it meet.
    """
    return coin_skills(member=member, words=[words], language=language)[0]


def coin_skills(*, member: Member, words: Sequence[str], language: str = "") -> list[Skill]:
    """Several skills in own words, looked up together."""
    tidied = [_sound(text) for text in words]
    known = _in_these_words(tidied) | _labelled(tidied)
    skills = []
    for text in tidied:
        if text.lower() not in known:
            known[text.lower()] = _coin(text, language or member.language)
        skills.append(known[text.lower()])
    return skills


def _sound(words: str) -> str:
    words = clean_line(words)
    if not any(sign.isalnum() for sign in words) or len(words) < 2:
        raise Invalid(_("A skill needs a word or two, with letters."), field="skill_words")
    if len(words) > LONGEST:
        raise Invalid(
            _("A skill has at most 80 characters. Say the rest in your text."), field="skill_words"
        )
    return words


def _labelled(words: Sequence[str]) -> dict[str, Skill]:
    """Skills of the classification with these labels, by the label in small letters."""
    begun = Q(pk__in=[])
    for text in words:
        # `names` has the index; the labels decide.
        begun |= Q(names__contains=names_column([text], []).rstrip("\n"))
    found = Skill.objects.from_esco().filter(begun) if words else Skill.objects.none()
    wanted = {text.lower() for text in words}
    return {
        label.lower(): skill
        for skill in found
        for label in (skill.label_fr, skill.label_en, skill.label_de)
        if label.lower() in wanted
    }


def _in_these_words(words: Sequence[str]) -> dict[str, Skill]:
    """Skills in these own words, by the words in small letters."""
    same = Skill.objects.in_own_words().annotate(lower=Lower("words"))
    found = same.filter(lower__in=[text.lower() for text in words]) if words else same.none()
    return {skill.words.lower(): skill for skill in found}


def _coin(words: str, language: str) -> Skill:
    try:
        with transaction.atomic():
            return Skill.objects.create(
                words=words, language=language, names=names_column([words], [])
            )
    except IntegrityError:
        # Somebody coined the same words in this very moment.
        same = Skill.objects.in_own_words().annotate(lower=Lower("words"))
        return same.get(lower=Lower(Value(words)))


@transaction.atomic
def add_skill(
    *,
    member: Member,
    skill: Skill,
    direction: str,
    note: str = "",
    level: int | None = None,
    gained: str = "",
) -> MemberSkill:
    """Say that one can or wants to learn something, how far one has come and how one gained it.

    A second time changes what stands beside it.
    """
    if level is not None and level not in Level.values:
        raise Invalid(_("Choose one of the four levels, or none."), field="level")
    if gained and gained not in Gained.values:
        raise Invalid(_("Choose how you gained it, or leave it open."), field="gained")
    add_skills(member=member, skills=[skill], direction=direction)
    entry = MemberSkill.objects.get(member=member, skill=skill, direction=direction)
    entry.note, entry.level, entry.gained = clean_line(note), level, gained
    entry.save(update_fields=["note", "level", "gained"])
    return entry


@transaction.atomic
def add_skills(
    *, member: Member, skills: Sequence[Skill], own_skills: Sequence[str] = (), direction: str
) -> None:
    """Say that one can or wants to learn several things, all or none; what stands there stays."""
    if direction not in MemberSkill.Direction.values:
        raise Invalid(_("Say whether you can do it or want to learn it."))
    # Two at once must not pass the limit together.
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    coined = coin_skills(member=member, words=own_skills)
    own = MemberSkill.objects.filter(member=member, direction=direction)
    known = set(own.values_list("skill", flat=True))
    new = [one for one in dict.fromkeys([*skills, *coined]) if one.pk not in known]
    if len(known) + len(new) > MOST_PER_DIRECTION:
        raise Refusal(_("Forty skills fit on your list. Take one away first."))
    MemberSkill.objects.bulk_create(
        MemberSkill(member=member, skill=skill, direction=direction) for skill in new
    )


def drop_skill(*, member: Member, skill: Skill, direction: str) -> None:
    """Take a skill off one's page; a second time changes nothing."""
    MemberSkill.objects.filter(member=member, skill=skill, direction=direction).delete()


@transaction.atomic
def tie_skill(*, member: Member, skill: Skill, to: Skill | None) -> None:
    """Say which skill of the classification somebody's own words mean; None takes it back."""
    require(access.can_tie, member)
    own = Skill.objects.select_for_update().defer("names").get(pk=skill.pk)
    if own.uri:
        raise Invalid(_("Only own words are tied; this is a skill of the classification."))
    if to is not None and not to.uri:
        raise Invalid(_("Choose a skill of the classification, not other own words."), field="to")
    own.tied_to = to
    own.save(update_fields=["tied_to"])
