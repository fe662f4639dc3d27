"""Skills: from the European classification (ESCO), or in a member's own words."""

from collections.abc import Collection
from functools import reduce
from operator import or_
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import TrigramSimilarity
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce, Length, Lower, NullIf, StrIndex
from django.db.models.lookups import LessThan
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from members.alphabet import alphabetical
from members.models import LanguageField, Member, Record
from members.models.fields import LineField

# A general community knows transversal and cross-sector skills best; own words stand beside them.
NEARNESS = {"transversal": 0, "cross-sector": 0, "sector-specific": 1, "occupation-specific": 2}
LABELS = {"de": "label_de", "en": "label_en", "fr": "label_fr"}


def label_field() -> str:
    """The column with the labels in the reader's language."""
    return LABELS.get((get_language() or "de")[:2], "label_en")


def label_in(field: str, path: str = "") -> Coalesce:
    """In the database what `Skill.label` is: own words, else this label, else another one."""
    names = ("words", field, "label_de", "label_en")
    return Coalesce(*(NullIf(f"{path}{name}", Value("")) for name in names), Value(""))


class SkillGroupQuerySet(models.QuerySet["SkillGroup"]):
    def below(self, code: str) -> Self:
        """A branch and all that grows out of it; the tree is four deep."""
        up = ["code", "parent", "parent__parent", "parent__parent__parent"]
        return self.filter(reduce(or_, (Q(**{step: code}) for step in up)))

    def roots_and_main_branches(self) -> Self:
        """The four roots, and right below them fields of knowledge, kinds of skill, languages."""
        return self.filter(level__lte=1).order_by("level", "code")


class SkillGroup(models.Model):
    """A branch of the tree of skills; its code is text, since some begin with a zero."""

    code = models.CharField(max_length=20, primary_key=True)
    uri = models.URLField(unique=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="children")
    level = models.PositiveSmallIntegerField()
    label_en = models.CharField(max_length=300)
    label_de = models.CharField(max_length=300)

    objects = SkillGroupQuerySet.as_manager()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        label = self.label_de if (get_language() or "de").startswith("de") else self.label_en
        return label[:1].upper() + label[1:]


class SkillQuerySet(models.QuerySet["Skill"]):
    def untied_for(self, member: Member) -> Self:
        """Own words tied to nothing yet, as far as this member may read them; staff read all."""
        untied = self.in_own_words().filter(tied_to__isnull=True).order_by("-created_at", "-id")
        if member.is_staff:
            return untied
        listings: tuple[Any, ...] = (
            self.model.offers.rel.related_model,
            self.model.requests.rel.related_model,
        )
        named = [
            Exists(model.objects.visible_to(member).filter(skills=OuterRef("pk"), is_draft=False))
            for model in listings
        ]
        on_pages = self.visible_to(member).values("pk")
        return untied.filter(named[0] | named[1] | Q(pk__in=on_pages))

    def from_esco(self) -> Self:
        return self.exclude(uri="")

    def in_own_words(self) -> Self:
        return self.filter(uri="")

    def visible_to(self, member: Member | None) -> Self:
        """The classification is everybody's; own words are shown to members once somebody they
        may see has them on their page, since a word can also give something away.
        """
        if member is None:
            return self.from_esco()
        on_a_page = Exists(
            MemberSkill.objects.filter(
                skill=OuterRef("pk"), member__in=Member.objects.visible_to(member)
            )
        )
        return self.filter(~Q(uri="") | on_a_page)

    def meaning(self, ids: Collection[int]) -> set[int]:
        """These, what they were tied to, and all own words that were tied to any of them."""
        tied = self.filter(pk__in=ids, tied_to__isnull=False).values_list("tied_to", flat=True)
        meant = {*ids, *tied}
        return meant | set(self.filter(tied_to__in=meant).values_list("pk", flat=True))

    def named(self, folded: str) -> Self:
        """Skills whose names hold all these words, best first, with their `tier`.

        0 is a label, 1 another name as a whole; 2 and 3 their beginnings; 4 a word within; 5 a
        part of a word. In a tier the skills that many trades share come first, then short labels.
        """
        words = folded.split()
        if max(map(len, words), default=0) < 3:
            found = Q(names__contains=f"\n{folded}")
        else:
            found = Q(*(Q(names__contains=word) for word in words))
        return (
            self.filter(found)
            .annotate(tier=_tier(folded), nearness=_nearness(), size=Length(label_field()))
            .order_by("tier", "nearness", "size", alphabetical(label_field()), "pk")
        )


def _named_in(relation: str, member: Member) -> Q:
    """Whether an offer or a request that somebody may read names the skill."""
    listings = Skill._meta.get_field(relation).related_model
    readable = listings.objects.visible_to(member).filter(is_draft=False)  # type: ignore[union-attr]
    return Q(Exists(readable.filter(skills=OuterRef("pk"))))


def _tier(folded: str) -> Case:
    whole, begins = f"\n{folded}\n", f"\n{folded}"
    return Case(
        When(Q(names__contains=whole) & _is_label(whole), then=0),
        When(names__contains=whole, then=1),
        When(Q(names__contains=begins) & _is_label(begins), then=2),
        When(names__contains=begins, then=3),
        When(names__contains=f" {folded}", then=4),
        default=5,
    )


def _is_label(text: str) -> Q:
    """Whether the first place of a text in `names` lies among the labels, before the empty line."""
    return Q(LessThan(StrIndex("names", Value(text)), StrIndex("names", Value("\n\n"))))


def _nearness() -> Case:
    whens = [When(reuse_level=level, then=Value(rank)) for level, rank in NEARNESS.items()]
    return Case(*whens, default=1)


class Skill(Record):
    """What somebody can do. Labels of ESCO in three languages, or own words in one."""

    uri = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=10, blank=True)
    reuse_level = models.CharField(max_length=20, blank=True)
    label_en = models.CharField(max_length=300, blank=True)
    label_de = models.CharField(max_length=300, blank=True)
    label_fr = models.CharField(max_length=300, blank=True)
    # Every name in every language for the search; `vocabulary.words.names_column` writes it.
    names = models.TextField(blank=True)
    groups = models.ManyToManyField(SkillGroup, related_name="skills", blank=True)
    # Own words are one label in one language, kept as typed.
    words = LineField(_("in your own words"), max_length=120, blank=True)
    language = LanguageField(blank=True)
    # Own words that a moderator has tied to the skill of the classification they mean.
    tied_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="own_words"
    )

    objects = SkillQuerySet.as_manager()

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        constraints = [
            models.UniqueConstraint(
                fields=["uri"], condition=~Q(uri=""), name="one_skill_per_esco_uri"
            ),
            models.UniqueConstraint(
                Lower("words"), condition=Q(uri=""), name="own_words_stand_once"
            ),
            models.CheckConstraint(condition=~Q(uri="") | ~Q(words=""), name="skill_has_a_label"),
        ]
        indexes = [GinIndex(fields=["names"], name="skills_by_name", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """In the reader's language where there is one, else in another."""
        return self.words or getattr(self, label_field()) or self.label_de or self.label_en

    @property
    def full_label(self) -> str:
        """Own words with the skill they were tied to: “Buchhaltung für Vereine (bookkeeping)”."""
        return f"{self.label} ({self.tied_to.label})" if self.tied_to else self.label


class OccupationQuerySet(models.QuerySet["Occupation"]):
    def named(self, folded: str) -> Self:
        """Occupations whose names hold these words: whole names first, then how names begin."""
        whole, begins = Q(names__contains=f"\n{folded}\n"), Q(names__contains=f"\n{folded}")
        tier = Case(When(whole, then=0), When(begins, then=1), default=2)
        return (
            self.filter(names__contains=folded)
            .annotate(tier=tier, size=Length("names"))
            .order_by("tier", "size", "pk")
        )


class Occupation(models.Model):
    """People type what they are; ESCO's skills say what one does. A helper for the search only."""

    uri = models.CharField(max_length=120, unique=True)
    isco = models.CharField(max_length=10)
    label_en = models.CharField(max_length=300, blank=True)
    label_de = models.CharField(max_length=300, blank=True)
    label_fr = models.CharField(max_length=300, blank=True)
    names = models.TextField(blank=True)
    # Skills its words point to, nearest first: a list to pick from, never taken for granted.
    skill_ids = ArrayField(models.BigIntegerField(), default=list, editable=False)

    objects = OccupationQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(fields=["names"], name="occupations_by_name", opclasses=["gin_trgm_ops"])
        ]

    def __str__(self) -> str:
        return getattr(self, label_field()) or self.label_de or self.label_en


class KnownWordQuerySet(models.QuerySet["KnownWord"]):
    def like(self, word: str) -> Self:
        """Words that might be meant by one that is misspelt, the likeliest first."""
        return (
            self.filter(word__trigram_similar=word)
            .annotate(likeness=TrigramSimilarity("word", word))
            .order_by("-likeness", "word")
        )


class KnownWord(models.Model):
    """Every word of the vocabulary once, so that a misspelt one finds the one that was meant.

    Comparing with words of ten letters is a hundred times faster than with all names of a skill.
    """

    word = models.CharField(max_length=60, primary_key=True)

    objects = KnownWordQuerySet.as_manager()

    class Meta:
        indexes = [GinIndex(fields=["word"], name="known_words", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.word


class Level(models.IntegerChoices):
    """How far somebody has come, in words of their own judgement; never compared in public."""

    FIRST_STEPS = 1, _("first steps")
    PRACTISED = 2, _("practised")
    EXPERIENCED = 3, _("experienced")
    TEACHES = 4, _("can teach it")


class Gained(models.TextChoices):
    WORK = "work", _("at work")
    TRAINING = "training", _("in a training or in studies")
    VOLUNTEERING = "volunteering", _("as a volunteer")
    LIFE = "life", _("in life")
    SELF_TAUGHT = "self", _("taught myself")


class MemberSkill(Record):
    """A member can do something, or wants to learn it."""

    class Direction(models.TextChoices):
        CAN = "can", _("can")
        WANTS = "wants", _("wants to learn")

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="of_members")
    direction = models.CharField(max_length=5, choices=Direction)
    # How far one has come; for what one wants to learn, how far one is already.
    level = models.PositiveSmallIntegerField(_("level"), null=True, blank=True, choices=Level)
    gained = models.CharField(_("how you gained it"), max_length=12, blank=True, choices=Gained)
    # How it was gained or why one wants it, in a sentence.
    note = LineField(_("in a sentence"), max_length=280, blank=True)

    class Meta:
        verbose_name = _("skill of a member")
        verbose_name_plural = _("skills of members")
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "skill", "direction"], name="one_skill_per_member_and_direction"
            )
        ]
        indexes = [
            # Who can, or wants to learn, something: the newest first, read out of the index alone.
            models.Index(
                fields=["skill", "direction", "-created_at", "-id"],
                include=["member"],
                name="members_of_a_skill",
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.direction} {self.skill_id}"
