"""Takes the shipped vocabulary over into the database; what is the same stays untouched."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import Model

from members.ids import random_id
from sharing.models import KnownWord, Occupation, Skill, SkillGroup
from sharing.vocabulary.nearness import nearest_skills
from sharing.vocabulary.reading import GroupRow, NamedRow, OccupationRow, SkillRow, Vocabulary
from sharing.vocabulary.words import names_column, words_of

BATCH = 1000
GROUP_FIELDS = ["uri", "parent_id", "level", "label_en", "label_de"]
NAMED_FIELDS = ["label_en", "label_de", "label_fr", "names"]
SKILL_FIELDS = ["kind", "reuse_level", *NAMED_FIELDS]
OCCUPATION_FIELDS = ["isco", *NAMED_FIELDS, "skill_ids"]

T = TypeVar("T")
M = TypeVar("M", bound=Model)
# Told after each row, so that somebody who waits sees it go on.
Tick = Callable[[int], object]


@dataclass
class Loaded:
    """What an import did, by kind: rows that are new, rows that changed, rows in all."""

    new: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    total: dict[str, int] = field(default_factory=dict)

    @property
    def did_something(self) -> bool:
        return any(self.new.values()) or any(self.changed.values())


@transaction.atomic
def load_vocabulary(vocabulary: Vocabulary, *, tick: Tick = lambda rows: None) -> Loaded:
    """Take over groups, skills and occupations, all or nothing; rows that exist keep their ids."""
    _alone()
    loaded = Loaded()
    _load_groups(vocabulary.groups, loaded, tick)
    ids = _load_skills(vocabulary.skills, loaded, tick)
    _link_groups(vocabulary.skills, ids, loaded)
    _load_occupations(vocabulary, ids, loaded, tick)
    _learn_words([*vocabulary.skills, *vocabulary.occupations])
    _analyse()
    return loaded


def _alone() -> None:
    """Two imports at once would make every skill twice; the second waits for the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('sharing.vocabulary'))")


def _analyse() -> None:
    """Let PostgreSQL know at once what the tables hold; else the first searches are slow."""
    with connection.cursor() as cursor:
        for model in (Skill, Occupation, SkillGroup, KnownWord):
            cursor.execute(f'ANALYZE "{model._meta.db_table}"')


def _load_groups(rows: Sequence[GroupRow], loaded: Loaded, tick: Tick) -> None:
    groups = [
        SkillGroup(
            code=row.code,
            uri=row.uri,
            parent_id=row.parent or None,
            level=row.level,
            label_en=row.label_en,
            label_de=row.label_de,
        )
        for row in sorted(rows, key=lambda row: row.level)
    ]
    known = {group.code: group for group in SkillGroup.objects.all()}
    _store(SkillGroup, groups, known, "code", GROUP_FIELDS, loaded)
    tick(len(rows))


def _load_skills(rows: Sequence[SkillRow], loaded: Loaded, tick: Tick) -> dict[str, int]:
    """Store the skills and give their ids by address."""
    known = {skill.uri: skill for skill in Skill.objects.from_esco()}
    skills = []
    for row in rows:
        skills.append(
            Skill(
                id=known[row.uri].pk if row.uri in known else random_id(),
                uri=row.uri,
                kind=row.kind,
                reuse_level=row.reuse_level,
                **_named(row),
            )
        )
        tick(1)
    _store(Skill, skills, known, "uri", SKILL_FIELDS, loaded)
    return {skill.uri: skill.pk for skill in skills}


def _link_groups(rows: Iterable[SkillRow], ids: dict[str, int], loaded: Loaded) -> None:
    """Put every skill of the files into its groups, and take it out of those it has left."""
    link = Skill.groups.through
    wanted = {(ids[row.uri], code) for row in rows for code in row.groups}
    stored = {
        (skill, group): pk
        for pk, skill, group in link.objects.filter(skill__in=ids.values()).values_list(
            "pk", "skill_id", "skillgroup_id"
        )
    }
    gone = [pk for pair, pk in stored.items() if pair not in wanted]
    link.objects.filter(pk__in=gone).delete()
    new = sorted(wanted - stored.keys())
    link.objects.bulk_create(
        [link(skill_id=skill, skillgroup_id=group) for skill, group in new], batch_size=BATCH
    )
    loaded.new["links"], loaded.changed["links"] = len(new), len(gone)
    loaded.total["links"] = len(wanted)


def _load_occupations(
    vocabulary: Vocabulary, ids: dict[str, int], loaded: Loaded, tick: Tick
) -> None:
    skills = sorted(vocabulary.skills, key=lambda row: row.uri)
    known = {occupation.uri: occupation for occupation in Occupation.objects.all()}
    occupations = []
    nearest = nearest_skills(vocabulary.occupations, skills)
    for row, places in zip(vocabulary.occupations, nearest, strict=True):
        occupations.append(
            Occupation(
                id=known[row.uri].pk if row.uri in known else None,
                uri=row.uri,
                isco=row.isco,
                skill_ids=[ids[skills[place].uri] for place in places],
                **_named(row),
            )
        )
        tick(1)
    _store(Occupation, occupations, known, "uri", OCCUPATION_FIELDS, loaded)


def _learn_words(rows: Iterable[NamedRow]) -> None:
    """Keep every word of the names, for the search to mend misspelt ones with."""
    words = {
        word for row in rows for name in row.all_labels + row.all_others for word in words_of(name)
    }
    KnownWord.objects.bulk_create(
        map(KnownWord, sorted(words)), batch_size=10 * BATCH, ignore_conflicts=True
    )


def _named(row: NamedRow | OccupationRow) -> dict[str, str]:
    labels = {f"label_{code}": label for code, label in row.labels.items()}
    return labels | {"names": names_column(row.all_labels, row.all_others)}


def _store(
    model: type[M],
    rows: Sequence[M],
    known: dict[str, M],
    key: str,
    fields: Sequence[str],
    loaded: Loaded,
) -> None:
    """Insert what is new and rewrite what differs."""
    fresh = [row for row in rows if getattr(row, key) not in known]
    differing = [
        row
        for row in rows
        if (before := known.get(getattr(row, key)))
        and _values(row, fields) != _values(before, fields)
    ]
    writer: Any = model._default_manager
    writer.bulk_create(fresh, batch_size=BATCH)
    writer.bulk_create(
        differing,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["pk"],
        update_fields=[name.removesuffix("_id") for name in fields],
    )
    name = str(model._meta.model_name)
    loaded.new[name], loaded.changed[name] = len(fresh), len(differing)
    loaded.total[name] = len(rows)


def _values(row: Model, fields: Sequence[str]) -> list[Any]:
    return [getattr(row, name) for name in fields]
